package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Enumeration;
import org.gatewaybridge.servlet.container.ServletContainer;
import org.jspecify.annotations.Nullable;

/**
 * Checks the {@code Host} header, for apps that build URLs from it. RFC 9110 7.2; containers
 * differ.
 */
final class HostHeader {
  static final int LAST_PORT = 65535;

  private static final boolean[] NEVER = new boolean[0x7f];

  static {
    Arrays.fill(NEVER, 0, ' ' + 1, true);
    for (char c : "/?#@\\[]".toCharArray()) {
      NEVER[c] = true;
    }
  }

  private final ServletContainer container;
  private @Nullable String lastSound; // a server has few names; any thread's will do

  HostHeader(ServletContainer container) {
    this.container = container;
  }

  /** Whether the header is absent, or is there once and is a host with a port or without. */
  boolean isSound(HttpServletRequest request) {
    Enumeration<String> hosts = request.getHeaders("Host");
    if (!hosts.hasMoreElements()) { // RFC 9112 3.2: 1.1 must have one, on Open Liberty too
      return !request.getProtocol().equals("HTTP/1.1") && isOfTarget(request.getServerName());
    }
    String host = hosts.nextElement();
    if (hosts.hasMoreElements()) {
      return false;
    }
    if (!host.equals(lastSound)) {
      if (!isSound(host)) {
        return false;
      }
      lastSound = host;
    }
    return container.hostMatchesTarget(host, request);
  }

  /** HTTP/2's authority, of which not every container makes a Host. */
  private static boolean isOfTarget(@Nullable String name) {
    return name == null || isSound(name.indexOf(':') < 0 || name.startsWith("[") ? name : "");
  }

  private static boolean isSound(String host) {
    int from = host.startsWith("[") ? host.indexOf(']') + 1 : 0;
    if (host.startsWith("[") && (from < 3 || !isText(host, 1, from - 1))) {
      return false;
    }
    int colon = host.indexOf(':', from);
    int end = colon < 0 ? host.length() : colon;
    return (from == 0 || from == end) && isText(host, from, end) && isPort(host, colon + 1);
  }

  private static boolean isText(String host, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = host.charAt(i);
      if (c >= 0x7f || NEVER[c]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPort(String host, int from) {
    for (int i = from; i > 0 && i < host.length(); i++) {
      if (host.charAt(i) < '0' || host.charAt(i) > '9') {
        return false;
      }
    }
    int digits = from == 0 ? 0 : host.length() - from;
    return digits < 5 || (digits == 5 && Integer.parseInt(host.substring(from)) <= LAST_PORT);
  }
}
