package org.gatewaybridge.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The server as a request has reached it. The scheme is the connection's, or what the container has
 * been told of a proxy; what an absolute-form target claims is no fact. See docs/decisions/host.md.
 */
final class ServerFacts {
  private ServerFacts() {}

  static String scheme(HttpServletRequest request) {
    return isSecure(request) ? "https" : "http";
  }

  static boolean isSecure(HttpServletRequest request) {
    return request.isSecure()
        && (request.getAttribute("jakarta.servlet.request.cipher_suite") != null
            || !isClaimedOnJetty(request));
  }

  /**
   * Whether Jetty has "secure" from an absolute target, or from HTTP/2's :scheme. What a customizer
   * has been told by a proxy stands in a wrapper around the request as it came.
   */
  private static boolean isClaimedOnJetty(HttpServletRequest request) {
    ServletRequest unwrapped = request;
    while (unwrapped instanceof ServletRequestWrapper wrapper) {
      unwrapped = wrapper.getRequest();
    }
    if (!unwrapped.getClass().getName().startsWith("org.eclipse.jetty.")) {
      return false;
    }
    try {
      Object core = ConnectionReset.follow(unwrapped, "getRequest");
      boolean secure = (boolean) ConnectionReset.follow(core, "getConnectionMetaData", "isSecure");
      return !secure
          && "https".equals(ConnectionReset.follow(asItCame(core), "getHttpURI", "getScheme"));
    } catch (ReflectiveOperationException | RuntimeException another) {
      return false;
    }
  }

  private static Object asItCame(Object request) {
    Object inner = request;
    try {
      while (true) {
        inner = ConnectionReset.follow(inner, "getWrapped");
      }
    } catch (ReflectiveOperationException innermost) {
      return inner;
    }
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
    return isSecure(request) ? "443" : "80";
  }
}
