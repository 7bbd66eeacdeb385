@NullMarked
package org.gatewaybridge.benchmarks.alone;

import org.jspecify.annotations.NullMarked;
