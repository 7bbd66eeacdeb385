package org.gatewaybridge.logging;

/** Makes text from outside safe for one line of a log or an error message. */
public final class Escaped {
  private Escaped() {}

  /**
   * Returns the text with every control character, backslash and line separator written as an
   * escape.
   */
  public static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUnsafe(text.charAt(i))) {
        return escape(text, i);
      }
    }
    return text;
  }

  /** Returns the text escaped and in double quotes. */
  public static String quoted(String text) {
    return '"' + text(text).replace("\"", "\\\"") + '"';
  }

  /** Returns the text as a JSON string (RFC 8259 7) in double quotes, on one line. */
  public static String json(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (isUnsafe(c)) {
        out.append(code(c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static String code(char c) {
    return String.format("\\u%04x", (int) c);
  }

  private static boolean isUnsafe(char c) {
    return c < ' ' || c == '\\' || (c >= 0x7f && c <= 0x9f) || c == '\u2028' || c == '\u2029';
  }

  private static String escape(String text, int from) {
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\r' -> out.append("\\r");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        default -> {
          if (isUnsafe(c)) {
            out.append(code(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }
}
