package org.gatewaybridge.middleware;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one proxy told about the request it passed on; empty is what it did not tell, or was not
 * asked.
 *
 * @param from who sent it the request
 * @param scheme by which scheme
 * @param host for which host
 * @param port at which port
 */
record Hop(
    Optional<String> from, Optional<String> scheme, Optional<String> host, Optional<String> port) {

  /** A proxy that gives no information. */
  static final Hop SILENT =
      new Hop(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The hops that {@code Forwarded} tells, the nearest first; none if there is no such header. */
  static List<Hop> forwarded(Map<String, Object> environ) throws MalformedForwarding {
    List<Hop> hops = new ArrayList<>();
    for (Map<String, String> element :
        new ForwardedParser(text(environ, "HTTP_FORWARDED")).parse()) {
      hops.add(
          new Hop(
              Optional.ofNullable(element.get("for")),
              Optional.ofNullable(element.get("proto")),
              Optional.ofNullable(element.get("host")),
              Optional.empty()));
    }
    Collections.reverse(hops);
    return hops;
  }

  /**
   * The hops that the {@code X-Forwarded-*} headers tell, the nearest first; none if there is no
   * such header. As every proxy adds to the right, the lists are read side by side from the right.
   */
  static List<Hop> xForwarded(Map<String, Object> environ) {
    String[] from = list(environ, "HTTP_X_FORWARDED_FOR");
    String[] scheme = list(environ, "HTTP_X_FORWARDED_PROTO");
    String[] host = list(environ, "HTTP_X_FORWARDED_HOST");
    String[] port = list(environ, "HTTP_X_FORWARDED_PORT");
    List<Hop> hops = new ArrayList<>();
    boolean any = scheme.length + host.length + port.length > 0;
    for (int i = 0; i < Math.max(from.length, any ? 1 : 0); i++) {
      hops.add(
          new Hop(
              fromTheRight(from, i),
              fromTheRight(scheme, i),
              fromTheRight(host, i),
              fromTheRight(port, i)));
    }
    return hops;
  }

  private static String[] list(Map<String, Object> environ, String key) {
    String text = text(environ, key);
    return text.isBlank() ? new String[0] : text.split(",", -1);
  }

  private static String text(Map<String, Object> environ, String key) {
    return environ.get(key) instanceof String text ? text : "";
  }

  private static Optional<String> fromTheRight(String[] list, int i) {
    return i < list.length ? Optional.of(list[list.length - 1 - i].strip()) : Optional.empty();
  }

  /** Returns the information of this one, and where it has none, that of the other. */
  Hop or(Hop other) {
    return new Hop(
        from.or(() -> other.from),
        scheme.or(() -> other.scheme),
        host.or(() -> other.host),
        port.or(() -> other.port));
  }
}
