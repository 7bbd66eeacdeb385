package org.gatewaybridge.lint;

import org.gatewaybridge.logging.Escaped;
import org.jspecify.annotations.Nullable;

/** A value as an error message shows it: in quotes, on one line. */
final class Quoted {
  private Quoted() {}

  /** Returns the value's text in double quotes with controls escaped; {@code null} without. */
  static String of(@Nullable Object value) {
    return value == null ? "null" : Escaped.json(value.toString());
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
