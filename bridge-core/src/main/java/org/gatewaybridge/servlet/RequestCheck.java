package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.gatewaybridge.servlet.container.ServletContainer;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what containers accept but an app may take for something else: line ends and NULs, which
 * HTTP/2 can carry anywhere, malformed hosts, and schemes of another kind of server. RFC 9110 5.5,
 * RFC 9113 8.2.1.
 */
final class RequestCheck {
  private final boolean doneByContainer; // for HTTP/1
  private final HostHeader host;

  RequestCheck(ServletContainer container) {
    doneByContainer = container.refusesMalformedRequests();
    host = new HostHeader(container);
  }

  /** Whether a request may reach the app. */
  boolean isSound(HttpServletRequest request) {
    String scheme = request.getScheme(); // of an absolute-form target, on Jetty
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return false;
    }
    if (doneByContainer && request.getProtocol().startsWith("HTTP/1")) {
      return true;
    }
    return host.isSound(request)
        && isWord(request.getMethod())
        && isLine(request.getQueryString())
        && areLines(request);
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

  private static boolean isWord(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
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
