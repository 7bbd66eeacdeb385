/** What the bridge costs by itself: requests and responses that are played back, no server. */
@NullMarked
package org.gatewaybridge.benchmarks.alone;

import org.jspecify.annotations.NullMarked;
