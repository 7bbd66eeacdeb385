package org.gatewaybridge.middleware;

import java.util.Optional;

/**
 * The host that a request names, and its port: a Host header taken apart.
 *
 * @param name a name, an IPv4 address, or an IPv6 address in brackets
 * @param port empty if it was not told
 */
record Authority(String name, Optional<String> port) {
  private static final int LONGEST_NAME = 255;

  /** Parses a Host header; empty if it could stand for anything but a host and a port. */
  static Optional<Authority> parse(String text) {
    boolean v6 = text.startsWith("[");
    int colon = text.indexOf(':', v6 ? text.indexOf(']') + 1 : 0);
    String name = colon < 0 ? text : text.substring(0, colon);
    Optional<String> port = colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
    if (!(v6 ? isV6(name) : isName(name)) || port.filter(given -> !isPort(given)).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(new Authority(name, port));
  }

  private static boolean isV6(String name) {
    return name.endsWith("]")
        && name.indexOf(':') > 0
        && IpLiteral.parse(name.substring(1, name.length() - 1)).isPresent();
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && name.chars().allMatch(Authority::isOfName);
  }

  /** Whether a character may stand in a name, also in one that hides another. RFC 7239 6.3. */
  static boolean isOfName(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  /** Whether the text is a port that a server can have. */
  static boolean isPort(String text) {
    return isNumber(text) && text.charAt(0) != '0' && Integer.parseInt(text) <= 65535;
  }

  /** Whether the text is a number of at most five digits. */
  static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 5
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
