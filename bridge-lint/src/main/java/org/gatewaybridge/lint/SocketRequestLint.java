package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R38;
import static org.gatewaybridge.api.ContractRule.R39;
import static org.gatewaybridge.api.ContractRule.R40;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.WebSocketApp;
import org.gatewaybridge.api.WebSocketRequest;
import org.gatewaybridge.websocket.EventWebSocketRequest;
import org.gatewaybridge.websocket.SocketEvents;

/** A request for a WebSocket that checks how the app accepts it. */
final class SocketRequestLint implements EventWebSocketRequest {
  private static final String SUBPROTOCOL = "sec-websocket-protocol";

  private final WebSocketRequest gateway;
  private final AnswerLint answer;

  private SocketRequestLint(WebSocketRequest gateway, AnswerLint answer) {
    this.gateway = gateway;
    this.answer = answer;
  }

  /** Puts itself in the place of the gateway's, if the environ has one. */
  static void put(Map<String, Object> environ, AnswerLint answer) {
    environ.replaceAll(
        (key, value) -> key.equals(EnvironKeys.WEBSOCKET) ? checked(value, answer) : value);
  }

  private static SocketRequestLint checked(Object value, AnswerLint answer) {
    if (!(value instanceof WebSocketRequest asked)) {
      throw new ContractViolation(
          R38,
          "environ[\"gateway.websocket\"] is "
              + Quoted.typed(value)
              + "; put a WebSocketRequest, or leave it out");
    }
    return new SocketRequestLint(asked, answer);
  }

  @Override
  public List<String> subprotocols() {
    return gateway.subprotocols();
  }

  @Override
  public Iterable<byte[]> accept(WebSocketApp app, List<Map.Entry<String, String>> headers) {
    if (app == null) {
      throw new ContractViolation(R39, "accept got null for the app; give one that talks");
    }
    check(headers);
    return gateway.accept(socket -> app.run(new SocketLint(socket)), headers);
  }

  @Override
  public Iterable<byte[]> accept(SocketEvents events, List<Map.Entry<String, String>> headers) {
    if (!(gateway instanceof EventWebSocketRequest byEvents)) {
      throw new IllegalStateException("The gateway's WebSocketRequest knows no events");
    }
    check(headers);
    return byEvents.accept(events, headers);
  }

  private void check(List<Map.Entry<String, String>> headers) {
    HeadLint.checkHeaders(headers);
    int chosen = 0;
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      boolean subprotocol = name.equals(SUBPROTOCOL);
      chosen += subprotocol ? 1 : 0;
      boolean servers = name.startsWith("sec-websocket-") || name.startsWith("content-");
      boolean offered = subprotocols().contains(header.getValue().strip());
      if (subprotocol ? chosen > 1 || !offered : servers) {
        throw new ContractViolation(
            R40,
            "accept got the header "
                + Quoted.of(header.getKey())
                + ": "
                + Quoted.of(header.getValue())
                + "; name one subprotocol of "
                + Quoted.of(subprotocols().toString())
                + " at most, and nothing else of the handshake");
      }
    }
    answer.accept();
  }
}
