/** The boundaries of this module. */
@NullMarked
package org.gatewaybridge.architecture;

import org.jspecify.annotations.NullMarked;
