/** Mutated requests, and what must hold of a container with the bridge in it whatever they are. */
@NullMarked
package org.gatewaybridge.compat.fuzz;

import org.jspecify.annotations.NullMarked;
