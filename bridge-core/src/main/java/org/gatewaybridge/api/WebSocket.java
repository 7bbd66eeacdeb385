package org.gatewaybridge.api;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An open WebSocket, seen from the app: a blocking conversation of whole messages.
 *
 * <p>One thread receives at a time. Any thread may send; the gateway sends one message after the
 * other. Pings of the client are answered by the container.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455">RFC 6455</a>
 */
public interface WebSocket {

  /**
   * Waits for the next message.
   *
   * @return the message, whole; null once the socket has been closed by either side, or the client
   *     is gone
   * @throws IOException if the gateway cannot go on receiving
   * @throws InterruptedException if the thread is interrupted, as at the end of the deployment
   */
  @Nullable WebSocketMessage receive() throws IOException, InterruptedException;

  /**
   * Sends a message; returns when the server has taken it for the client, so that a slow client
   * slows the app down.
   *
   * @throws IOException if the socket has been closed or the client is gone; let it pass, it is not
   *     logged as an error
   */
  void send(WebSocketMessage message) throws IOException;

  /** Sends a text message: {@link #send(WebSocketMessage)}. */
  default void send(String text) throws IOException {
    send(WebSocketMessage.of(text));
  }

  /** Sends a binary message: {@link #send(WebSocketMessage)}. */
  default void send(byte[] bytes) throws IOException {
    send(WebSocketMessage.of(bytes));
  }

  /**
   * Closes the socket; does nothing if it is closed already.
   *
   * @param code 1000, 1001, 1003, 1007 to 1014, or an app's own from 3000 to 4999
   * @param reason a text of at most 123 bytes in UTF-8; empty for none
   * @throws ContractViolation if the code or the reason may not be sent
   * @throws IOException if the client is gone
   */
  void close(int code, String reason) throws IOException;

  /**
   * Returns the code with which the socket was closed: 1005 if the client gave none, 1006 if the
   * connection was lost; -1 while the socket is open.
   */
  int closeCode();

  /** Returns the reason with which the socket was closed; empty if there is none. */
  String closeReason();
}
