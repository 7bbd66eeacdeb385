package org.gatewaybridge.websocket;

import java.io.IOException;
import java.util.function.Consumer;
import org.gatewaybridge.api.WebSocketMessage;
import org.jspecify.annotations.Nullable;

/** What a container does for one open WebSocket. */
public interface Wire {

  /**
   * Sends a message; the next one only when {@code sent} was called.
   *
   * @param sent called once, on any thread, perhaps before this method returns
   */
  void send(WebSocketMessage message, Consumer<@Nullable Throwable> sent);

  /** Returns whether it would keep all that a client sends while the app takes a message. */
  boolean readsAhead();

  /**
   * Reads nothing more from the client, or goes on; what has been read already may still come.
   *
   * @return whether it can; otherwise, the thread of the next message has to wait
   */
  boolean pause(boolean now);

  /**
   * Sends a ping; may wait.
   *
   * @throws IOException if the client is gone
   */
  void ping() throws IOException;

  /**
   * Sends a close frame; may wait.
   *
   * @throws IOException if the client is gone
   */
  void close(int code, String reason) throws IOException;
}
