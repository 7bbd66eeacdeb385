package org.gatewaybridge.middleware;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a request asks for (RFC 9110 14.1.2).
 *
 * @param length 0 if there is nothing to send
 */
record ByteRange(long first, long length) {
  private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /**
   * Takes a Range apart.
   *
   * @return null for one that is to be ignored: malformed, of another unit or of several parts
   */
  static @Nullable ByteRange parse(String range, long size) {
    Matcher single = SINGLE.matcher(range);
    if (!single.matches() || (single.group(1).isEmpty() && single.group(2).isEmpty())) {
      return null;
    }
    if (single.group(1).isEmpty()) { // the last bytes
      long length = Math.min(size, Long.parseLong(single.group(2)));
      return new ByteRange(size - length, length);
    }
    long first = Long.parseLong(single.group(1));
    long last = single.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(single.group(2));
    if (last < first) {
      return null;
    }
    return first >= size
        ? new ByteRange(first, 0)
        : new ByteRange(first, Math.min(last, size - 1) - first + 1);
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
