package org.gatewaybridge.websocket;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket from its acceptance to its end: what the container tells of it on one side, who
 * answers its events on the other.
 */
public final class OpenSocket implements SocketSession {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private final OpenSockets all;
  private final SocketEvents events;
  private final SocketRecord record;
  private final IncomingMessage incoming;
  private final SocketPulse pulse = new SocketPulse();
  private @Nullable Wire wire; // there once it is open
  private @Nullable Consumer<@Nullable Throwable> sending; // is told once of a message's end
  private @Nullable Runnable due; // the close that waits for a message which is being sent
  private SocketState state = SocketState.ACCEPTED;

  OpenSocket(OpenSockets all, SocketEvents events, SocketRecord record, long maxMessage) {
    this.all = all;
    this.events = events;
    this.record = record;
    this.incoming = new IncomingMessage(maxMessage);
  }

  SocketRecord record() {
    return record;
  }

  SocketPulse pulse() {
    return pulse;
  }

  /** Records that the upgrade is done. */
  public void opened(Wire by) {
    synchronized (this) {
      if (state != SocketState.ACCEPTED) {
        return;
      }
      state = SocketState.OPEN;
      wire = by;
    }
    all.opened();
    try {
      events.opened(this);
    } catch (Throwable failure) {
      fail(failure);
    }
    if (all.isLeaving()) {
      close(CloseCodes.GOING_AWAY, "");
    }
  }

  /** Takes a part of a text message. */
  public void text(String part, boolean last) {
    take(isOpen() ? incoming.add(part, last) : null);
  }

  /** Takes a part of a binary message; the buffer is the container's again afterwards. */
  public void binary(ByteBuffer part, boolean last) {
    take(isOpen() ? incoming.add(part, last) : null);
  }

  private void take(@Nullable WebSocketMessage message) {
    pulse.heard();
    if (incoming.isTooBig()) {
      close(CloseCodes.TOO_BIG, "The message is longer than gateway.websocket.max-message");
    } else if (message != null) {
      record.received(message);
      boolean pauses = !(events instanceof BlockingSocket); // that one does so if it has to wait
      busy(true, pauses);
      try {
        events.message(message);
      } catch (Throwable failure) {
        fail(failure);
      } finally {
        busy(false, pauses);
      }
    }
  }

  /** Has the container read nothing while a message waits for the app, or go on. */
  void busy(boolean now, boolean pauses) {
    pulse.busy(now);
    if (pauses && wire != null) {
      wire.pause(now);
    }
  }

  public void pong() {
    pulse.heard();
  }

  /** Records that the socket has ended. */
  public void closed(int code, @Nullable String reason) {
    end(code, reason == null || code == CloseCodes.LOST ? "" : reason); // else the container's own
  }

  /** Records a failure that the container tells; the end follows. */
  public void failed(Throwable failure) {
    LoggedFailure.log(LOG, Level.DEBUG, () -> record.request() + ": its WebSocket failed", failure);
  }

  private void fail(Throwable failure) {
    Level level = isOpen() ? Level.ERROR : Level.DEBUG;
    LoggedFailure.log(LOG, level, () -> record.request() + ": its WebSocket's app failed", failure);
    close(CloseCodes.FAILED, "");
  }

  @Override
  public void send(WebSocketMessage message, Consumer<@Nullable Throwable> sent) {
    Wire open;
    synchronized (this) {
      if (sending != null) {
        throw new IllegalStateException("Wait until sent was called for the message before");
      }
      open = state == SocketState.OPEN ? wire : null;
      sending = open == null ? null : sent;
    }
    if (open == null) {
      sent.accept(new IOException("The WebSocket has been closed"));
      return;
    }
    try {
      open.send(message, failure -> sent(message, sent, failure));
    } catch (RuntimeException closedMeanwhile) {
      sent(message, sent, closedMeanwhile);
    }
  }

  private void sent(
      WebSocketMessage message, Consumer<@Nullable Throwable> told, @Nullable Throwable failure) {
    Runnable next;
    synchronized (this) {
      if (sending != told) {
        return; // the socket has ended meanwhile
      }
      sending = null;
      next = due;
      due = null;
    }
    if (failure == null) {
      pulse.sent();
      record.sent(message);
    }
    try {
      told.accept(failure);
    } finally {
      if (next != null) {
        all.execute(next);
      } else if (failure != null) {
        lose();
      }
    }
  }

  @Override
  public void close(int code, String reason) {
    synchronized (this) {
      if (state != SocketState.OPEN) {
        return;
      }
      state = SocketState.CLOSING;
      if (sending != null) {
        due = () -> closeNow(code, reason);
        return;
      }
    }
    all.execute(() -> closeNow(code, reason));
  }

  private void closeNow(int code, String reason) {
    try {
      requireNonNull(wire).close(code, reason);
      end(code, reason);
    } catch (IOException | RuntimeException gone) {
      end(CloseCodes.LOST, "");
    }
  }

  /** Gives a client up that is gone. */
  void lose() {
    end(CloseCodes.LOST, "");
    all.execute(() -> closeNow(CloseCodes.GOING_AWAY, ""));
  }

  /** Sends a ping; the container tells if there is nobody any more. */
  void ping() {
    try {
      if (isOpen()) {
        requireNonNull(wire).ping();
      }
    } catch (IOException | RuntimeException gone) {
      lose();
    }
  }

  @Override
  public String toString() {
    return record.request();
  }

  private synchronized boolean isOpen() {
    return state == SocketState.OPEN;
  }

  /** Forgets a socket whose upgrade has failed; who has accepted it is told otherwise. */
  public void discard() {
    synchronized (this) {
      state = SocketState.CLOSED;
    }
    all.ended(this, false, CloseCodes.LOST);
  }

  private void end(int code, String reason) {
    boolean wasOpen;
    Consumer<@Nullable Throwable> unsent; // of which some servers tell nothing any more
    synchronized (this) {
      if (state == SocketState.CLOSED) {
        return;
      }
      wasOpen = state != SocketState.ACCEPTED;
      state = SocketState.CLOSED;
      unsent = sending;
      sending = null;
    }
    try {
      events.closed(code, reason);
      if (unsent != null) {
        unsent.accept(new IOException("The WebSocket has been closed"));
      }
    } catch (Throwable failure) {
      LoggedFailure.log(
          LOG, Level.ERROR, () -> record.request() + ": its WebSocket's app failed", failure);
    } finally {
      all.ended(this, wasOpen, code);
    }
  }
}
