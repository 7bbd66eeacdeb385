package org.gatewaybridge.python.slots;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The frames of an open WebSocket, on a connection that never waits. One thread receives; others
 * send, one at a time.
 */
public final class SocketFrames {
  private static final int BLOCK_BYTES = 64 * 1024;

  private final SocketChannel channel;
  private final ArrivedFrames arrived;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private CallState state = CallState.OPEN;
  private @Nullable ByteBuffer unsent; // what the connection has not taken

  SocketFrames(SocketChannel channel, byte[] arrived) {
    this.channel = channel;
    this.arrived = new ArrivedFrames(arrived);
  }

  /** Returns the connection, for a selector. */
  public SocketChannel channel() {
    return channel;
  }

  public CallState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  // -- what comes --

  /** Reads what has arrived; returns whether the worker may send more. */
  public boolean read(ByteBuffer target) throws IOException {
    return channel.read(target) >= 0;
  }

  /**
   * Returns the next frame if it has arrived whole, null otherwise.
   *
   * @param more what was read behind the bytes that are kept
   */
  public @Nullable SocketFrame next(ByteBuffer more) throws OutOfTurn {
    SocketFrame frame = arrived.next(more);
    if (frame != null) {
      lock.lock();
      try {
        char kind = (char) (frame.kind() & ~FrameKind.LAST);
        state = state.afterReceiving(kind, (frame.kind() & FrameKind.LAST) != 0);
      } finally {
        lock.unlock();
      }
    }
    return frame;
  }

  /** Keeps bytes until the next frame is asked for. */
  public void keep(ByteBuffer more) {
    arrived.keep(more);
  }

  // -- what goes --

  /**
   * Sends a message. If the worker does not take it now, it waits here, and so may others behind
   * it; then the thread has to wait.
   *
   * @param most how many bytes may wait here before the thread has to
   * @param patience how long to wait, in nanoseconds; 0 for no limit
   * @return whether the connection has taken all of it
   * @throws InterruptedIOException if it has waited that long; the message is not sent
   * @throws IOException if the socket is closed, or the worker has ended
   */
  public boolean send(char kind, byte[] data, int most, long patience)
      throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      awaitSent(most, patience);
      if (state != CallState.OPEN) {
        throw new ClosedChannelException();
      }
      state = state.afterSending(kind);
      return write(frame(kind, data));
    } finally {
      lock.unlock();
    }
  }

  private void awaitSent(int most, long patience) throws IOException, InterruptedException {
    long left = patience == 0 ? Long.MAX_VALUE : patience;
    while (unsent != null && unsent.remaining() > most && state == CallState.OPEN) {
      if (left <= 0) {
        throw new InterruptedIOException("The app has not received the messages before");
      }
      left = changed.awaitNanos(left);
    }
  }

  /**
   * Tells the worker that the socket is closed, once; behind a message that still waits.
   *
   * @return whether the connection has taken all of it
   */
  public boolean close(int code, String reason) {
    byte[] text = reason.getBytes(UTF_8);
    ByteBuffer data =
        ByteBuffer.allocate(SocketFrame.CODE_BYTES + text.length).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort((short) code).put(text);
    lock.lock();
    try {
      if (state == CallState.OPEN || state == CallState.CLOSING) {
        state = state.afterSending(FrameKind.CLOSE);
        changed.signalAll();
        return write(frame(FrameKind.CLOSE, data.array()));
      }
      return true;
    } catch (IOException e) {
      return true; // the worker has ended, which the reading side meets
    } finally {
      lock.unlock();
    }
  }

  private static ByteBuffer frame(char kind, byte[] data) {
    return ByteBuffer.allocate(FrameWriter.HEAD + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(kind << 24)
        .putInt(data.length)
        .put(data)
        .flip();
  }

  private boolean write(ByteBuffer frame) throws IOException {
    ByteBuffer before = unsent;
    if (before != null) {
      unsent =
          ByteBuffer.allocate(before.remaining() + frame.remaining()).put(before).put(frame).flip();
      return false;
    }
    return flush(frame);
  }

  /** Writes; behind the last frame, the worker gets the end of the connection. */
  private boolean flush(ByteBuffer frame) throws IOException {
    writeNow(frame);
    unsent = frame.hasRemaining() ? frame : null;
    if (unsent == null && state == CallState.TOLD) {
      channel.shutdownOutput();
    }
    return unsent == null;
  }

  /** Writes as much as is taken, in blocks: the JDK keeps a buffer of that size for each thread. */
  private void writeNow(ByteBuffer frame) throws IOException {
    int end = frame.limit();
    boolean taken = true;
    while (taken && frame.position() < end) {
      frame.limit(Math.min(end, frame.position() + BLOCK_BYTES));
      channel.write(frame);
      taken = !frame.hasRemaining();
    }
    frame.limit(end);
  }

  /** Sends what has waited; returns whether that was all. */
  public boolean flush() throws IOException {
    lock.lock();
    try {
      boolean sent = unsent == null || flush(unsent);
      changed.signalAll();
      return sent;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the sending; a thread that waits for the worker gets an exception. */
  public void end() {
    lock.lock();
    try {
      state = CallState.HUNG_UP;
      unsent = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
