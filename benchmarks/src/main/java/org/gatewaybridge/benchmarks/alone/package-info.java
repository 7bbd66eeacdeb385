/** What the bridge costs by itself: requests and responses with fixed answers, no server. */
@NullMarked
package org.gatewaybridge.benchmarks.alone;

import org.jspecify.annotations.NullMarked;
