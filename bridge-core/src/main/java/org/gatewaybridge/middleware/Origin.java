package org.gatewaybridge.middleware;

import static org.gatewaybridge.api.EnvironKeys.HTTPS;
import static org.gatewaybridge.api.EnvironKeys.REMOTE_ADDR;
import static org.gatewaybridge.api.EnvironKeys.REMOTE_HOST;
import static org.gatewaybridge.api.EnvironKeys.REMOTE_PORT;
import static org.gatewaybridge.api.EnvironKeys.SERVER_NAME;
import static org.gatewaybridge.api.EnvironKeys.SERVER_PORT;
import static org.gatewaybridge.api.EnvironKeys.SSL_CIPHER;
import static org.gatewaybridge.api.EnvironKeys.SSL_CIPHER_USEKEYSIZE;
import static org.gatewaybridge.api.EnvironKeys.SSL_CLIENT_I_DN;
import static org.gatewaybridge.api.EnvironKeys.SSL_CLIENT_S_DN;
import static org.gatewaybridge.api.EnvironKeys.SSL_PROTOCOL;
import static org.gatewaybridge.api.EnvironKeys.SSL_SESSION_ID;
import static org.gatewaybridge.api.EnvironKeys.URL_SCHEME;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where a request came from before the trusted proxies, and what it asked for; empty is what they
 * did not tell.
 */
record Origin(
    Optional<Node> client,
    Optional<String> scheme,
    Optional<Authority> host,
    Optional<String> port) {
  private static final String HTTP_HOST = "HTTP_HOST";
  private static final List<String> OF_CONNECTION =
      List.of(
          SSL_PROTOCOL,
          SSL_CIPHER,
          SSL_CIPHER_USEKEYSIZE,
          SSL_SESSION_ID,
          SSL_CLIENT_S_DN,
          SSL_CLIENT_I_DN);

  /**
   * Follows the hops, the nearest first, as long as they were told by somebody trusted: to the
   * first untrusted client, to one that hides its address, or to the end.
   *
   * @throws MalformedForwarding if what one of them told is malformed
   */
  static Origin of(List<Hop> hops, Predicate<InetAddress> trusted) throws MalformedForwarding {
    Optional<Node> client = Optional.empty();
    Hop told = Hop.SILENT;
    for (Hop hop : hops) {
      told = hop.or(told);
      Optional<Node> from = node(hop);
      if (from.isEmpty()) {
        break;
      }
      client = from;
      if (from.flatMap(Node::address).filter(trusted).isEmpty()) {
        break;
      }
    }
    return new Origin(client, scheme(told), host(told), port(told));
  }

  /** Returns who sent the request there; empty if that is missing or hidden. */
  private static Optional<Node> node(Hop hop) throws MalformedForwarding {
    if (hop.from().isEmpty()) {
      return Optional.empty();
    }
    Node node =
        Node.parse(hop.from().get())
            .orElseThrow(() -> new MalformedForwarding("A forwarded address is malformed"));
    return Optional.of(node).filter(known -> known.address().isPresent());
  }

  private static Optional<String> scheme(Hop told) throws MalformedForwarding {
    Optional<String> scheme = told.scheme().map(text -> text.toLowerCase(Locale.ROOT));
    if (scheme.filter(text -> !text.equals("http") && !text.equals("https")).isPresent()) {
      throw new MalformedForwarding("A forwarded scheme is neither http nor https");
    }
    return scheme;
  }

  private static Optional<Authority> host(Hop told) throws MalformedForwarding {
    Optional<Authority> host = told.host().flatMap(Authority::parse);
    if (host.isPresent() != told.host().isPresent()) {
      throw new MalformedForwarding("A forwarded host is malformed");
    }
    return host;
  }

  private static Optional<String> port(Hop told) throws MalformedForwarding {
    if (told.port().filter(text -> !Authority.isPort(text)).isPresent()) {
      throw new MalformedForwarding("A forwarded port is malformed");
    }
    return told.port();
  }

  /** Puts the origin into the environ instead of the nearest proxy. */
  void applyTo(Map<String, Object> environ) {
    boolean told = client.isPresent() || scheme.isPresent();
    if (told && environ.containsKey(HTTPS)) { // then these are of the connection to the proxy
      OF_CONNECTION.forEach(environ::remove);
    }
    client.ifPresent(node -> applyClient(node, environ));
    if (scheme.isPresent() || host.isPresent() || port.isPresent()) {
      applyServer(environ);
    }
  }

  private static void applyClient(Node client, Map<String, Object> environ) {
    String address = client.address().map(InetAddress::getHostAddress).orElseThrow();
    environ.put(REMOTE_ADDR, address);
    environ.put(REMOTE_HOST, address);
    client
        .port()
        .ifPresentOrElse(
            known -> environ.put(REMOTE_PORT, known), () -> environ.remove(REMOTE_PORT));
  }

  private void applyServer(Map<String, Object> environ) {
    String shownScheme = scheme.orElseGet(() -> String.valueOf(environ.get(URL_SCHEME)));
    environ.put(URL_SCHEME, shownScheme);
    if (shownScheme.equals("https")) {
      environ.put(HTTPS, "on");
    } else {
      environ.remove(HTTPS);
    }
    host.ifPresent(told -> environ.put(SERVER_NAME, told.name()));
    Optional<Authority> shown =
        host.or(
            () -> Optional.ofNullable((String) environ.get(HTTP_HOST)).flatMap(Authority::parse));
    String usual = shownScheme.equals("https") ? "443" : "80";
    String shownPort =
        host.flatMap(Authority::port)
            .or(() -> port)
            .or(() -> shown.flatMap(Authority::port))
            .orElse(usual);
    environ.put(SERVER_PORT, shownPort);
    String suffix = shownPort.equals(usual) ? "" : ":" + shownPort;
    shown.ifPresent(authority -> environ.put(HTTP_HOST, authority.name() + suffix));
  }
}
