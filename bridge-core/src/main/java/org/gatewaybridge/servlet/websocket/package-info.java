/** The only package that sees jakarta.websocket, which a container need not have. */
@NullMarked
package org.gatewaybridge.servlet.websocket;

import org.jspecify.annotations.NullMarked;
