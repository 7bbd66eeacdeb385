/** Tests of the raw client. */
@NullMarked
package org.gatewaybridge.compat.wire;

import org.jspecify.annotations.NullMarked;
