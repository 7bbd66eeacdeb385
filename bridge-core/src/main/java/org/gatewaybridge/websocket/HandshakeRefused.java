package org.gatewaybridge.websocket;

import org.gatewaybridge.engine.FixedAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Thrown to an app that asks for the WebSocket of a request whose handshake is bad; the gateway
 * answers the request when the app lets it pass.
 */
public final class HandshakeRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient FixedAnswer answer;

  HandshakeRefused(FixedAnswer answer, String message) {
    super(message, null, false, false);
    this.answer = answer;
  }

  /** Returns what the client gets. */
  public FixedAnswer answer() {
    return answer;
  }

  /** Throws this if it is asked for, else returns null. */
  public @Nullable Object throwIf(boolean asked) {
    if (asked) {
      throw this;
    }
    return null;
  }

  /** A handshake that breaks RFC 6455 4.2.1. */
  static HandshakeRefused malformed(String message) {
    return new HandshakeRefused(FixedAnswer.BAD_REQUEST, message);
  }

  /** A handshake of another version. RFC 6455 4.2.2. */
  static HandshakeRefused otherVersion(String message) {
    return new HandshakeRefused(
        FixedAnswer.of(
            426,
            "Upgrade Required",
            "Sec-WebSocket-Version",
            "13",
            "Upgrade",
            "websocket",
            "Connection",
            "Upgrade"),
        message);
  }

  /** A handshake by a page of another site. RFC 6455 10.2. */
  static HandshakeRefused otherOrigin(String message) {
    return new HandshakeRefused(FixedAnswer.of(403, "Forbidden"), message);
  }

  /** A handshake that this container cannot complete. */
  public static HandshakeRefused unable(String message) {
    return new HandshakeRefused(FixedAnswer.of(501, "Not Implemented"), message);
  }

  /** A handshake for which there is no room now. */
  public static HandshakeRefused noRoom(String message) {
    return new HandshakeRefused(FixedAnswer.SERVICE_UNAVAILABLE, message);
  }
}
