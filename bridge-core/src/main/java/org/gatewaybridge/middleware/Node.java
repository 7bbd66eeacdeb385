package org.gatewaybridge.middleware;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Who sent a request to a proxy: RFC 7239 6's node.
 *
 * @param address empty for a node that hides its address, as {@code unknown} or {@code _hidden}
 * @param port empty if it was not told
 */
record Node(Optional<InetAddress> address, Optional<String> port) {
  /** Parses a node; empty if it is malformed. IPv6 may come without brackets, then without port. */
  static Optional<Node> parse(String text) {
    boolean brackets = text.startsWith("[");
    int colon = text.indexOf(':', brackets ? text.indexOf(']') + 1 : 0);
    boolean bareV6 = !brackets && colon != text.lastIndexOf(':');
    boolean alone = colon < 0 || bareV6;
    String name = alone ? text : text.substring(0, colon);
    String port = alone ? "" : text.substring(colon + 1);
    boolean portTold = Authority.isNumber(port);
    if (!alone && !portTold && !isHidden(port)) {
      return Optional.empty();
    }
    if (name.equalsIgnoreCase("unknown") || isHidden(name)) {
      return Optional.of(new Node(Optional.empty(), Optional.empty()));
    }
    if (portTold && !Authority.isPort(port)) {
      return Optional.empty();
    }
    return address(name, brackets)
        .map(known -> new Node(Optional.of(known), Optional.of(port).filter(it -> portTold)));
  }

  private static Optional<InetAddress> address(String name, boolean brackets) {
    if (!brackets) {
      return IpLiteral.parse(name);
    }
    return name.endsWith("]") && name.indexOf(':') > 0
        ? IpLiteral.parse(name.substring(1, name.length() - 1))
        : Optional.empty();
  }

  private static boolean isHidden(String text) {
    return text.length() > 1 && text.startsWith("_") && text.chars().allMatch(Authority::isOfName);
  }
}
