package org.gatewaybridge.python.sockets;

import org.gatewaybridge.websocket.SocketSession;
import org.jspecify.annotations.Nullable;

/**
 * The time in which nothing is read from a client, because its app takes no messages. No thread
 * waits meanwhile, if the server can pause.
 */
final class ClientPause {
  /** What a server may have read before it was told to pause. */
  private static final int MOST_BYTES = 1 << 20;

  private volatile long since; // in System.nanoTime; 0 while the client is read

  /** Returns how many bytes may wait for the app without a thread. */
  int room() {
    return since == 0 ? 0 : MOST_BYTES;
  }

  void begin(@Nullable SocketSession client) {
    if (since == 0 && client != null && client.pause(true)) {
      since = System.nanoTime() | 1;
    }
  }

  /** Notes that the app has taken something. */
  void goOn() {
    since = since == 0 ? 0 : System.nanoTime() | 1;
  }

  void end(@Nullable SocketSession client) {
    if (since != 0) {
      since = 0;
      if (client != null) {
        client.pause(false);
      }
    }
  }

  /**
   * Returns whether the app has taken nothing for longer than that.
   *
   * @param nanos 0 for no limit
   */
  boolean isLongerThan(long nanos) {
    long begun = since;
    return begun != 0 && nanos != 0 && System.nanoTime() - begun > nanos;
  }
}
