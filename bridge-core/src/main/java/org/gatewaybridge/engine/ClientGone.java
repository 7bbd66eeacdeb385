package org.gatewaybridge.engine;

import java.io.IOException;

/**
 * The fact that the client takes no more bytes. It is told apart by its origin, never by a
 * container's message.
 */
public final class ClientGone extends IOException {
  private static final long serialVersionUID = 1L;

  /** Wraps what the server threw when bytes were written or flushed. */
  public ClientGone(IOException cause) {
    super("The client is gone", cause);
  }
}
