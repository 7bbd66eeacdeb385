package org.gatewaybridge.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.gatewaybridge.engine.Extras;
import org.gatewaybridge.timeouts.WatchedSink;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a request as its environ has them, such as the scheme, name and port of the server. The
 * scheme is the connection's, or what a trusted proxy has told the container; the claim of an
 * absolute-form target does not count. See docs/decisions/host.md.
 */
final class RequestFacts {
  private RequestFacts() {}

  static String scheme(Exchange exchange) {
    return isSecure(exchange) ? "https" : "http";
  }

  static boolean isSecure(Exchange exchange) {
    return exchange.container().isSecure(exchange.request());
  }

  static String name(HttpServletRequest request) {
    String name = request.getServerName();
    if (name == null || name.isEmpty()) {
      name = request.getLocalAddr(); // an empty Host; an address, since a name would ask the DNS
    }
    return name.indexOf(':') >= 0 && !name.startsWith("[") ? '[' + name + ']' : name;
  }

  static String port(Exchange exchange) {
    HttpServletRequest request = exchange.request();
    if (request.getScheme().equals(scheme(exchange))) {
      int port = request.getServerPort();
      return port > 0 ? Integer.toString(port) : usualPort(exchange); // "Host: h:" on Tomcat
    }
    String host = String.valueOf(request.getHeader("Host")); // Jetty's port is the claimed scheme's
    int colon = host.indexOf(':', host.indexOf(']') + 1);
    String port = colon < 0 ? "" : host.substring(colon + 1);
    return port.isEmpty() ? usualPort(exchange) : port;
  }

  private static String usualPort(Exchange exchange) {
    return isSecure(exchange) ? "443" : "80";
  }

  /** Returns an address without the brackets that Jetty puts around an IPv6 address. */
  static String withoutBrackets(String address) {
    return address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
  }

  /** Returns the method; GET for a WebSocket that is a stream of its own (RFC 8441 5). */
  static String method(HttpServletRequest request) {
    String method = request.getMethod();
    return method.equals("CONNECT") ? "GET" : method;
  }

  /** Returns the fact of TLS, or the header, that an environ's key names; null if there is none. */
  static @Nullable String other(Exchange exchange, String key) {
    if (key.startsWith("SSL_")) {
      return TlsFacts.of(exchange, key);
    }
    String header = EnvironNames.header(key);
    return header == null ? null : EnvironNames.join(header, exchange.request().getHeaders(header));
  }

  /** Returns what sends the response's trailers; null if it cannot have any. */
  static @Nullable Extras trailers(Exchange exchange, WatchedSink sink) {
    boolean any = hasOwnResponse(exchange) && exchange.container().takesTrailers();
    return any ? sink.makeExtras() : null;
  }

  /** Returns what sends early hints; null if there can be none. */
  static @Nullable Extras earlyHints(Exchange exchange, WatchedSink sink) {
    boolean any = hasOwnResponse(exchange) && exchange.container().takesHints(exchange.response());
    return any ? sink.makeExtras() : null;
  }

  /** Whether the response is the request's own, still to begin, and of HTTP/1.1 or newer. */
  private static boolean hasOwnResponse(Exchange exchange) {
    HttpServletRequest request = exchange.request();
    return !exchange.isIncluded()
        && request.getDispatcherType() != DispatcherType.ERROR
        && !request.getProtocol().equals("HTTP/1.0")
        && !exchange.response().isCommitted();
  }

  /** Returns a text; null if it is empty. */
  static @Nullable String present(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }

  /** Returns a length as decimal digits; null if it is not known. */
  static @Nullable String length(long length) {
    return length < 0 ? null : Long.toString(length);
  }
}
