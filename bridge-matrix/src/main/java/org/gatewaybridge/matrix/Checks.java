package org.gatewaybridge.matrix;

import java.util.regex.Pattern;

/** Checks of the texts in this package's records. */
final class Checks {

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private Checks() {}

  static void line(String what, String text) {
    if (text.isBlank() || !VisibleText.line(text).equals(text)) {
      throw refused(what, text, "one line of text");
    }
  }

  static void fileName(String what, String text) {
    if (!FILE_NAME.matcher(text).matches()) {
      throw refused(what, text, "letters, digits, \".\", \"_\" and \"-\", as in tomcat11");
    }
  }

  static IllegalArgumentException refused(String what, String came, String wanted) {
    return new IllegalArgumentException(
        what + " is \"" + VisibleText.line(came) + "\"; wanted " + wanted);
  }
}
