package org.gatewaybridge.compat.app;

import java.util.Locale;

/** Text in printable ASCII that loses nothing: any other character is {@code \}{@code uXXXX}. */
final class Escaped {
  private Escaped() {}

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '\\') {
        escaped.append(c);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return escaped.toString();
  }
}
