package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import org.gatewaybridge.api.EnvironKeys;
import org.jspecify.annotations.Nullable;

/**
 * What the container knows of a TLS connection, by the names of Apache's mod_ssl. Servlet 6.0,
 * 3.10.
 */
final class TlsFacts {
  private static final String ATTRIBUTE = "jakarta.servlet.request.";

  private TlsFacts() {}

  /**
   * Returns the value of an {@code SSL_*} key; null if the request is not secure or the container
   * does not tell.
   */
  static @Nullable String of(Exchange exchange, String key) {
    if (!RequestFacts.isSecure(exchange)) {
      return null;
    }
    HttpServletRequest request = exchange.request();
    return switch (key) {
      case EnvironKeys.SSL_PROTOCOL -> attribute(request, "secure_protocol"); // Servlet 6.1
      case EnvironKeys.SSL_CIPHER -> attribute(request, "cipher_suite");
      case EnvironKeys.SSL_CIPHER_USEKEYSIZE -> attribute(request, "key_size");
      case EnvironKeys.SSL_SESSION_ID -> attribute(request, "ssl_session_id");
      case EnvironKeys.SSL_CLIENT_S_DN -> {
        X509Certificate client = client(request);
        yield client == null ? null : client.getSubjectX500Principal().getName();
      }
      case EnvironKeys.SSL_CLIENT_I_DN -> {
        X509Certificate client = client(request);
        yield client == null ? null : client.getIssuerX500Principal().getName();
      }
      default -> null;
    };
  }

  private static @Nullable String attribute(HttpServletRequest request, String name) {
    Object value = request.getAttribute(ATTRIBUTE + name);
    return value == null ? null : value.toString();
  }

  private static @Nullable X509Certificate client(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE + "X509Certificate") instanceof X509Certificate[] chain
            && chain.length > 0
        ? chain[0]
        : null;
  }
}
