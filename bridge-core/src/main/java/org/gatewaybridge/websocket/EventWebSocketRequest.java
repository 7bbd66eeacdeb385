package org.gatewaybridge.websocket;

import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.WebSocketRequest;

/** A request for a WebSocket that can also be accepted by events. */
public interface EventWebSocketRequest extends WebSocketRequest {

  /**
   * Accepts the socket, as {@link WebSocketRequest#accept} does.
   *
   * @param events gets the socket once it is open
   */
  Iterable<byte[]> accept(SocketEvents events, List<Map.Entry<String, String>> headers);
}
