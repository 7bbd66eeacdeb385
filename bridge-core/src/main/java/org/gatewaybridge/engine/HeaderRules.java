package org.gatewaybridge.engine;

import static org.gatewaybridge.api.ContractRule.R21;
import static org.gatewaybridge.api.ContractRule.R23;
import static org.gatewaybridge.api.ContractRule.R24;
import static org.gatewaybridge.api.ContractRule.R26;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.logging.Escaped;

/** What a single response header may be. */
final class HeaderRules {
  private static final boolean[] TOKEN = tokenCharacters();

  /** What apps mostly send, as it is mostly spelled: known without a look at each character. */
  private static final Map<String, HeaderKind> COMMON = common();

  private static volatile String lastType = ""; // apps send few, and mostly constants

  private HeaderRules() {}

  private static Map<String, HeaderKind> common() {
    Map<String, HeaderKind> kinds = new HashMap<>();
    for (String name :
        List.of(
            "Accept-Ranges",
            "Access-Control-Allow-Origin",
            "Allow",
            "Cache-Control",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Language",
            "Content-Length",
            "Content-Range",
            "Content-Security-Policy",
            "Content-Type",
            "Cross-Origin-Opener-Policy",
            "Date",
            "ETag",
            "Expires",
            "Last-Modified",
            "Link",
            "Location",
            "Referrer-Policy",
            "Retry-After",
            "Server",
            "Set-Cookie",
            "Strict-Transport-Security",
            "Vary",
            "WWW-Authenticate",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "X-Request-Id")) {
      kinds.put(name, kindOfToken(name));
    }
    return kinds;
  }

  // RFC 9110 5.6.2
  private static boolean[] tokenCharacters() {
    boolean[] token = new boolean[128];
    for (char c = '0'; c <= 'z'; c++) {
      token[c] = Character.isLetterOrDigit(c);
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      token[c] = true;
    }
    return token;
  }

  /** Returns the kind of a header by its name; throws by rule R23 if that is not a token. */
  static HeaderKind kind(String name) {
    HeaderKind common = COMMON.get(name);
    if (common != null) {
      return common;
    }
    checkName(name);
    return kindOfToken(name);
  }

  private static HeaderKind kindOfToken(String name) {
    if (name.equalsIgnoreCase("Content-Type")) {
      return HeaderKind.CONTENT_TYPE;
    }
    if (name.equalsIgnoreCase("Content-Length")) {
      return HeaderKind.CONTENT_LENGTH;
    }
    return isHopByHop(name) ? HeaderKind.HOP_BY_HOP : HeaderKind.OTHER;
  }

  private static void checkName(String name) {
    boolean token = !name.isEmpty();
    for (int i = 0; token && i < name.length(); i++) {
      char c = name.charAt(i);
      token = c < 128 && TOKEN[c];
    }
    if (!token) {
      throw new ContractViolation(
          R23,
          "Header name "
              + Escaped.quoted(name)
              + " is not a token; use letters, digits and !#$%&'*+-.^_`|~ only");
    }
    if (name.length() == 6 && name.equalsIgnoreCase("Status")) {
      throw new ContractViolation(
          R23, "Header \"Status\" is CGI's; give the status as startResponse's first argument");
    }
  }

  /**
   * Whether the header is about one connection and therefore the server's. PEP 3333, "Other HTTP
   * Features".
   */
  private static boolean isHopByHop(String name) {
    return switch (name.length()) {
      case 2 -> name.equalsIgnoreCase("TE");
      case 7 -> name.equalsIgnoreCase("Upgrade");
      case 8 -> name.equalsIgnoreCase("Trailers");
      case 10 -> name.equalsIgnoreCase("Connection") || name.equalsIgnoreCase("Keep-Alive");
      case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
      case 18 -> name.equalsIgnoreCase("Proxy-Authenticate");
      case 19 -> name.equalsIgnoreCase("Proxy-Authorization");
      default -> false;
    };
  }

  static ContractViolation hopByHop(String name) {
    return new ContractViolation(
        R21, "Header \"" + name + "\" belongs to the server; remove it from startResponse");
  }

  /** Returns the value without blanks around it, or throws by rule R24. */
  static String value(String name, String value) {
    int bad = firstBadCharacter(value);
    if (bad >= 0) {
      throw new ContractViolation(
          R24,
          "Header \""
              + name
              + "\" has the value "
              + Escaped.quoted(value)
              + ", whose character "
              + bad
              + " is a control or not latin-1; remove or encode it");
    }
    return value.strip();
  }

  /** Returns a Content-Type without blanks around it, or throws by rule R24. */
  static String contentType(String name, String value) {
    if (value.equals(lastType)) {
      return value;
    }
    String checked = value(name, value);
    lastType = checked;
    return checked;
  }

  static int firstBadCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // One comparison decides for ASCII: below a blank, the difference is a large char.
      if ((char) (c - ' ') >= 0x7f - ' ' && (c < 0x80 || c > 0xff)) {
        return i;
      }
    }
    return -1;
  }

  /** Parses a Content-Length or throws by rule R26. RFC 9110 8.6. */
  static long contentLength(String value) {
    long length = value.isEmpty() ? -1 : 0;
    for (int i = 0; length >= 0 && i < value.length(); i++) {
      int digit = value.charAt(i) - '0';
      boolean fits = digit >= 0 && digit <= 9 && length <= (Long.MAX_VALUE - digit) / 10;
      length = fits ? length * 10 + digit : -1;
    }
    if (length < 0) {
      throw new ContractViolation(
          R26,
          "Content-Length "
              + Escaped.quoted(value)
              + " is not a number of bytes; give decimal digits, or leave it to the gateway");
    }
    return length;
  }
}
