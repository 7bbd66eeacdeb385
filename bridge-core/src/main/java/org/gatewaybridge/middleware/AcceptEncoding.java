package org.gatewaybridge.middleware;

/** Which codings of content a client takes, read in one pass. RFC 9110 12.5.3. */
final class AcceptEncoding {
  private final CharSequence text;
  private int at;

  private AcceptEncoding(CharSequence text) {
    this.text = text;
  }

  /** Whether the header names a coding, in lower case, without forbidding it by {@code q=0}. */
  static boolean takes(CharSequence header, String coding) {
    return new AcceptEncoding(header).takes(coding);
  }

  private boolean takes(String coding) {
    for (; at < text.length(); at++) { // over the comma
      skipBlanks();
      boolean named = skip(coding);
      skipBlanks();
      if (named && isAtEnd()) {
        return !isForbidden();
      }
      while (at < text.length() && text.charAt(at) != ',') {
        at++;
      }
    }
    return false;
  }

  private boolean isAtEnd() {
    return at == text.length() || text.charAt(at) == ',' || text.charAt(at) == ';';
  }

  private boolean isForbidden() {
    if (at == text.length() || text.charAt(at) == ',') {
      return false;
    }
    at++;
    skipBlanks();
    if (!skip("q=0")) {
      return false;
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
    }
    while (at < text.length() && text.charAt(at) == '0') {
      at++;
    }
    skipBlanks();
    return isAtEnd();
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  /** Goes on behind a word, if it is there in any case. */
  private boolean skip(String word) {
    if (text.length() - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = text.charAt(at + i);
      if ((c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c) != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }
}
