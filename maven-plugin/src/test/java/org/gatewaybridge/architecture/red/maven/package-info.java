/** Classes that break a rule each, so that the rule is seen red. */
@NullMarked
package org.gatewaybridge.architecture.red.maven;

import org.jspecify.annotations.NullMarked;
