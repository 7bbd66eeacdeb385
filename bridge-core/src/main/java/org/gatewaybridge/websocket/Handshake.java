package org.gatewaybridge.websocket;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.gatewaybridge.logging.Escaped;

/**
 * The opening handshake of a WebSocket, checked by RFC 6455 4.2.1: containers check it differently,
 * and too late for a plain answer.
 *
 * @param subprotocols what the client offers, in its order
 */
public record Handshake(List<String> subprotocols) {
  private static final int KEY_BYTES = 16;

  /** Whether the value of a request's Upgrade header asks for a WebSocket. */
  public static boolean isAskedBy(String upgrade) {
    return tokens(List.of(upgrade)).stream().anyMatch("websocket"::equalsIgnoreCase);
  }

  /**
   * Reads a handshake of HTTP/1.1.
   *
   * @param headers returns all values of a request header, none if it is absent
   * @param hasBody whether the request has a body
   * @throws HandshakeRefused if it is bad
   */
  public static Handshake of(Function<String, List<String>> headers, boolean hasBody) {
    if (tokens(headers.apply("Connection")).stream().noneMatch("upgrade"::equalsIgnoreCase)) {
      throw HandshakeRefused.malformed(
          "A WebSocket was asked for without \"Connection: Upgrade\"; does a proxy drop it?");
    }
    if (hasBody) {
      throw HandshakeRefused.malformed("A WebSocket was asked for by a request with a body");
    }
    Handshake handshake = ofStream(headers);
    List<String> keys = headers.apply("Sec-WebSocket-Key");
    if (keys.size() != 1 || !isKey(keys.get(0).strip())) {
      throw HandshakeRefused.malformed(
          "Sec-WebSocket-Key is " + quoted(keys) + ", not 16 bytes in base64");
    }
    return handshake;
  }

  /**
   * Reads a handshake that is a stream of its own, which needs no key: RFC 8441 5.
   *
   * @throws HandshakeRefused if it is bad
   */
  public static Handshake ofStream(Function<String, List<String>> headers) {
    List<String> versions = headers.apply("Sec-WebSocket-Version");
    if (versions.size() != 1 || !versions.get(0).strip().equals("13")) {
      throw HandshakeRefused.otherVersion(
          "Sec-WebSocket-Version is " + quoted(versions) + ", not 13");
    }
    List<String> lines = headers.apply("Sec-WebSocket-Protocol");
    List<String> subprotocols = tokens(lines);
    boolean named = lines.isEmpty() || !subprotocols.isEmpty();
    if (!named || subprotocols.stream().distinct().count() < subprotocols.size()) {
      throw HandshakeRefused.malformed(
          "Sec-WebSocket-Protocol is " + quoted(lines) + ", which is empty or names one twice");
    }
    return new Handshake(List.copyOf(subprotocols));
  }

  private static String quoted(List<String> values) {
    return values.isEmpty() ? "missing" : Escaped.quoted(String.join(", ", values));
  }

  private static boolean isKey(String key) {
    try {
      return key.length() == 24 && Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns the elements of a list header, without blanks and empty ones. RFC 9110 5.6.1. */
  private static List<String> tokens(List<String> lines) {
    List<String> tokens = new ArrayList<>();
    for (String line : lines) {
      int from = 0;
      while (from <= line.length()) {
        int comma = line.indexOf(',', from);
        int end = comma < 0 ? line.length() : comma;
        String token = line.substring(from, end).strip();
        if (!token.isEmpty()) {
          tokens.add(token);
        }
        from = end + 1;
      }
    }
    return tokens;
  }
}
