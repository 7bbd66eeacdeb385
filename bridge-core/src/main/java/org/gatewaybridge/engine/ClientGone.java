package org.gatewaybridge.engine;

import java.io.IOException;

/**
 * Thrown if the client takes no more bytes: a write or a flush failed, whatever the container's
 * message says.
 */
public final class ClientGone extends IOException {
  private static final long serialVersionUID = 1L;

  /** Wraps what the server threw when bytes were written or flushed. */
  public ClientGone(Exception cause) {
    super("The client is gone", cause);
  }
}
