/** Open WebSockets: their messages go from and to the workers without a thread for each. */
@NullMarked
package org.gatewaybridge.python.sockets;

import org.jspecify.annotations.NullMarked;
