package org.gatewaybridge.python.slots;

import java.util.Arrays;

/**
 * A frame that is being written: a head of 8 bytes, a meta part, which may hold values in Python's
 * marshal format, and a data part.
 */
public final class FrameWriter extends MarshalWriter {
  public static final int HEAD = 8;
  private static final int LONGEST_META = 0xffffff;
  private static final byte[] NONE = {};

  private char kind;
  private int data = HEAD;

  public FrameWriter(int room) {
    super(room);
    length = HEAD;
  }

  /** Thrown if the headers of a request do not fit into a frame. */
  public static final class TooLong extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TooLong(int bytes) {
      super("The environ has " + bytes + " bytes; a worker takes " + LONGEST_META);
    }
  }

  /** Returns a frame that has no parts. */
  public static FrameWriter empty(char kind) {
    return new FrameWriter(HEAD).end(kind);
  }

  /** Begins a new frame in the same memory. */
  public FrameWriter begin() {
    length = HEAD;
    data = HEAD;
    return this;
  }

  /** Lets go of the memory, if no frame is written any more. */
  public void release() {
    bytes = NONE;
  }

  public char kind() {
    return kind;
  }

  public void endDict() {
    need(1);
    bytes[length++] = '0';
    endMeta();
  }

  /** Adds an entry of ASCII to the dict that has been ended, in front of the data. */
  public void insert(String key, String value) {
    int end = data - 1; // the end of the dict
    byte[] behind = Arrays.copyOfRange(bytes, end, length);
    length = end;
    put(key, value);
    data += length - end;
    write(behind);
  }

  /** Ends the meta part; what follows is data. */
  public void endMeta() {
    data = length;
  }

  /**
   * Writes the head of the frame.
   *
   * @throws TooLong if the meta part is longer than a frame allows
   */
  public FrameWriter end(char kind) {
    int meta = data - HEAD;
    if (meta > LONGEST_META) {
      throw new TooLong(meta);
    }
    this.kind = kind;
    INT.set(bytes, 0, kind << 24 | meta);
    INT.set(bytes, 4, length - data);
    return this;
  }
}
