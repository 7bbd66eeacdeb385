package org.gatewaybridge.servlet.websocket;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.engine.HandshakeHead;

/** The handshake of one request, as the app has accepted it. */
final class HandshakeConfigurator extends ServerEndpointConfig.Configurator {
  private static final String DEFLATE = "permessage-deflate";

  private final SocketEndpoint endpoint;
  private final HandshakeHead head;
  private final boolean compression;

  HandshakeConfigurator(SocketEndpoint endpoint, HandshakeHead head, boolean compression) {
    this.endpoint = endpoint;
    this.head = head;
    this.compression = compression;
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

  /** Agrees to compression once if it is wanted: a client may offer it in several forms. */
  @Override
  public List<Extension> getNegotiatedExtensions(
      List<Extension> installed, List<Extension> requested) {
    boolean able = installed.stream().anyMatch(one -> one.getName().equals(DEFLATE));
    return compression && able
        ? requested.stream().filter(one -> one.getName().equals(DEFLATE)).limit(1).toList()
        : List.of();
  }

  /** The gateway has checked it before the app was asked. */
  @Override
  public boolean checkOrigin(String origin) {
    return true;
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
