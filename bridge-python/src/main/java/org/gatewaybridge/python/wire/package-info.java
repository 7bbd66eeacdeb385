/** Where the gateway listens for its Python processes, and which connections it lets in. */
@NullMarked
package org.gatewaybridge.python.wire;

import org.jspecify.annotations.NullMarked;
