package org.gatewaybridge.lint;

import org.jspecify.annotations.Nullable;

/** What came, as an error message shows it: in quotes, on one line. */
final class Quoted {
  private Quoted() {}

  /** Returns the value's text in double quotes with controls escaped; {@code null} without. */
  static String of(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    StringBuilder out = new StringBuilder("\"");
    value.toString().chars().forEach(c -> append(out, (char) c));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, char c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
      out.append(String.format("\\u%04x", (int) c));
    } else {
      out.append(c);
    }
  }

  /** Returns the value as {@link #of} does, behind its class unless it is a String. */
  static String typed(@Nullable Object value) {
    return value == null || value instanceof String ? of(value) : classOf(value) + " " + of(value);
  }

  /** Returns the name of the value's class, {@code null} for null. */
  static String classOf(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getName();
  }
}
