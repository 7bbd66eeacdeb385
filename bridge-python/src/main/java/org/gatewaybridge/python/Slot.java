package org.gatewaybridge.python;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection to a thread of a worker, and the state of the call on it. One thread at a time sends
 * and receives on it; the watch looks at it, and may close it, from another.
 */
final class Slot {
  private final Worker worker;
  private final int number;
  private final ByteChannel channel;
  private final SlotBuffers buffers;
  private final ByteBuffer in;
  private final ByteBuffer out;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile CallState state = CallState.FREE;
  private volatile long waitingSince; // 0 while Python is not waited for
  private volatile long closingSince;
  private volatile boolean timedOut;
  private boolean asked; // for input that was not sent yet
  private int meta;
  private int data;

  Slot(Worker worker, int number, ByteChannel channel) {
    this.worker = worker;
    this.number = number;
    this.channel = channel;
    buffers = worker.takeBuffers();
    in = buffers.in().clear().flip();
    out = buffers.out();
  }

  Worker worker() {
    return worker;
  }

  /** Returns the id of the process at the other end, 0 if that is in this one. */
  int processId() {
    return channel instanceof SocketChannel ? worker.pid() : 0;
  }

  CallState state() {
    return state;
  }

  /** Returns since when Python is waited for, in {@link System#nanoTime}; 0 if it is not. */
  long waitingSince() {
    return waitingSince;
  }

  /** Sends a frame that the state of the call allows. */
  void send(FrameWriter frame) throws IOException {
    CallState after = state.afterSending(frame.kind());
    boolean input = state == after;
    if (input && !asked) {
      throw new OutOfTurn("The gateway would send input that nobody has asked for");
    }
    state = CallState.HUNG_UP; // unless all of it goes out
    write(frame.bytes(), frame.length());
    asked &= !input;
    state = after;
  }

  private void write(byte[] bytes, int length) throws IOException {
    waitingSince = System.nanoTime() | 1;
    try {
      for (int from = 0; from < length; ) {
        int count = Math.min(length - from, out.capacity());
        out.clear().put(bytes, from, count).flip();
        while (out.hasRemaining()) {
          channel.write(out);
        }
        from += count;
      }
    } finally {
      waitingSince = 0;
    }
  }

  /**
   * Waits for a frame that the state of the call allows and reads its head; what is left of the one
   * before must have been read.
   *
   * @throws EOFException if the worker has ended
   * @throws IOException if it has ended without having read all that was sent to it
   */
  char awaitFrame() throws IOException {
    CallState before = state;
    state = CallState.HUNG_UP; // unless what comes is right
    if (meta != 0 || data != 0) {
      throw new OutOfTurn("A frame was not read to its end");
    }
    fill(FrameWriter.HEAD);
    int word = in.getInt();
    char kind = (char) (word >>> 24 & ~FrameKind.LAST);
    int metaSize = word & 0xffffff;
    int dataSize = in.getInt();
    CallState after = before.afterReceiving(kind, (word >>> 24 & FrameKind.LAST) != 0);
    if (asked || !hasRightSizes(kind, metaSize, dataSize)) {
      throw new OutOfTurn("The worker sent", kind, before);
    }
    asked = kind == FrameKind.NEED;
    meta = metaSize;
    data = dataSize;
    state = after;
    return kind;
  }

  private static boolean hasRightSizes(char kind, int meta, int data) {
    return switch (kind) {
      case FrameKind.END, FrameKind.CLOSED -> meta == 0 && data == 0;
      case FrameKind.NEED -> meta == 0 && data == 2 * Integer.BYTES;
      case FrameKind.CHUNK, FrameKind.FAILED -> meta == 0;
      default -> true;
    };
  }

  /** Waits until the app has closed its body. */
  void awaitClose() throws IOException {
    closingSince = System.nanoTime() | 1;
    try {
      awaitFrame();
    } finally {
      closingSince = 0;
    }
  }

