package org.gatewaybridge.middleware;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a request asks for (RFC 9110 14.1.2).
 *
 * @param length 0 if there is nothing to send
 */
record ByteRange(long first, long length) {
  private static final String UNIT = "bytes=";

  /**
   * Takes a Range apart.
   *
   * @return null for one that is to be ignored: malformed, of another unit or of several parts
   */
  static @Nullable ByteRange parse(String range, long size) {
    int dash = range.indexOf('-');
    if (dash < 0 || !range.toLowerCase(Locale.ROOT).startsWith(UNIT)) {
      return null;
    }
    String from = range.substring(UNIT.length(), dash).stripLeading();
    String to = range.substring(dash + 1).stripTrailing();
    if (from.length() + to.length() == 0 || !isNumberOrNone(from) || !isNumberOrNone(to)) {
      return null;
    }
    if (from.isEmpty()) { // the last bytes
      long length = Math.min(size, number(to));
      return new ByteRange(size - length, length);
    }
    long first = number(from);
    long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
    if (last < first) {
      return null;
    }
    return first >= size
        ? new ByteRange(first, 0)
        : new ByteRange(first, Math.min(last, size - 1) - first + 1);
  }

  private static boolean isNumberOrNone(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException tooLarge) { // nothing but digits, and no file is longer
      return Long.MAX_VALUE;
    }
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Returns Content-Range. */
  String header(long size) {
    return isEmpty()
        ? "bytes */" + size
        : "bytes " + first + '-' + (first + length - 1) + '/' + size;
  }
}
