package org.gatewaybridge.python.slots;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/**
 * The bytes of a slot's frames on its channel. One thread at a time reads and writes; others may
 * close it, and look how long it has been waiting.
 */
final class FrameStream {
  private final ByteChannel channel;
  private final SlotBuffers buffers;
  private final ByteBuffer in;
  private final ByteBuffer out;
  private volatile long waitingSince; // 0 while Python is not waited for
  private int meta; // what has not been read of the current frame
  private int data;

  FrameStream(ByteChannel channel, SlotBuffers buffers) {
    this.channel = channel;
    this.buffers = buffers;
    in = buffers.in().clear().flip();
    out = buffers.out();
  }

  /** Returns the buffers, for another stream when this one is closed. */
  SlotBuffers buffers() {
    return buffers;
  }

  boolean isSocket() {
    return channel instanceof SocketChannel;
  }

  /** Returns since when Python is waited for, in {@link System#nanoTime}; 0 if it is not. */
  long waitingSince() {
    return waitingSince;
  }

  void write(byte[] bytes, int length) throws IOException {
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

  /** Waits for the head of the next frame and reads it; returns the frame's kind. */
  int readHead() throws IOException {
    fill(FrameWriter.HEAD);
    int word = in.getInt();
    meta = word & 0xffffff;
    data = in.getInt();
    return word >>> 24;
  }

  int metaSize() {
    return meta;
  }

  /** Returns how many bytes of the frame's data have not been read; unsigned, up to 4 GiB. */
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

  /** Reads an unsigned number of 4 bytes. */
  long readNumber() throws IOException {
    data -= Integer.BYTES;
    fill(Integer.BYTES);
    return Integer.toUnsignedLong(in.getInt());
  }

  /** Returns whether the whole of the last frame has been read. */
  boolean isAtEndOfFrame() {
    return meta == 0 && data == 0;
  }

  /** Returns whether the head of a frame has arrived and was not read yet. */
  boolean hasHead() {
    return in.remaining() >= FrameWriter.HEAD;
  }

  /** Returns whether bytes of the next frame have arrived. */
  boolean hasMore() {
    return in.hasRemaining();
  }

  /** Reads into the buffer what has arrived, without waiting. */
  void readAhead() throws IOException {
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
        count = ((MemoryChannel) channel).readNow(in);
      }
      if (count < 0) {
        throw new EOFException("The worker has ended");
      }
    } finally {
      in.flip();
    }
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
        if (readSome() < 0) {
          throw TcpEnd.ofFile(channel);
        }
      }
    } finally {
      waitingSince = 0;
      in.flip();
    }
  }

  private int readSome() throws IOException {
    try {
      return channel.read(in);
    } catch (IOException e) {
      throw TcpEnd.ofReset(channel, e);
    }
  }

  /** Has the connection not wait any more; what has arrived of the next frames goes along. */
  SocketFrames handOver() throws IOException {
    if (!(channel instanceof SocketChannel socket) || !isAtEndOfFrame()) {
      throw new OutOfTurn("A WebSocket cannot begin on this connection");
    }
    byte[] arrived = new byte[in.remaining()];
    in.get(arrived);
    socket.configureBlocking(false);
    return new SocketFrames(socket, arrived);
  }

  /** Has the worker's next send fail when it is closed, and not only the one after that. */
  void endsWithReset() {
    TcpEnd.resetAtClose(channel);
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // nothing was to be sent any more
    }
  }
}
