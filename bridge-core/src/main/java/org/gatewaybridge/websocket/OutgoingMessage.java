package org.gatewaybridge.websocket;

import java.io.IOException;
import java.util.function.Consumer;
import org.gatewaybridge.api.WebSocketMessage;
import org.jspecify.annotations.Nullable;

/** The message that a WebSocket is sending, one at a time, and what waits for its end. */
final class OutgoingMessage {
  private final SocketRecord record;
  private final SocketPulse pulse;
  private @Nullable Consumer<@Nullable Throwable> sender; // is told once of the end
  private @Nullable Runnable due;

  OutgoingMessage(SocketRecord record, SocketPulse pulse) {
    this.record = record;
    this.pulse = pulse;
  }

  static IOException socketClosed() {
    return new IOException("The WebSocket has been closed");
  }

  /**
   * Begins a message.
   *
   * @param told by {@link #ends}; null if the socket is closed and nothing begins
   * @throws IllegalStateException if another one is being sent
   */
  synchronized void begin(@Nullable Consumer<@Nullable Throwable> told) {
    if (sender != null) {
      throw new IllegalStateException("Wait until sent was called for the message before");
    }
    sender = told;
  }

  /** Has the end of the message run something; returns false if none is being sent. */
  synchronized boolean defer(Runnable next) {
    due = sender == null ? null : next;
    return sender != null;
  }

  /**
   * Takes the end of a message.
   *
   * @param message is counted if there is no failure; null for none to count
   * @param failure why it was not sent; null if it was
   * @return whether the client is gone, and nobody has been told
   */
  boolean ends(
      @Nullable WebSocketMessage message,
      Consumer<@Nullable Throwable> told,
      @Nullable Throwable failure) {
    Runnable next;
    synchronized (this) {
      if (sender != told) {
        return false; // the socket has ended meanwhile
      }
      sender = null;
      next = due;
      due = null;
    }
    if (message != null && failure == null) {
      pulse.sent();
      record.sent(message);
    }
    try {
      told.accept(failure);
    } finally {
      if (next != null) {
        next.run();
      }
    }
    return failure != null && next == null;
  }

  /** Ends a message of which the server tells nothing any more. */
  void giveUp() {
    Consumer<@Nullable Throwable> left;
    synchronized (this) {
      left = sender;
    }
    if (left != null) {
      ends(null, left, socketClosed());
    }
  }
}
