package org.gatewaybridge.middleware;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Parses addresses in digits. It never uses the DNS. */
final class IpLiteral {
  private static final int V6_GROUPS = 8;

  private IpLiteral() {}

  /**
   * Parses an IPv4 or IPv6 address without brackets, port or zone; empty if it is none. An IPv4
   * address mapped into IPv6 is the IPv4 address.
   */
  static Optional<InetAddress> parse(String text) {
    byte[] bytes = text.indexOf(':') >= 0 ? v6(text) : v4(text);
    try {
      return bytes.length == 0 ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address has 4 or 16 bytes", e);
    }
  }

  // Each octet in decimal without leading zeros, which others read as octal.
  private static byte[] v4(String text) {
    String[] octets = text.split("\\.", -1);
    byte[] bytes = new byte[octets.length == 4 ? 4 : 0];
    for (int i = 0; i < bytes.length; i++) {
      if (!isOctet(octets[i])) {
        return new byte[0];
      }
      bytes[i] = (byte) Integer.parseInt(octets[i]);
    }
    return bytes;
  }

  private static boolean isOctet(String text) {
    return !text.isEmpty()
        && text.length() <= 3
        && (text.length() == 1 || text.charAt(0) != '0')
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(text) <= 255;
  }

  private static boolean isGroup(String text) {
    return !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(HexFormat::isHexDigit);
  }

  // RFC 4291 2.2
  private static byte[] v6(String text) {
    String hex = hexOnly(text);
    int gap = hex.indexOf("::");
    String[] head = groups(gap < 0 ? hex : hex.substring(0, gap));
    String[] tail = groups(gap < 0 ? "" : hex.substring(gap + 2));
    int given = head.length + tail.length;
    if (gap < 0 ? given != V6_GROUPS : given >= V6_GROUPS) {
      return new byte[0];
    }
    String[] groups = new String[V6_GROUPS];
    Arrays.fill(groups, "0");
    System.arraycopy(head, 0, groups, 0, head.length);
    System.arraycopy(tail, 0, groups, V6_GROUPS - tail.length, tail.length);
    byte[] bytes = new byte[2 * V6_GROUPS];
    for (int i = 0; i < V6_GROUPS; i++) {
      if (!isGroup(groups[i])) {
        return new byte[0];
      }
      int value = Integer.parseInt(groups[i], 16);
      bytes[2 * i] = (byte) (value >> 8);
      bytes[2 * i + 1] = (byte) value;
    }
    return bytes;
  }

  private static String[] groups(String side) {
    return side.isEmpty() ? new String[0] : side.split(":", -1);
  }

  /** Returns the text with an IPv4 address at its end written as two groups. */
  private static String hexOnly(String text) {
    int last = text.lastIndexOf(':') + 1;
    byte[] v4 = v4(text.substring(last));
    if (v4.length == 0) {
      return text;
    }
    return text.substring(0, last) + String.format("%02x%02x:%02x%02x", v4[0], v4[1], v4[2], v4[3]);
  }
}
