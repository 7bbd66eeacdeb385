package org.gatewaybridge.servlet.websocket;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.engine.HandshakeHead;

/** The handshake of one request, as the app has accepted it. */
final class HandshakeConfigurator extends AgreedConfigurator {
  private final SocketEndpoint endpoint;
  private final HandshakeHead head;

  HandshakeConfigurator(SocketEndpoint endpoint, HandshakeHead head, boolean compression) {
    super(compression);
    this.endpoint = endpoint;
    this.head = head;
  }

  List<String> subprotocols() {
    String chosen = head.subprotocol();
    return chosen == null ? List.of() : List.of(chosen);
  }

  @Override
  public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
    String chosen = head.subprotocol();
    return chosen == null ? "" : chosen;
  }

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    for (Map.Entry<String, String> header : head.headers()) {
      response
          .getHeaders()
          .computeIfAbsent(header.getKey(), name -> new ArrayList<>())
          .add(header.getValue());
    }
  }

  @Override
  public <T> T getEndpointInstance(Class<T> type) {
    return type.cast(endpoint);
  }
}
