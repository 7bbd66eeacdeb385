package org.gatewaybridge.middleware;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.Middleware;
import org.gatewaybridge.api.StartResponse;
import org.jspecify.annotations.Nullable;

/**
 * A middleware that believes proxies, but only trusted ones, about where a request came from.
 *
 * <pre>{@code
 * GatewayApp deployed = ForwardedHeaders.trusting("127.0.0.1", "::1", "10.0.0.0/8").wrap(app);
 * }</pre>
 *
 * <p>From a peer that is not trusted nothing is believed and nothing is changed. From one that is,
 * {@code Forwarded} (RFC 7239), or {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and
 * {@code -Port}, are followed from the right, hop by hop over trusted addresses, to the first that
 * is not trusted, that hides itself ({@code unknown}, {@code _hidden}), or is the last; what stands
 * further left is what a client may have made up, and is not looked at. Then
 *
 * <ul>
 *   <li>REMOTE_ADDR and REMOTE_HOST are that address, in Java's own spelling, and REMOTE_PORT its
 *       port or absent; where the address is hidden, they are those of the last proxy that did not
 *       hide,
 *   <li>wsgi.url_scheme, HTTPS, HTTP_HOST, SERVER_NAME and SERVER_PORT tell what the client asked
 *       for: as told by the outermost trusted proxy that told. The port is the forwarded host's
 *       own, else the one of {@code X-Forwarded-Port}, else the one of Host, else the scheme's.
 * </ul>
 *
 * <p>A request is refused with 400 if a trusted proxy sends what cannot be parsed safely, or sends
 * both families and they tell different things: one of them then is the client's invention. A proxy
 * must set or remove every header of the family it uses, and should remove the other. {@code
 * X-Forwarded-Prefix} is not supported: an app's place is its deployment's. The headers themselves
 * stay in the environ.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239</a>
 */
public final class ForwardedHeaders implements Middleware {
  private final List<AddressRange> proxies;

  private ForwardedHeaders(List<AddressRange> proxies) {
    this.proxies = proxies;
  }

  /**
   * Trusts the proxies at those addresses.
   *
   * @param proxies addresses in digits, or ranges such as {@code 10.0.0.0/8}; no names
   * @throws IllegalArgumentException if one is neither, with a message that quotes it
   */
  public static ForwardedHeaders trusting(String... proxies) {
    return new ForwardedHeaders(Stream.of(proxies).map(AddressRange::parse).toList());
  }

  @Override
  public GatewayApp wrap(GatewayApp app) {
    return new AppWrapper(app) {
      @Override
      public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
          throws Exception {
        try {
          applyTo(environ);
        } catch (MalformedForwarding e) {
          startResponse.start("400 Bad Request", Headers.of("Content-Type", "text/plain"));
          return Bodies.of("Bad Request: " + e.getMessage() + "\n", US_ASCII);
        }
        return app.call(environ, startResponse);
      }
    };
  }

  private void applyTo(Map<String, Object> environ) throws MalformedForwarding {
    if (isTrustedPeer(environ.get(EnvironKeys.REMOTE_ADDR))) {
      origin(environ).ifPresent(origin -> origin.applyTo(environ));
    }
  }

  private boolean isTrustedPeer(@Nullable Object address) {
    return address instanceof String text
        // A link-local peer's zone names our own interface.
        && Node.parse(withoutZone(text)).flatMap(Node::address).filter(this::trusts).isPresent();
  }

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    if (zone < 0) {
      return address;
    }
    int bracket = address.indexOf(']', zone);
    return address.substring(0, zone) + (bracket < 0 ? "" : address.substring(bracket));
  }

  private boolean trusts(InetAddress address) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }

  private Optional<Origin> origin(Map<String, Object> environ) throws MalformedForwarding {
    List<Hop> standard = Hop.forwarded(environ);
    List<Hop> custom = Hop.xForwarded(environ);
    if (standard.isEmpty() && custom.isEmpty()) {
      return Optional.empty();
    }
    Origin origin = Origin.of(standard.isEmpty() ? custom : standard, this::trusts);
    if (!standard.isEmpty()
        && !custom.isEmpty()
        && !origin.equals(Origin.of(custom, this::trusts))) {
      throw new MalformedForwarding("Forwarded and X-Forwarded-* tell different things");
    }
    return Optional.of(origin);
  }
}
