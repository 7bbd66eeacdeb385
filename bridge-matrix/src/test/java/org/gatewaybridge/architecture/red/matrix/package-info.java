/** Breaks the rules of the package matrix. */
@NullMarked
package org.gatewaybridge.architecture.red.matrix;

import org.jspecify.annotations.NullMarked;
