package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the watch reads it, without ever waiting: the parent's for good, a worker's until
 * it has said which slot it is.
 */
final class Connection {
  private final SocketChannel channel;
  private ByteBuffer in = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

  Connection(SocketChannel channel) {
    this.channel = channel;
  }

  /** A whole frame. */
  record Frame(char kind, ByteBuffer meta, ByteBuffer data) {
    String text() {
      return UTF_8.decode(data.duplicate()).toString();
    }
  }

  /** Reads what has come; returns whether more can come. */
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

  /** Takes the next frame that has come whole, null if none has. */
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

  /** Sends a frame; the parent always reads. */
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

  /** Leaves the selector, for a thread that will wait on the channel. */
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
