package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The scheme, name and port of the server, as a request has reached it. The scheme is the
 * connection's, or what a trusted proxy has told the container; the claim of an absolute-form
 * target does not count. See docs/decisions/host.md.
 */
final class ServerFacts {
  private ServerFacts() {}

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
      return Integer.toString(request.getServerPort());
    }
    String host = String.valueOf(request.getHeader("Host")); // Jetty's port is the claimed scheme's
    int colon = host.indexOf(':', host.indexOf(']') + 1);
    if (colon >= 0) {
      return host.substring(colon + 1);
    }
    return isSecure(exchange) ? "443" : "80";
  }
}
