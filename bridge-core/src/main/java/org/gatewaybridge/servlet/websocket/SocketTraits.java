package org.gatewaybridge.servlet.websocket;

/**
 * In what the WebSockets of servers differ.
 *
 * @param byPath whether a request is upgraded only to an endpoint that was added, by its path
 * @param wholeTexts whether texts must be taken whole, since parts of them break characters
 * @param closedLate whether a close must wait for the server's own threads
 */
public record SocketTraits(boolean byPath, boolean wholeTexts, boolean closedLate) {
  /** What Jakarta WebSocket says. */
  public static final SocketTraits STANDARD = new SocketTraits(false, false, false);
}
