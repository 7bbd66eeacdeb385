package org.gatewaybridge.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The host in a request's target, absolute or HTTP/2's {@code :authority}, which Open Liberty takes
 * for the server's name while it shows another Host. Others refuse two names themselves. See
 * docs/decisions/host.md.
 */
final class LibertyTarget {
  private LibertyTarget() {}

  /** Whether a Host names what the target does, if that names anything. */
  static boolean agreesWith(String host, HttpServletRequest request) {
    int colon = host.indexOf(':', host.indexOf(']') + 1);
    String name = colon < 0 ? host : host.substring(0, colon);
    String port = colon < 0 ? "" : host.substring(colon + 1);
    if (agree(name, port, request.getServerName(), request.getServerPort())) {
      return true; // nearly always
    }
    ServletRequest unwrapped = request;
    while (unwrapped instanceof ServletRequestWrapper wrapper) {
      unwrapped = wrapper.getRequest();
    }
    if (!ConnectionReset.isOpenLiberty(unwrapped.getClass().getName())) {
      return true;
    }
    try {
      // The server's name may be a proxy's word; this is the client's.
      Object own = ConnectionReset.follow(unwrapped, "getIRequest", "request");
      Object target = ConnectionReset.follow(own, "getVirtualHost");
      return target == null
          || agree(
              name, port, target.toString(), (int) ConnectionReset.follow(own, "getVirtualPort"));
    } catch (ReflectiveOperationException | RuntimeException anotherVersion) {
      return true;
    }
  }

  private static boolean agree(
      String name, String port, @Nullable String targetName, int targetPort) {
    boolean samePort =
        port.isEmpty()
            ? targetPort <= 0 || targetPort == 80 || targetPort == 443
            : port.equals(String.valueOf(targetPort));
    return samePort && name.equalsIgnoreCase(targetName);
  }
}
