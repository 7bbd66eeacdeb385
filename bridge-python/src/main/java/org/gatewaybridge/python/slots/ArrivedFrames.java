package org.gatewaybridge.python.slots;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The frames in bytes that arrive in pieces. Holds bytes only while a frame is not whole, or is not
 * wanted yet.
 */
final class ArrivedFrames {
  /** What a message may have at most; wire.py in the worker package says the same to the app. */
  private static final int LONGEST = 64 << 20;

  private static final byte[] NONE = {};

  private byte[] held;
  private int from; // where the next frame begins
  private int to;

  ArrivedFrames(byte[] arrived) {
    held = arrived;
    to = arrived.length;
  }

  /**
   * Returns the next frame if it is whole, null otherwise.
   *
   * @param more bytes behind those that are held; they are taken as needed
   */
  @Nullable SocketFrame next(ByteBuffer more) throws OutOfTurn {
    if (from == to) {
      held = NONE;
      from = 0;
      to = 0;
      return take(more);
    }
    keep(more);
    ByteBuffer all = ByteBuffer.wrap(held, from, to - from);
    SocketFrame frame = take(all);
    from = all.position();
    return frame;
  }

  private static @Nullable SocketFrame take(ByteBuffer bytes) throws OutOfTurn {
    if (bytes.remaining() < FrameWriter.HEAD) {
      return null;
    }
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    int word = bytes.getInt(bytes.position());
    int size = bytes.getInt(bytes.position() + Integer.BYTES);
    if ((word & 0xffffff) != 0 || size < 0 || size > LONGEST) {
      throw new OutOfTurn("A frame of a WebSocket has wrong sizes");
    }
    if (bytes.remaining() < FrameWriter.HEAD + size) {
      return null;
    }
    byte[] data = new byte[size];
    bytes.position(bytes.position() + FrameWriter.HEAD);
    bytes.get(data);
    return new SocketFrame(word >>> 24, data);
  }

  /** Holds these bytes until the next frame is asked for. */
  void keep(ByteBuffer more) {
    int count = more.remaining();
    if (count == 0) {
      return;
    }
    if (held.length - to < count) {
      byte[] before = held;
      int size = to - from;
      held = size == 0 ? new byte[count] : new byte[Math.max(2 * size, size + count)];
      System.arraycopy(before, from, held, 0, size);
      from = 0;
      to = size;
    }
    more.get(held, to, count);
    to += count;
  }
}
