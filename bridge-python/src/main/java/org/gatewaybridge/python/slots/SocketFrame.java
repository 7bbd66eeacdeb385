package org.gatewaybridge.python.slots;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A frame that a worker has sent on the connection of an open WebSocket. */
public final class SocketFrame {
  static final int CODE_BYTES = Short.BYTES;
  private static final int NO_STATUS = 1005;

  private final int kind;
  private final byte[] data;

  SocketFrame(int kind, byte[] data) {
    this.kind = kind;
    this.data = data;
  }

  /** Returns the kind as it came, so that a bit that does not belong there is seen. */
  public int kind() {
    return kind;
  }

  /** Returns the data, which is not copied. */
  public byte[] data() {
    return data;
  }

  /** Returns the data as text. */
  public String text() {
    return new String(data, UTF_8);
  }

  /** Returns the code in a frame CLOSE, 1005 if it has none. */
  public int code() {
    return data.length < CODE_BYTES ? NO_STATUS : (data[0] & 0xff) | (data[1] & 0xff) << 8;
  }

  /** Returns the reason in a frame CLOSE. */
  public String reason() {
    return data.length <= CODE_BYTES
        ? ""
        : new String(data, CODE_BYTES, data.length - CODE_BYTES, UTF_8);
  }
}
