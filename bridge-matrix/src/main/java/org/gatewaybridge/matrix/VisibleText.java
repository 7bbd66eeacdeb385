package org.gatewaybridge.matrix;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Foreign text with the characters that a file or a terminal must not meet written out. */
final class VisibleText {

  private VisibleText() {}

  /**
   * Returns one line without control characters, which a response may contain and terminals obey.
   */
  static String line(String text) {
    return escaped(text, c -> Character.isISOControl(c) || isOdd(c));
  }

  /** Returns a text of several lines as one line. */
  static String folded(String text) {
    return line(text.strip().replaceAll("\\s+", " "));
  }

  /** Returns text that XML 1.0 allows ("Extensible Markup Language 1.0", 2.2 Char). */
  static String xml(String text) {
    return escaped(text, c -> (Character.isISOControl(c) && c != '\n' && c != '\t') || isOdd(c));
  }

  private static boolean isOdd(int c) {
    int type = Character.getType(c);
    return type == Character.SURROGATE
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || c == 0xFFFE
        || c == 0xFFFF;
  }

  private static String escaped(String text, IntPredicate hidden) {
    StringBuilder seen = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (hidden.test(c)) {
                seen.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                seen.appendCodePoint(c);
              }
            });
    return seen.toString();
  }
}
