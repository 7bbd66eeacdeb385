/** WebSockets by events, without a server: what the servlet side gives and the apps' side takes. */
@NullMarked
package org.gatewaybridge.websocket;

import org.jspecify.annotations.NullMarked;
