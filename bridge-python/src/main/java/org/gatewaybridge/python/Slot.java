package org.gatewaybridge.python;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection to a thread of a worker. One request at a time has it, on its own thread; the watch
 * looks at it from another.
 */
final class Slot {
  private final Worker worker;
  private final int number;
  private final ByteChannel channel;
  private final ByteBuffer in;
  private final ByteBuffer out;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile long waitingSince; // 0 while Python is not waited for
  private char kind;
  private int meta;
  private int data;

  Slot(Worker worker, int number, ByteChannel channel, SlotBuffers buffers) {
    this.worker = worker;
    this.number = number;
    this.channel = channel;
    in = buffers.in().clear().flip();
    out = buffers.out();
  }

  Worker worker() {
    return worker;
  }

  /** Returns since when Python is waited for, in {@link System#nanoTime}; 0 if it is not. */
  long waitingSince() {
    return waitingSince;
  }

  void send(FrameWriter frame) throws IOException {
    send(frame.bytes(), frame.length());
  }

  private void send(byte[] bytes, int length) throws IOException {
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
   * Waits for a frame and reads its head; what is left of the one before must have been read.
   *
   * @throws EOFException if the worker has ended
   * @throws IOException if it has ended without having read all that was sent to it
   */
  char awaitFrame() throws IOException {
    fill(FrameWriter.HEAD);
    int word = in.getInt();
    kind = (char) (word >>> 24);
    meta = word & 0xffffff;
    data = in.getInt();
    return kind;
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
    in.compact();
    waitingSince = System.nanoTime() | 1;
    try {
      while (in.position() < wanted) {
        if (channel.read(in) < 0) {
          throw new EOFException("The worker has ended");
        }
      }
    } finally {
      waitingSince = 0;
      in.flip();
    }
  }

  /** Whether everything that came has been read, as it must be between requests. */
  boolean isDrained() {
    return !in.hasRemaining() && meta == 0 && data == 0;
  }

  /**
   * Breaks a request off. The worker meets that at its next chunk, closes the app's body and comes
   * back with a new connection.
   */
  void hangUp() {
    worker.expectBack(number);
    close();
  }

  /** Ends the connection; a thread that waits on it gets an exception. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        channel.close();
      } catch (IOException e) {
        // nothing was to be sent any more
      }
      worker.slotClosed(number, this);
    }
  }
}
