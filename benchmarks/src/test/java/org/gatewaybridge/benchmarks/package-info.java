/** Tests of the benchmarks' own parts, and the soak. */
@NullMarked
package org.gatewaybridge.benchmarks;

import org.jspecify.annotations.NullMarked;
