package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The server as a request has reached it. The scheme is the connection's, or what the container has
 * been told of a proxy; what an absolute-form target claims is no fact. See docs/decisions/host.md.
 */
final class ServerFacts {
  private ServerFacts() {}

  static String scheme(HttpServletRequest request) {
    return request.isSecure() ? "https" : "http";
  }

  static String name(HttpServletRequest request) {
    String name = request.getServerName();
    if (name == null || name.isEmpty()) {
      name = request.getLocalAddr(); // an empty Host; an address, since a name would ask the DNS
    }
    return name.indexOf(':') >= 0 && !name.startsWith("[") ? '[' + name + ']' : name;
  }

  static String port(HttpServletRequest request) {
    if (request.getScheme().equals(scheme(request))) {
      return Integer.toString(request.getServerPort());
    }
    String host = String.valueOf(request.getHeader("Host")); // Jetty's port is the claimed scheme's
    int colon = host.indexOf(':', host.indexOf(']') + 1);
    if (colon >= 0) {
      return host.substring(colon + 1);
    }
    return request.isSecure() ? "443" : "80";
  }
}
