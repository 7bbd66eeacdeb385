/** Measures the bridge beside a hand-written servlet, on real containers under load. */
@NullMarked
package org.gatewaybridge.benchmarks;

import org.jspecify.annotations.NullMarked;
