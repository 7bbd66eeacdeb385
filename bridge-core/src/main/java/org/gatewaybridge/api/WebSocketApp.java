package org.gatewaybridge.api;

/**
 * The part of an app that talks over one open WebSocket.
 *
 * <pre>{@code
 * socket -> {
 *   for (WebSocketMessage message; (message = socket.receive()) != null; ) {
 *     socket.send(message);
 *   }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface WebSocketApp {

  /**
   * Talks to the client until one side has had enough.
   *
   * <p>Runs on a thread of the gateway's: a virtual one on Java 21 or newer. When it returns, a
   * socket that is still open is closed with the code 1000.
   *
   * @param socket the open socket, used until this method returns
   * @throws Exception any failure: the socket is closed with the code 1011, and the failure is
   *     logged once
   */
  void run(WebSocket socket) throws Exception;
}
