package org.gatewaybridge.servlet;

import static org.gatewaybridge.api.ContractRule.R39;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.WebSocketApp;
import org.gatewaybridge.engine.HandshakeHead;
import org.gatewaybridge.websocket.EventWebSocketRequest;
import org.gatewaybridge.websocket.Handshake;
import org.gatewaybridge.websocket.HandshakeRefused;
import org.gatewaybridge.websocket.OpenSocket;
import org.gatewaybridge.websocket.OpenSockets;
import org.gatewaybridge.websocket.SocketEvents;
import org.jspecify.annotations.Nullable;

/** {@code gateway.websocket}: a request whose handshake was checked, and which may be upgraded. */
final class SocketRequest implements EventWebSocketRequest {
  private final Exchange exchange;
  private final ServletEnviron environ;
  private final List<String> subprotocols;
  private boolean accepted;

  private SocketRequest(Exchange exchange, ServletEnviron environ, List<String> subprotocols) {
    this.exchange = exchange;
    this.environ = environ;
    this.subprotocols = subprotocols;
  }

  /** Whether a request asks for a WebSocket, well or badly. */
  static boolean isAsked(Exchange exchange) {
    HttpServletRequest request = exchange.request();
    String upgrade = request.getHeader("Upgrade"); // mostly there is none
    if (upgrade != null) {
      upgrade = EnvironNames.join("Upgrade", request.getHeaders("Upgrade"));
    }
    boolean asked =
        upgrade == null
            ? exchange.container().isWebSocketStream(request)
            : request.getMethod().equals("GET")
                && request.getProtocol().equals("HTTP/1.1")
                && Handshake.isAskedBy(upgrade);
    return asked && request.getDispatcherType() == DispatcherType.REQUEST;
  }

  /**
   * Returns the value for a request; null if it asks for no WebSocket, or the container has none.
   *
   * @throws HandshakeRefused if the handshake is bad, or the page that asks is of another site
   */
  static @Nullable SocketRequest of(Exchange exchange, ServletEnviron environ) {
    if (!isAsked(exchange) || !exchange.context().containerSockets().arePresent()) {
      return null;
    }
    exchange.context().containerSockets().check();
    HttpServletRequest request = exchange.request();
    Handshake handshake =
        request.getMethod().equals("GET")
            ? Handshake.of(name -> values(request, name), hasBody(request))
            : Handshake.ofStream(name -> values(request, name));
    exchange
        .context()
        .sockets()
        .options()
        .origins()
        .check(values(request, "Origin"), text(environ, EnvironKeys.URL_SCHEME), host(environ));
    return new SocketRequest(exchange, environ, handshake.subprotocols());
  }

  private static List<String> values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  /** Returns the host that the client has named, to a trusted proxy if there is one. */
  private static String host(ServletEnviron environ) {
    return environ.get("HTTP_HOST") instanceof String host
        ? host
        : text(environ, EnvironKeys.SERVER_NAME) + ':' + text(environ, EnvironKeys.SERVER_PORT);
  }

  private static String text(ServletEnviron environ, String key) {
    return String.valueOf(environ.get(key));
  }

  @Override
  public List<String> subprotocols() {
    return subprotocols;
  }

  @Override
  public Iterable<byte[]> accept(WebSocketApp app, List<Map.Entry<String, String>> headers) {
    if (app == null) {
      throw new ContractViolation(R39, "accept got null for the app; give one that talks");
    }
    return accept(sockets().blocking(app), headers);
  }

  @Override
  public Iterable<byte[]> accept(SocketEvents events, List<Map.Entry<String, String>> headers) {
    if (accepted) {
      throw new ContractViolation(
          R39, "The WebSocket was accepted twice; call accept once and return its body");
    }
    HandshakeHead head = HandshakeHead.of(headers, subprotocols);
    accepted = true;
    return new AcceptedSocket(() -> upgrade(events, head), events);
  }

  private OpenSockets sockets() {
    return exchange.context().sockets();
  }

  private void upgrade(SocketEvents events, HandshakeHead head) throws IOException {
    OpenSocket socket = sockets().accept(events, exchange.toString(), seen());
    boolean done = false;
    try {
      exchange
          .context()
          .containerSockets()
          .upgrade(
              exchange.container().toUpgrade(exchange.request()),
              exchange.response(),
              head,
              sockets().options(),
              socket);
      done = true;
    } finally {
      if (done) {
        exchange.upgrade();
      } else {
        socket.discard();
      }
    }
  }

  /** Returns the texts of the environ, which listeners are told at the socket's end. */
  private Map<String, Object> seen() {
    if (!sockets().isListenedTo()) {
      return Map.of();
    }
    Map<String, Object> texts = new HashMap<>();
    environ.forEach(
        (key, value) -> {
          if (value instanceof String && !exchange.context().constants().containsKey(key)) {
            texts.put(key, value);
          }
        });
    return texts;
  }
}
