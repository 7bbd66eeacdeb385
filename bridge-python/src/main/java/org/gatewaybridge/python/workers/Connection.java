package org.gatewaybridge.python.workers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.gatewaybridge.python.slots.FrameWriter;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the watch thread reads without waiting: that of the parent, and that of a
 * worker until its first frame has named the slot.
 */
final class Connection {
  private final SocketChannel channel;
  private ByteBuffer in = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

  Connection(SocketChannel channel) {
    this.channel = channel;
  }

  /** A complete frame. */
  record Frame(char kind, ByteBuffer meta, ByteBuffer data) {
    String text() {
      return UTF_8.decode(data.duplicate()).toString();
    }
  }

  /** Reads what has arrived; returns whether more can come. */
  boolean read() throws IOException {
    int count;
    do {
      if (!in.hasRemaining()) {
        in = ByteBuffer.allocate(2 * in.capacity()).order(ByteOrder.LITTLE_ENDIAN).put(in.flip());
      }
      count = channel.read(in);
    } while (count > 0);
    return count == 0;
  }

  /** Returns the next complete frame, null if there is none. */
  @Nullable Frame poll() {
    ByteBuffer came = in.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip();
    if (came.remaining() < FrameWriter.HEAD) {
      return null;
    }
    int word = came.getInt();
    int meta = word & 0xffffff;
    int data = came.getInt();
    if (came.remaining() < meta + data) {
      return null;
    }
    byte[] bytes = new byte[meta + data];
    came.get(bytes);
    in.flip().position(FrameWriter.HEAD + bytes.length);
    in.compact();
    return new Frame((char) (word >>> 24), part(bytes, 0, meta), part(bytes, meta, data));
  }

  private static ByteBuffer part(byte[] bytes, int from, int size) {
    return ByteBuffer.wrap(bytes, from, size).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Sends a frame to the parent, which always reads. */
  void send(char kind, String text) throws IOException {
    FrameWriter frame = new FrameWriter(64);
    frame.endMeta();
    frame.write(text.getBytes(UTF_8));
    send(frame.end(kind));
  }

  void send(FrameWriter frame) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(frame.bytes(), 0, frame.length());
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  /** Removes the channel from the selector and returns it, for a thread that waits on it. */
  SocketChannel detach(SelectionKey key) throws IOException {
    key.cancel();
    key.selector().selectNow();
    channel.configureBlocking(true);
    return channel;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // it is not used any more
    }
  }
}
