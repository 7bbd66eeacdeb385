/** Apps that misbehave, each in its way. */
@NullMarked
package org.gatewaybridge.benchmarks.apps;

import org.jspecify.annotations.NullMarked;
