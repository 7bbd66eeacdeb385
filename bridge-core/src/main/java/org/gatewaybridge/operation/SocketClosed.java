package org.gatewaybridge.operation;

import java.util.Map;

/**
 * A WebSocket that was open and has been closed.
 *
 * @param environ the texts of its request's environ, with the changes of middleware
 * @param code the code of the close frame that came first, 1005 for one without, 1006 for a
 *     connection that was lost
 * @param nanos nanoseconds from the request to the end
 */
public record SocketClosed(
    Map<String, Object> environ, int code, SocketFigures figures, long nanos) {}
