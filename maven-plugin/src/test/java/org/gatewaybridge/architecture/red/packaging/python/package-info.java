/** Breaks the rules of the package packaging.python. */
@NullMarked
package org.gatewaybridge.architecture.red.packaging.python;

import org.jspecify.annotations.NullMarked;
