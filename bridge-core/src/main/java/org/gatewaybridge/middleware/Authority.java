package org.gatewaybridge.middleware;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host that a request names, and its port: a Host header taken apart.
 *
 * @param name a name, an IPv4 address, or an IPv6 address in brackets
 * @param port empty if it was not told
 */
record Authority(String name, Optional<String> port) {
  private static final Pattern HOST =
      Pattern.compile(
          "([A-Za-z0-9._-]{1,255}|\\[([0-9A-Fa-f]*:[0-9A-Fa-f:.]+)])(?::([0-9]{1,5}))?");

  /** Parses a Host header; empty if it could stand for anything but a host and a port. */
  static Optional<Authority> parse(String text) {
    Matcher host = HOST.matcher(text);
    if (!host.matches()) {
      return Optional.empty();
    }
    String v6 = host.group(2);
    String port = host.group(3);
    if ((v6 != null && IpLiteral.parse(v6).isEmpty()) || (port != null && !isPort(port))) {
      return Optional.empty();
    }
    return Optional.of(new Authority(host.group(1), Optional.ofNullable(port)));
  }

  /** Whether the text is a port that a server can have. */
  static boolean isPort(String text) {
    return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65535;
  }
}
