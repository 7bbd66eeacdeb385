package org.gatewaybridge.servlet;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A raw request path as its segments, still encoded, literal dot segments resolved (RFC 3986
 * 5.2.4), repeated slashes kept as empty segments.
 */
record RawPath(List<String> segments) {
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * Takes a request URI apart; null if it leaves the root or hides a dot segment. Servlet 6.0,
   * 3.5.2.
   */
  static @Nullable RawPath of(String uri) {
    int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://"); // absolute-form, RFC 9112 3.2.2
    int root = scheme < 0 ? 0 : uri.indexOf('/', scheme + 3);
    if (root < 0 || uri.isEmpty() || uri.charAt(root) != '/' || uri.indexOf('#') >= 0) {
      return null; // RFC 9112 3.2: a fragment is no part of any target
    }
    String[] raw = uri.substring(root + 1).split("/", -1);
    List<String> segments = new ArrayList<>(raw.length);
    for (int i = 0; i < raw.length; i++) {
      String segment = raw[i];
      boolean dot = segment.equals(".");
      boolean dots = segment.equals("..");
      if (!dot && !dots) {
        if (isHiddenDots(segment) || isHiddenSegment(segment)) {
          return null;
        }
        segments.add(segment);
        continue;
      }
      if (dots) {
        if (segments.isEmpty()) {
          return null;
        }
        segments.remove(segments.size() - 1);
      }
      if (i == raw.length - 1) {
        segments.add("");
      }
    }
    return new RawPath(segments);
  }

  private static boolean isHiddenDots(String segment) {
    String name = withoutParameters(segment);
    if (name.length() < segment.length() && (name.equals(".") || name.equals(".."))) {
      return true;
    }
    String dots = name.toLowerCase(Locale.ROOT).replace("%2e", ".");
    return dots.length() < name.length() && (dots.equals(".") || dots.equals(".."));
  }

  /**
   * Whether decoding would make another segment of parameters, or parameters of a name: the
   * container's security constraints have seen neither.
   */
  private static boolean isHiddenSegment(String segment) {
    int parameters = segment.indexOf(';');
    int from = parameters < 0 ? segment.length() : parameters;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      int octet = c == '%' ? escaped(segment, i) : c;
      if (i < from ? c == '%' && octet == ';' : octet == '/' || octet == '\\') {
        return true;
      }
    }
    return false;
  }

  private static String withoutParameters(String segment) {
    int parameters = segment.indexOf(';');
    return parameters < 0 ? segment : segment.substring(0, parameters);
  }

  /**
   * Finds a decoded prefix.
   *
   * @param from the index of a segment
   * @param prefix "" or segments, each with a slash before it
   * @return the index of the first segment after the prefix, -1 if the path does not go that way
   */
  int after(int from, String prefix) {
    int next = from;
    for (String name : prefix.isEmpty() ? new String[0] : prefix.substring(1).split("/", -1)) {
      while (next < segments.size() && segments.get(next).isEmpty()) {
        next++;
      }
      if (next == segments.size() || !name.equals(decode(withoutParameters(segments.get(next))))) {
        return -1;
      }
      next++;
    }
    return next;
  }

  /**
   * Returns the path from a segment on, decoded once; jsessionid is dropped; null if it is not
   * UTF-8 text.
   */
  @Nullable String text(int from, boolean withParameters) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments.subList(from, segments.size())) {
      path.append('/')
          .append(withParameters ? withoutSessionId(segment) : withoutParameters(segment));
    }
    return decode(path.toString());
  }

  private static String withoutSessionId(String segment) {
    if (segment.indexOf(';') < 0) {
      return segment;
    }
    List<String> parts = new ArrayList<>(Arrays.asList(segment.split(";", -1)));
    parts.subList(1, parts.size()).removeIf(parameter -> parameter.startsWith("jsessionid="));
    return String.join(";", parts);
  }

  /**
   * Decodes percent escapes as UTF-8; null for a broken escape, NUL, other than ASCII, or what is
   * not UTF-8.
   */
  static @Nullable String decode(String raw) {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    boolean ascii = true;
    for (int i = 0; i < raw.length(); i++) {
      int c = raw.charAt(i);
      if (c == '%') {
        c = escaped(raw, i);
        ascii &= c < 0x80;
        i += 2;
      } else if (c > 0x7e) {
        return null;
      }
      if (c <= 0) {
        return null;
      }
      bytes[length++] = (byte) c;
    }
    if (ascii) {
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 || isUtf8(bytes, length) ? text : null;
  }

  /** Decodes percent escapes as UTF-8; returns what has a broken escape as it is. */
  static String decodedLeniently(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8); // keeps non-ASCII
    } catch (IllegalArgumentException brokenEscape) {
      return raw;
    }
  }

  /** Whether a text with a replacement character had that in it from the start. */
  private static boolean isUtf8(byte[] bytes, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }

  /** Returns the octet that the escape at an index stands for, -1 if it is broken. */
  static int escaped(String raw, int percent) {
    boolean whole =
        percent + 2 < raw.length()
            && HexFormat.isHexDigit(raw.charAt(percent + 1))
            && HexFormat.isHexDigit(raw.charAt(percent + 2));
    return whole ? HexFormat.fromHexDigits(raw, percent + 1, percent + 3) : -1;
  }

  /**
   * Returns a decoded path without repeated slashes; null if a dot segment is in it: where the
   * container has not resolved one, its security constraints have seen another path than the app.
   */
  static @Nullable String folded(String path) {
    String wrapped = '/' + path + '/';
    return wrapped.contains("/./") || wrapped.contains("/../") ? null : singleSlashes('/' + path);
  }

  private static String singleSlashes(String path) {
    StringBuilder single = new StringBuilder(path.length());
    char before = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '/' || before != '/') {
        single.append(c);
      }
      before = c;
    }
    return single.toString();
  }
}
