package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import org.gatewaybridge.servlet.container.ServletContainer;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what containers accept but an app may take for something else: line ends and NULs, which
 * HTTP/2 can carry anywhere, malformed hosts and methods, HTTP/0.9, and schemes of another kind of
 * server. RFC 9110 5.5, RFC 9113 8.2.1.
 */
final class RequestCheck {
  private static final boolean[] OF_TOKENS = new boolean[0x7f]; // RFC 9110 5.6.2

  static {
    Arrays.fill(OF_TOKENS, '0', '9' + 1, true);
    Arrays.fill(OF_TOKENS, 'A', 'Z' + 1, true);
    Arrays.fill(OF_TOKENS, 'a', 'z' + 1, true);
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      OF_TOKENS[c] = true;
    }
  }

  private final boolean doneByContainer; // for HTTP/1, but for the method
  private final HostHeader host;
  private final ServletContainer container;

  RequestCheck(ServletContainer container) {
    this.container = container;
    doneByContainer = container.refusesMalformedRequests();
    host = new HostHeader(container);
  }

  /**
   * Whether it is certain where a request ends: its body has no transfer coding but chunks. A
   * container may read another one as chunks, as no body, or up to the connection's end. RFC 9112
   * 6.1, 6.3.
   */
  boolean isFramed(HttpServletRequest request) {
    String coding = request.getHeader("Transfer-Encoding");
    return coding == null
        || (coding.equalsIgnoreCase("chunked")
            && Collections.list(request.getHeaders("Transfer-Encoding")).size() == 1);
  }

  /** Whether a CONNECT asks for a WebSocket, not for a tunnel. */
  boolean isWebSocketStream(HttpServletRequest request) {
    return container.isWebSocketStream(request);
  }

  /** Whether a request may reach the app. */
  boolean isSound(HttpServletRequest request) {
    String scheme = request.getScheme(); // of an absolute-form target, on Jetty
    String protocol = request.getProtocol();
    if ((!scheme.equals("http") && !scheme.equals("https"))
        || !isToken(request.getMethod())
        || request.getServerPort() > HostHeader.LAST_PORT
        || protocol.isEmpty() // HTTP/0.9 on Tomcat: a response would have no head
        || protocol.equals("HTTP/0.9")) {
      return false;
    }
    if (doneByContainer && protocol.startsWith("HTTP/1")) {
      return true;
    }
    return host.isSound(request) && isLine(request.getQueryString()) && areLines(request);
  }

  private static boolean areLines(HttpServletRequest request) {
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      Enumeration<String> values = request.getHeaders(name);
      while (values.hasMoreElements()) {
        if (!isLine(values.nextElement())) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isToken(String method) {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if (c >= OF_TOKENS.length || !OF_TOKENS[c]) {
        return false;
      }
    }
    return !method.isEmpty();
  }

  private static boolean isLine(@Nullable String text) {
    for (int i = 0; text != null && i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        return false;
      }
    }
    return true;
  }
}
