package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Guards apps that build URLs from {@code Host} against what is none. RFC 9110 7.2; containers
 * differ.
 */
final class HostHeader {
  private static final boolean[] NEVER = new boolean[0x7f];

  static {
    Arrays.fill(NEVER, 0, ' ' + 1, true);
    for (char c : "/?#@\\".toCharArray()) {
      NEVER[c] = true;
    }
  }

  private final boolean refused;
  private @Nullable String lastSound; // a server has few names; any thread's will do

  /**
   * Makes a guard.
   *
   * @param refused whether the container refuses such a request itself
   */
  HostHeader(boolean refused) {
    this.refused = refused;
  }

  /** Knows that Tomcat and Jetty parse the header strictly; the wire case H12 proves it. */
  static HostHeader of(ServletContext context) {
    String container = String.valueOf(context.getServerInfo());
    return new HostHeader(container.startsWith("Apache Tomcat") || container.startsWith("jetty/"));
  }

  /** Whether the header is absent or has no character that would end the host in a URL. */
  boolean isSound(HttpServletRequest request) {
    if (refused) {
      return true;
    }
    String host = request.getHeader("Host");
    if (host == null || host.equals(lastSound)) {
      return true;
    }
    boolean sound = isSound(host);
    if (sound) {
      lastSound = host;
    }
    return sound;
  }

  private static boolean isSound(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c >= 0x7f || NEVER[c]) {
        return false;
      }
    }
    return true;
  }
}
