/** Breaks the rules of the package checking. */
@NullMarked
package org.gatewaybridge.architecture.red.checking;

import org.jspecify.annotations.NullMarked;
