/** Breaks the rules of the package packaging.carried. */
@NullMarked
package org.gatewaybridge.architecture.red.packaging.carried;

import org.jspecify.annotations.NullMarked;
