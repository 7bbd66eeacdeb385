package org.gatewaybridge.servlet.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetSocketAddress;
import org.gatewaybridge.servlet.Fake;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose word counts for the scheme of a request, and when a stream is lost. */
@SuppressWarnings({"unused", "UnusedMethod", "NullAway"}) // the fakes are called by name
class UndertowTest {
  private static final InetSocketAddress PEER =
      InetSocketAddress.createUnresolved("127.0.0.1", 4711);

  /** Undertow's request. */
  public interface Request extends HttpServletRequest {
    /** Returns Undertow's exchange. */
    Object getExchange();
  }

  /** Undertow's exchange, whose source is a proxy's word. */
  public record Exchange(InetSocketAddress getSourceAddress) {
    /** Returns the connection. */
    public Connection getConnection() {
      return new Connection();
    }
  }

  /** Undertow's connection. */
  public static final class Connection {
    /** Returns the address of what is at its other end. */
    public InetSocketAddress getPeerAddress() {
      return PEER;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https, HTTP/2.0, false, false, false", // the client's claim
    "http, HTTP/2.0, true, false, true",
    "https, HTTP/2.0, true, false, true",
    "http, HTTP/2.0, false, false, false",
    "https, HTTP/2.0, false, true, true", // a proxy's word
    "http, HTTP/2.0, true, true, false",
    "https, HTTP/1.1, false, false, true", // a proxy's word: a target claims nothing
    "http, HTTP/1.1, true, false, false"
  })
  void schemeIsTheConnectionsOrAProxys(
      String told, String protocol, boolean tls, boolean proxied, boolean secure) {
    Request request =
        Fake.of(
            Request.class,
            new Object() {
              boolean isSecure() {
                return told.equals("https");
              }

              String getProtocol() {
                return protocol;
              }

              @Nullable Object getAttribute(String name) {
                return tls && name.endsWith("cipher_suite") ? "TLS_AES_128_GCM_SHA256" : null;
              }

              Object getExchange() {
                return new Exchange(
                    proxied ? InetSocketAddress.createUnresolved("192.0.2.1", 0) : PEER);
              }
            });

    assertThat(new Undertow().isSecure(request)).isEqualTo(secure);
  }

  @ParameterizedTest
  @CsvSource({"HTTP/2.0, true", "HTTP/1.1, false"})
  void bufferThatIsFreedDuringAWriteIsALostStream(String protocol, boolean lost) {
    Request request =
        Fake.of(
            Request.class,
            new Object() {
              String getProtocol() {
                return protocol;
              }
            });
    Undertow undertow = new Undertow();

    assertThat(undertow.hasLostStream(new IllegalArgumentException("newPosition"), request))
        .isEqualTo(lost);
    assertThat(undertow.hasLostStream(new IllegalStateException("another"), request)).isFalse();
  }
}
