/** The harness proved with plain servlets. */
@NullMarked
package org.gatewaybridge.compat;

import org.jspecify.annotations.NullMarked;
