package org.gatewaybridge.websocket;

import java.util.ArrayDeque;
import org.gatewaybridge.api.WebSocketMessage;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for an app. If there are too many, the server is told to read nothing more
 * from the client; where it cannot, its thread has to wait. Its owner synchronizes.
 */
final class SocketQueue {
  private static final int MOST = 16;

  /** Of which most had been read before the server paused. */
  private static final int MOST_WHILE_PAUSED = 16 * MOST;

  private final ArrayDeque<WebSocketMessage> waiting = new ArrayDeque<>();
  private boolean paused;

  /** Returns whether one more may be added. */
  boolean hasRoom() {
    return waiting.size() < (paused ? MOST_WHILE_PAUSED : MOST);
  }

  void add(WebSocketMessage message, SocketSession from) {
    waiting.add(message);
    if (!paused && waiting.size() >= MOST) {
      paused = from.pause(true);
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Takes the next message, null if there is none. */
  @Nullable WebSocketMessage take(SocketSession from) {
    WebSocketMessage next = waiting.poll();
    if (paused && waiting.size() <= MOST / 2) {
      paused = false;
      from.pause(false);
    }
    return next;
  }

  void clear() {
    waiting.clear();
  }
}
