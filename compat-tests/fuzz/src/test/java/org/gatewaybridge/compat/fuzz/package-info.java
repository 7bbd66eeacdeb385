/** The containers that are fuzzed, and the faults that must be found. */
@NullMarked
package org.gatewaybridge.compat.fuzz;

import org.jspecify.annotations.NullMarked;
