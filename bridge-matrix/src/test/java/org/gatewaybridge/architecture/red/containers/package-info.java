/** Breaks the rules of the package containers. */
@NullMarked
package org.gatewaybridge.architecture.red.containers;

import org.jspecify.annotations.NullMarked;
