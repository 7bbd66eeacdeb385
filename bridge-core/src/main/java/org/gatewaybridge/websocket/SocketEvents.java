package org.gatewaybridge.websocket;

import java.io.IOException;
import org.gatewaybridge.api.WebSocketMessage;

/** What happens on one WebSocket, for an app that holds no thread while nothing does. */
public interface SocketEvents {

  /** Called once, after the upgrade and before any message. */
  void opened(SocketSession session);

  /**
   * Called for each message, whole, in order, one at a time; as long as it blocks, nothing more is
   * read from the client, but a thread of the server is taken: {@link SocketSession#pause} is
   * better.
   *
   * @throws IOException if the app cannot take messages any more; the socket is closed with 1011
   * @throws InterruptedException if the thread is interrupted; the socket is closed with 1011
   */
  void message(WebSocketMessage message) throws IOException, InterruptedException;

  /**
   * Called exactly once, at every end, also at one that this side began; with 1006 also if the
   * socket was accepted and never opened.
   *
   * @param code that of the close frame that was received, or of the one that was sent first; 1005
   *     for one without a code, 1006 for a connection that was lost
   * @param reason empty if there is none
   */
  void closed(int code, String reason);
}
