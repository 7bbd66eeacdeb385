/** Classes that break a rule each, so that the rule is seen red. */
@NullMarked
package org.gatewaybridge.architecture.red.running;

import org.jspecify.annotations.NullMarked;
