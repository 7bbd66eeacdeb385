package org.gatewaybridge.websocket;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.gatewaybridge.logging.Escaped;
import org.jspecify.annotations.Nullable;

/**
 * The sites whose pages may open a WebSocket: a browser lets any page do so, with the user's
 * cookies (RFC 6455 10.2). Pages of the host that the request names may, and those of {@code
 * gateway.websocket.origins}.
 *
 * @param others more origins, such as {@code https://shop.example}; {@code *} for any
 */
public record Origins(Set<String> others) {

  /**
   * Reads the setting's words.
   *
   * @throws IllegalArgumentException if one is no origin
   */
  static Origins of(List<String> words) {
    Set<String> others = new TreeSet<>();
    for (String word : words) {
      String origin = word.equals("*") ? word : normal(word);
      if (origin == null) {
        throw new IllegalArgumentException(Escaped.quoted(word) + " is no origin");
      }
      others.add(origin);
    }
    return new Origins(others);
  }

  /**
   * Lets a handshake pass whose Origin is allowed; one without comes from no browser.
   *
   * @param origins the values of the request's Origin header
   * @param scheme the request's, as far as is known behind a proxy
   * @param host the host that the request names, perhaps with a port
   * @throws HandshakeRefused if a page of another site asks
   */
  public void check(List<String> origins, String scheme, @Nullable String host) {
    if (origins.isEmpty() || others.contains("*")) {
      return;
    }
    String origin = origins.size() == 1 ? normal(origins.get(0).strip()) : null;
    if (origin == null || !(others.contains(origin) || isOwn(origin, scheme, host))) {
      throw HandshakeRefused.otherOrigin(
          "A WebSocket was asked for by a page of "
              + Escaped.text(origins.toString())
              + " on the host "
              + Escaped.text(String.valueOf(host))
              + "; if that is right, name the origin in gateway.websocket.origins");
    }
  }

  /** A proxy that ends TLS may have hidden an https, but nothing makes an https of an http. */
  private static boolean isOwn(String origin, String scheme, @Nullable String host) {
    boolean secure = origin.startsWith("https:");
    return host != null
        && (secure || scheme.equals("http"))
        && origin.equals(normal((secure ? "https://" : "http://") + host));
  }

  /** Returns an origin in small letters and without its scheme's usual port; null if it is none. */
  private static @Nullable String normal(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    boolean secure = lower.startsWith("https://");
    if (!secure && !lower.startsWith("http://")) {
      return null;
    }
    int from = lower.indexOf("://") + 3;
    String usual = secure ? ":443" : ":80";
    String bare =
        lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
    boolean sound = bare.length() > from;
    for (int i = from; i < bare.length(); i++) {
      char c = bare.charAt(i);
      sound &= c > ' ' && c < 0x7f && "/?#@\\,".indexOf(c) < 0;
    }
    return sound ? bare : null;
  }
}
