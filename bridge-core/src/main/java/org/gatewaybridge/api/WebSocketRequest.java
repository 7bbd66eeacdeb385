package org.gatewaybridge.api;

import java.util.List;
import java.util.Map;

/**
 * A request that asks for a WebSocket: the environ's {@link EnvironKeys#WEBSOCKET}.
 *
 * <p>The gateway has checked the handshake and the Origin before. An app that does not want the
 * socket answers as ever, for example with 403 or with a page; one that wants it returns what
 * {@code accept} returns, and does not call {@code startResponse}.
 *
 * <pre>{@code
 * if (environ.get(EnvironKeys.WEBSOCKET) instanceof WebSocketRequest asked) {
 *   return asked.accept(Chat::talk, Headers.of("Sec-WebSocket-Protocol", "chat"));
 * }
 * }</pre>
 */
public interface WebSocketRequest {

  /** Returns the subprotocols that the client offers, in its order; empty if it offers none. */
  List<String> subprotocols();

  /**
   * Accepts the socket; the upgrade happens when the gateway has got the body that this returns.
   *
   * @param app talks over the socket once it is open
   * @param headers headers of the answer 101: {@code Sec-WebSocket-Protocol}, at most once, is one
   *     of the subprotocols that were offered; the other ones of the handshake belong to the server
   * @return the body to return from the app's call: the gateway understands it, and it has no bytes
   * @throws ContractViolation if the headers break the contract, if the socket was accepted before,
   *     or if {@code startResponse} was called
   */
  Iterable<byte[]> accept(WebSocketApp app, List<Map.Entry<String, String>> headers);

  /** Accepts the socket without a header of its own: {@link #accept(WebSocketApp, List)}. */
  default Iterable<byte[]> accept(WebSocketApp app) {
    return accept(app, List.of());
  }
}
