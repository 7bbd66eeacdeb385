package org.gatewaybridge.python.sockets;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.python.log.LogText;
import org.gatewaybridge.python.slots.CallState;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.Slot;
import org.gatewaybridge.python.slots.SocketFrame;
import org.gatewaybridge.python.slots.SocketFrames;
import org.gatewaybridge.websocket.SocketEvents;
import org.gatewaybridge.websocket.SocketSession;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket between its client and its worker. Messages from the client come on threads of the
 * container; messages from the worker are passed on by the loop's thread, one after the other.
 */
final class PythonSocket implements SocketEvents {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final PythonSockets sockets;
  private final Slot slot;
  private final SocketFrames frames;
  private final String name;
  private final AtomicReference<Delivery> delivery = new AtomicReference<>(Delivery.TAKEN);
  private final AtomicReference<@Nullable SocketSession> session = new AtomicReference<>();
  private final Watched watched = new Watched();
  private final ClientPause pause = new ClientPause();
  private volatile long closedAt; // in System.nanoTime; 0 while it is open

  PythonSocket(PythonSockets sockets, Slot slot, SocketFrames frames, String name) {
    this.sockets = sockets;
    this.slot = slot;
    this.frames = frames;
    this.name = name;
  }

  @Override
  public String toString() {
    return "The WebSocket of " + name;
  }

  SocketChannel channel() {
    return frames.channel();
  }

  // -- from the client --

  @Override
  public void opened(SocketSession opened) {
    session.set(opened);
    if (sockets.isLeaving()) {
      leave();
    }
    sockets.loop().add(this);
  }

  @Override
  public void message(WebSocketMessage message) throws InterruptedException {
    char kind = message.isText() ? FrameKind.TEXT : FrameKind.BINARY;
    try {
      if (!frames.send(kind, message.bytes(), pause.room(), sockets.patience())) {
        pause.begin(session.get());
        sockets.loop().execute(this::awaitWritable);
      }
    } catch (InterruptedIOException e) {
      giveUp();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, this + " takes no more messages", LoggedFailure.of(e));
    }
  }

  private void giveUp() {
    LOG.log(
        Level.WARNING,
        this + " is closed: its app has received nothing for the time of gateway.timeout");
    closeSession(1013, "The app does not receive");
  }

  @Override
  public void closed(int code, String reason) {
    boolean wasOpened = session.getAndSet(null) != null;
    boolean sent = frames.close(code, reason);
    closedAt = System.nanoTime() | 1;
    if (wasOpened) {
      sockets.loop().execute(this::goOn); // also if the server never takes the last message
    } else {
      sockets.loop().add(this); // the worker has to hang up
    }
    if (!sent) {
      sockets.loop().execute(this::awaitWritable);
    }
  }

  // -- on the loop's thread --

  void watchedBy(SelectionKey its) {
    watched.begin(its);
  }

  private void awaitWritable() {
    watched.with(SelectionKey.OP_WRITE);
  }

  /** Sends what has waited for the worker. */
  void writable() throws IOException {
    if (frames.flush()) {
      watched.without(SelectionKey.OP_WRITE);
      pause.end(session.get());
    } else {
      pause.goOn();
    }
  }

  /** Reads once and passes on what has come whole. */
  void readable(ByteBuffer buffer) throws IOException {
    if (delivery.get() != Delivery.TAKEN) {
      watched.without(SelectionKey.OP_READ);
      return;
    }
    buffer.clear();
    boolean more = frames.read(buffer);
    buffer.flip();
    passOn(buffer);
    if (!more) {
      end();
    }
  }

  /** Passes on what had come before the socket was watched. */
  void readKept(ByteBuffer buffer) throws IOException {
    passOn(buffer.clear().limit(0));
  }

  private void passOn(ByteBuffer buffer) throws IOException {
    boolean taken = true;
    while (taken) {
      SocketFrame frame = frames.next(buffer);
      if (frame == null) {
        break;
      }
      taken = passOn(frame);
    }
    frames.keep(buffer);
  }

  /** Passes a frame on; returns whether the next one may follow at once. */
  private boolean passOn(SocketFrame frame) {
    SocketSession client = session.get();
    switch (frame.kind()) {
      case FrameKind.FAILED ->
          LOG.log(Level.ERROR, this + " has failed: " + LogText.indented(frame.text()));
      case FrameKind.CLOSE -> closeSession(frame.code(), frame.reason());
      default -> {
        return client == null || send(client, message(frame));
      }
    }
    if (frame.kind() == FrameKind.FAILED) {
      closeSession(1011, "");
    }
    return true;
  }

  private static WebSocketMessage message(SocketFrame frame) {
    return frame.kind() == FrameKind.TEXT
        ? WebSocketMessage.of(frame.text())
        : WebSocketMessage.of(frame.data());
  }

  private boolean send(SocketSession client, WebSocketMessage message) {
    delivery.set(Delivery.SENDING);
    client.send(message, failure -> sent());
    return !delivery.compareAndSet(Delivery.SENDING, Delivery.LEFT);
  }

  /** Goes on when the server has taken the message; after a failure, the end follows. */
  private void sent() {
    if (!delivery.compareAndSet(Delivery.SENDING, Delivery.TAKEN)) {
      sockets.loop().execute(this::goOn);
    }
  }

  private void goOn() {
    delivery.set(Delivery.TAKEN);
    try {
      passOn(NOTHING);
      if (delivery.get() == Delivery.TAKEN) {
        watched.with(SelectionKey.OP_READ);
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, this + " is closed", LoggedFailure.of(e));
      end();
    }
  }

  /**
   * Closes the socket if its worker is being replaced; a new one takes the client's next socket.
   * Ends it if the connection was closed by those who watch the worker, or if the socket is closed
   * and the worker does not take what was sent before: it reads nothing while its app does not.
   */
  void tick() {
    long closed = closedAt;
    boolean late = closed != 0 && System.nanoTime() - closed > CLOSING_NANOS;
    if (!channel().isOpen() || late) {
      end();
    } else if (slot.worker().isReplaced()) {
      closeSession(sockets.isLeaving() ? 1001 : 1012, "");
    } else if (closed == 0 && pause.isLongerThan(sockets.patience())) {
      giveUp();
    }
  }

  // -- the end --

  /** Closes the socket because the deployment ends. */
  void leave() {
    closeSession(1001, "");
  }

  private void closeSession(int code, String reason) {
    SocketSession client = session.get();
    if (client != null) {
      client.close(code, reason);
    }
  }

  /** Ends the connection to the worker, which has ended its part or is lost. */
  void end() {
    boolean lost = frames.state() == CallState.OPEN;
    frames.end();
    watched.end();
    sockets.loop().forget(this);
    sockets.ended(this, slot);
    if (lost) {
      closeSession(1011, "");
    }
  }
}
