package org.gatewaybridge.middleware;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes a {@code Forwarded} header apart. RFC 7239 4. */
final class ForwardedParser {
  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private final String text;
  private int at;

  ForwardedParser(String text) {
    this.text = text;
  }

  /** Returns each element's parameters by their names in lower case; the farthest element first. */
  List<Map<String, String>> parse() throws MalformedForwarding {
    List<Map<String, String>> elements = new ArrayList<>();
    Map<String, String> element = new LinkedHashMap<>();
    do {
      skipBlanks();
      if (!atSeparator()
          && element.putIfAbsent(token().toLowerCase(Locale.ROOT), value()) != null) {
        throw malformed("has a parameter twice");
      }
      skipBlanks();
      if (!atSeparator()) {
        throw malformed("is malformed");
      }
      if ((at == text.length() || text.charAt(at) == ',') && !element.isEmpty()) {
        elements.add(element);
        element = new LinkedHashMap<>();
      }
      at++;
    } while (at <= text.length());
    return elements;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean atSeparator() {
    return at == text.length() || text.charAt(at) == ';' || text.charAt(at) == ',';
  }

  private String token() throws MalformedForwarding {
    int begin = at;
    while (at < text.length() && isTokenSign(text.charAt(at))) {
      at++;
    }
    if (at == begin) {
      throw malformed("is malformed");
    }
    return text.substring(begin, at);
  }

  private static boolean isTokenSign(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || TOKEN_SIGNS.indexOf(c) >= 0;
  }

  private String value() throws MalformedForwarding {
    if (at == text.length() || text.charAt(at++) != '=') {
      throw malformed("is malformed");
    }
    return at < text.length() && text.charAt(at) == '"' ? quoted() : token();
  }

  private String quoted() throws MalformedForwarding {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++; // RFC 9110 5.6.4: it stands for what follows it
      }
      value.append(text.charAt(at++));
    }
    if (at == text.length()) {
      throw malformed("has a quote without end");
    }
    at++;
    return value.toString();
  }

  private static MalformedForwarding malformed(String what) {
    return new MalformedForwarding("Forwarded " + what);
  }
}
