package org.gatewaybridge.middleware;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * The addresses that share their first bits with a network: {@code 10.0.0.0/8}, or a single one.
 */
record AddressRange(InetAddress network, int prefixBits) {

  /**
   * Parses an address, or an address and the number of its bits that count.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network =
        IpLiteral.parse(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() -> malformed(text));
    int bits = 8 * network.getAddress().length;
    if (slash < 0) {
      return new AddressRange(network, bits);
    }
    String prefix = text.substring(slash + 1);
    if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > bits) {
      throw malformed(text);
    }
    return new AddressRange(network, Integer.parseInt(prefix));
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "Trusted proxy \""
            + text.replaceAll("\\p{Cntrl}", "?")
            + "\" is no address; give one in digits, as 127.0.0.1 or ::1, or a range, as"
            + " 10.0.0.0/8");
  }

  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    byte[] ours = network.getAddress();
    int ignored = 8 * ours.length - prefixBits;
    return bytes.length == ours.length
        && number(bytes).shiftRight(ignored).equals(number(ours).shiftRight(ignored));
  }

  private static BigInteger number(byte[] bytes) {
    return new BigInteger(1, bytes);
  }
}
