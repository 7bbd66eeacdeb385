package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A frame that is being written: a head of 8 bytes, a meta part, which may be a dict of strings in
 * Python's marshal format, and a data part.
 *
 * <p>The format is that of {@code marshal.loads} in CPython 3.4 and newer: Python/marshal.c, {@code
 * TYPE_DICT}, {@code TYPE_SHORT_ASCII}, {@code TYPE_ASCII}, {@code TYPE_UNICODE}, {@code
 * TYPE_NULL}. Interned keys would cost Python a microsecond for each request.
 */
final class FrameWriter {
  static final int HEAD = 8;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LONGEST_META = 0xffffff;

  private byte[] bytes;
  private char kind;
  private int length = HEAD;
  private int data = HEAD;

  FrameWriter(int room) {
    bytes = new byte[room];
  }

  /** Thrown where a request has more headers than a frame can hold. */
  static final class TooLong extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TooLong(int bytes) {
      super("The environ has " + bytes + " bytes; a worker takes " + LONGEST_META);
    }
  }

  /** Begins a frame anew in the same memory. */
  FrameWriter begin() {
    length = HEAD;
    data = HEAD;
    return this;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  char kind() {
    return kind;
  }

  void beginDict() {
    need(1);
    bytes[length++] = '{';
  }

  /**
   * Writes an entry of the dict.
   *
   * @param value chars up to U+00FF become the same chars in Python; a value with any above goes as
   *     its UTF-8 bytes, one char each, as PEP 3333 wants it
   */
  void put(String key, String value) {
    string(key);
    string(value);
  }

  /** Writes an entry whose value goes as its UTF-8 bytes, one char each. */
  void putUtf8(String key, String value) {
    string(key);
    if (!ascii(value)) {
      unicode(bytesAsText(value));
    }
  }

  void endDict() {
    need(1);
    bytes[length++] = '0';
    endMeta();
  }

  /** Ends the meta part; what follows is data. */
  void endMeta() {
    data = length;
  }

  /** Makes room for data and returns where it begins; {@link #skip} says how much was filled in. */
  int room(int count) {
    need(count);
    return length;
  }

  void skip(int count) {
    length += count;
  }

  void write(byte[] more) {
    need(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  /**
   * Writes the head over its place.
   *
   * @throws TooLong if the meta part is longer than a frame can say
   */
  FrameWriter end(char kind) {
    int meta = data - HEAD;
    if (meta > LONGEST_META) {
      throw new TooLong(meta);
    }
    this.kind = kind;
    INT.set(bytes, 0, kind << 24 | meta);
    INT.set(bytes, 4, length - data);
    return this;
  }

  private void string(String text) {
    if (!ascii(text)) {
      unicode(isLatin1(text) ? text : bytesAsText(text));
    }
  }

  private boolean ascii(String text) {
    int count = text.length();
    need(count + 5);
    byte[] to = bytes;
    int start = length;
    if (count < 256) {
      to[start++] = 'z';
      to[start++] = (byte) count;
    } else {
      to[start] = 'a';
      INT.set(to, start + 1, count);
      start += 5;
    }
    int all = 0;
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      all |= c;
      to[start + i] = (byte) c;
    }
    if (all > 0x7f) {
      return false; // written over
    }
    length = start + count;
    return true;
  }

  private void unicode(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    need(utf8.length + 5);
    bytes[length] = 'u';
    INT.set(bytes, length + 1, utf8.length);
    length += 5;
    write(utf8);
  }

  private static boolean isLatin1(String text) {
    return text.chars().allMatch(c -> c <= 0xff);
  }

  private static String bytesAsText(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private void need(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }
}
