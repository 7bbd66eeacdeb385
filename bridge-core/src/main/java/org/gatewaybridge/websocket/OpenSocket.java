package org.gatewaybridge.websocket;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.gatewaybridge.api.WebSocketMessage;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket from its acceptance to its end: what the container tells of it on one side, who
 * answers its events on the other.
 */
public final class OpenSocket implements SocketSession {
  private final OpenSockets all;
  private final SocketEvents events;
  private final SocketRecord record;
  private final IncomingMessage incoming;
  private final OutgoingMessage outgoing;
  private final SocketPulse pulse = new SocketPulse();
  private @Nullable Wire wire; // there once it is open
  private SocketState state = SocketState.ACCEPTED;

  OpenSocket(OpenSockets all, SocketEvents events, SocketRecord record, long maxMessage) {
    this.all = all;
    this.events = events;
    this.record = record;
    this.outgoing = new OutgoingMessage(record, pulse);
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
      Wire ahead = events instanceof BlockingSocket ? null : wire; // that one has room for some
      pulse.busy(ahead, true);
      try {
        events.message(message);
      } catch (Throwable failure) {
        fail(failure);
      } finally {
        pulse.busy(ahead, false);
      }
    }
  }

  @Override
  public boolean pause(boolean now) {
    return pulse.pause(wire, now);
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
    record.log(Level.DEBUG, "its WebSocket failed", failure);
  }

  private void fail(Throwable failure) {
    record.log(isOpen() ? Level.ERROR : Level.DEBUG, "its WebSocket's app failed", failure);
    close(CloseCodes.FAILED, "");
  }

  @Override
  public void send(WebSocketMessage message, Consumer<@Nullable Throwable> sent) {
    Wire open;
    synchronized (this) {
      open = state == SocketState.OPEN ? wire : null;
      outgoing.begin(open == null ? null : sent);
    }
    if (open == null) {
      sent.accept(OutgoingMessage.socketClosed());
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
    if (outgoing.ends(message, told, failure)) {
      lose();
    }
  }

  @Override
  public void close(int code, String reason) {
    synchronized (this) {
      if (state != SocketState.OPEN) {
        return;
      }
      state = SocketState.CLOSING;
      if (outgoing.defer(() -> all.execute(() -> closeNow(code, reason)))) {
        return;
      }
    }
    all.execute(() -> closeNow(code, reason));
  }

  private void closeNow(int code, String reason) {
    try {
      pause(false); // or its close frame would not be read
      requireNonNull(wire).close(code, reason);
      end(code, reason);
    } catch (IOException | RuntimeException gone) {
      end(CloseCodes.LOST, "");
    }
  }

  /** Gives a client up that is gone. */
  void lose() {
    end(CloseCodes.LOST, "");
    outgoing.giveUp();
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
    Runnable over;
    synchronized (this) {
      if (state == SocketState.CLOSED) {
        return;
      }
      boolean wasOpen = state != SocketState.ACCEPTED;
      state = SocketState.CLOSED;
      over = () -> tell(code, reason, wasOpen);
      if (code != CloseCodes.LOST && outgoing.defer(over)) {
        pulse.ends(); // the client may well have the message, and the server not have told it yet
        return;
      }
    }
    over.run();
    outgoing.giveUp();
  }

  private void tell(int code, String reason, boolean wasOpen) {
    try {
      events.closed(code, reason);
    } catch (Throwable failure) {
      record.log(Level.ERROR, "its WebSocket's app failed", failure);
    } finally {
      all.ended(this, wasOpen, code);
    }
  }
}
