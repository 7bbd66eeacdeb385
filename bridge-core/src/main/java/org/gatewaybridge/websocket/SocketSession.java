package org.gatewaybridge.websocket;

import java.util.function.Consumer;
import org.gatewaybridge.api.WebSocketMessage;
import org.jspecify.annotations.Nullable;

/** One open WebSocket, as those who answer its events use it. */
public interface SocketSession {

  /**
   * Sends a message without waiting; the next one may be sent only when {@code sent} was called.
   *
   * @param sent called once, on any thread, perhaps before this method returns: with null when the
   *     server has taken the message, else with the failure
   */
  void send(WebSocketMessage message, Consumer<@Nullable Throwable> sent);

  /**
   * Closes the socket, which {@link SocketEvents#closed} tells; does nothing if it is closed
   * already. A message that is being sent goes first.
   *
   * @param code one that may be sent
   * @param reason at most 123 bytes in UTF-8; empty for none
   */
  void close(int code, String reason);

  /**
   * Has the server read nothing more from the client, or go on, so that no thread has to wait for
   * an app that takes no messages; a few that it has read already may still come.
   *
   * @return whether the server can; otherwise, {@link SocketEvents#message} has to wait
   */
  boolean pause(boolean now);
}
