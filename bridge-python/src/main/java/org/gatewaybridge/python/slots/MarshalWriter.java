package org.gatewaybridge.python.slots;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes values in the format of {@code marshal.loads} in CPython 3.4 and newer: Python/marshal.c,
 * {@code TYPE_DICT}, {@code TYPE_SHORT_ASCII}, {@code TYPE_ASCII}, {@code TYPE_UNICODE}, {@code
 * TYPE_NULL}. Interned keys would cost Python a microsecond for each request.
 */
public class MarshalWriter {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  byte[] bytes;
  int length;

  MarshalWriter(int room) {
    bytes = new byte[room];
  }

  public final byte[] bytes() {
    return bytes;
  }

  public final int length() {
    return length;
  }

  public final void beginDict() {
    need(1);
    bytes[length++] = '{';
  }

  /**
   * Writes an entry of the dict.
   *
   * @param value chars up to U+00FF become the same chars in Python; a value with others is sent as
   *     its UTF-8 bytes, one char each, as PEP 3333 requires
   */
  public final void put(String key, String value) {
    string(key);
    string(value);
  }

  /** Writes an entry whose value is sent as its UTF-8 bytes, one char each. */
  public final void putUtf8(String key, String value) {
    string(key);
    if (!ascii(value)) {
      unicode(bytesAsText(value));
    }
  }

  /** Begins a tuple of that many values, at most 255. */
  public final void beginTuple(int count) {
    need(2);
    bytes[length++] = ')';
    bytes[length++] = (byte) count;
  }

  /** Begins a list; returns its position, for {@link #endList}. */
  public final int beginList() {
    need(5);
    bytes[length] = '[';
    length += 5;
    return length;
  }

  /** Ends a list of that many values. */
  public final void endList(int start, int count) {
    INT.set(bytes, start - Integer.BYTES, count);
  }

  /** Writes a text as it is. */
  public final void text(String text) {
    if (!ascii(text)) {
      unicode(text);
    }
  }

  /** Writes bytes: the chars, if all are up to U+00FF, else the text's UTF-8. */
  public final void bytes(String text) {
    int count = text.length();
    need(count + 5);
    byte[] to = bytes;
    int start = length + 5;
    int all = 0;
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      all |= c;
      to[start + i] = (byte) c;
    }
    to[length] = 's';
    if (all > 0xff) {
      byte[] utf8 = text.getBytes(UTF_8);
      INT.set(to, length + 1, utf8.length);
      length = start;
      write(utf8);
    } else {
      INT.set(to, length + 1, count);
      length = start + count;
    }
  }

  /** Writes a number. */
  public final void integer(int number) {
    need(5);
    bytes[length] = 'i';
    INT.set(bytes, length + 1, number);
    length += 5;
  }

  /** Writes None. */
  public final void none() {
    need(1);
    bytes[length++] = 'N';
  }

  /** Writes a dict without entries. */
  public final void emptyDict() {
    need(2);
    bytes[length++] = '{';
    bytes[length++] = '0';
  }

  /**
   * Makes room for data; returns its position, for the caller to fill it and to call {@link #skip}.
   */
  public final int room(int count) {
    need(count);
    return length;
  }

  public final void skip(int count) {
    length += count;
  }

  public final void write(byte[] more) {
    need(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
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
      return false; // the caller writes over it
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

  final void need(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }
}
