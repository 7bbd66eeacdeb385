/** Breaks the rules of the package comparing. */
@NullMarked
package org.gatewaybridge.architecture.red.comparing;

import org.jspecify.annotations.NullMarked;