  /** Returns since when the app closes a body whose answer has come, 0 if it does not. */
  long closingSince() {
    return closingSince;
  }

  /** Whether the last frame of the call has come already, or can be read without waiting. */
  boolean hasClosed(boolean look) throws IOException {
    if (look && in.remaining() < FrameWriter.HEAD) {
      readWhatIsThere();
    }
    if (state == CallState.ANSWERED && isRead() && in.remaining() >= FrameWriter.HEAD) {
      awaitFrame();
    }
    return state == CallState.FREE;
  }

  private void readWhatIsThere() throws IOException {
    in.compact();
    try {
      int count;
      if (channel instanceof SocketChannel socket) {
        socket.configureBlocking(false);
        try {
          count = socket.read(in);
        } finally {
          socket.configureBlocking(true);
        }
      } else {
        count = ((Pipe) channel).readNow(in);
      }
      if (count < 0) {
        state = CallState.HUNG_UP;
        throw new EOFException("The worker has ended");
      }
    } finally {
      in.flip();
    }
  }

  /** Whether all of the frame that came last has been read. */
  private boolean isRead() {
    return meta == 0 && data == 0;
  }

  /** Whether the next request can be sent: the last one has ended, and nothing else has come. */
  boolean isFree() {
    return state == CallState.FREE && isRead() && !in.hasRemaining() && !closed.get();
  }

  /** Says how many bytes of the frame's data have not been read; as unsigned, up to 4 GiB. */
  long dataLeft() {
    return Integer.toUnsignedLong(data);
  }

  byte[] readMeta() throws IOException {
    int count = meta;
    meta = 0;
    return read(count);
  }

  /** Reads the frame's data, at most that many bytes of it. */
  byte[] readData(int most) throws IOException {
    int count = (int) Math.min(dataLeft(), most);
    data -= count;
    return read(count);
  }

  int readNumber() throws IOException {
    data -= Integer.BYTES;
    fill(Integer.BYTES);
    return in.getInt();
  }

  private byte[] read(int count) throws IOException {
    byte[] bytes = new byte[count];
    int got = Math.min(count, in.remaining());
    in.get(bytes, 0, got);
    while (got < count) {
      fill(1);
      int more = Math.min(count - got, in.remaining());
      in.get(bytes, got, more);
      got += more;
    }
    return bytes;
  }

  private void fill(int wanted) throws IOException {
    if (in.remaining() >= wanted) {
      return;
    }
    CallState before = state;
    state = CallState.HUNG_UP; // if reading fails, in whichever way
    in.compact();
    waitingSince = System.nanoTime() | 1;
    try {
      while (in.position() < wanted) {
        if (channel.read(in) < 0) {
          throw new EOFException("The worker has ended");
        }
      }
      state = before;
    } finally {
      waitingSince = 0;
      in.flip();
    }
  }

  /** Ends a slot that waits for a request: its thread in the worker leaves. */
  void leave() {
    try {
      FrameWriter frame = new FrameWriter(FrameWriter.HEAD);
      frame.endMeta();
      send(frame.end(FrameKind.LEAVE));
    } catch (IOException e) {
      // it has ended by itself
    }
    close();
    recycle();
  }

  /** Gives the buffers of a closed slot to the next one; for a thread that alone has used them. */
  void recycle() {
    worker.giveBuffers(buffers);
  }

  /**
   * Breaks a call off. The worker meets that at its next chunk, closes the app's body and comes
   * back with a new connection.
   */
  void hangUp() {
    worker.expectBack(number);
    close();
  }

  /** Ends the call that makes no progress; the thread that waits on it gets an exception. */
  void timeOut() {
    timedOut = true;
    close();
  }

  boolean isTimedOut() {
    return timedOut;
  }

  /** Ends the connection; a thread that waits on it gets an exception. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      worker.slotClosed(number, this); // before the worker can know and come back
      try {
        channel.close();
      } catch (IOException e) {
        // nothing was to be sent any more
      }
    }
  }
}
