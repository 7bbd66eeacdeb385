/** Classes that break a rule each, so that the rule is seen red. */
@NullMarked
package org.gatewaybridge.architecture.red.packaging;

import org.jspecify.annotations.NullMarked;
