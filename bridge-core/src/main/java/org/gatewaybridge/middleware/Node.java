package org.gatewaybridge.middleware;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who sent a request to a proxy: RFC 7239 6's node.
 *
 * @param address empty for a node that hides its address, as {@code unknown} or {@code _hidden}
 * @param port empty if it was not told
 */
record Node(Optional<InetAddress> address, Optional<String> port) {
  private static final String PORT = "(?::(?:([0-9]{1,5})|_[A-Za-z0-9._-]+))?";
  private static final Pattern HIDDEN = Pattern.compile("(?i:unknown|_[A-Z0-9._-]+)" + PORT);
  private static final Pattern V6 = Pattern.compile("\\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]+)]" + PORT);
  private static final Pattern V4 = Pattern.compile("([0-9.]+)" + PORT);

  /** Parses a node; empty if it is malformed. IPv6 may come without brackets, then without port. */
  static Optional<Node> parse(String text) {
    if (HIDDEN.matcher(text).matches()) {
      return Optional.of(new Node(Optional.empty(), Optional.empty()));
    }
    Matcher node = (text.startsWith("[") ? V6 : V4).matcher(text);
    String literal = node.matches() ? node.group(1) : text;
    Optional<String> port = node.matches() ? Optional.ofNullable(node.group(2)) : Optional.empty();
    if (port.filter(known -> !Authority.isPort(known)).isPresent()) {
      return Optional.empty();
    }
    return IpLiteral.parse(literal).map(address -> new Node(Optional.of(address), port));
  }
}
