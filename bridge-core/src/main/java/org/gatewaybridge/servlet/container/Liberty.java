package org.gatewaybridge.servlet.container;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.Socket;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Open Liberty. */
final class Liberty extends PlainContainer {

  /**
   * Compares the {@code Host} with the host in the request's target, absolute or HTTP/2's {@code
   * :authority}, which Open Liberty takes for the server's name while it shows another {@code
   * Host}. See docs/decisions/host.md.
   */
  @Override
  public boolean hostMatchesTarget(String host, HttpServletRequest request) {
    int colon = host.indexOf(':', host.indexOf(']') + 1);
    String name = colon < 0 ? host : host.substring(0, colon);
    String port = colon < 0 ? "" : host.substring(colon + 1);
    if (agree(name, port, request.getServerName(), request.getServerPort())) {
      return true; // nearly always
    }
    try {
      // The server's name may be a proxy's word; this is the client's.
      Object own = Members.follow(Members.unwrapped(request), "getIRequest", "request");
      Object target = Members.follow(own, "getVirtualHost");
      return target == null
          || agree(name, port, target.toString(), (int) Members.follow(own, "getVirtualPort"));
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

  @Override
  public boolean decodesEachFrame() {
    return true;
  }

  /** Keeps the server from making a session for every WebSocket. */
  @Override
  public HttpServletRequest toUpgrade(HttpServletRequest request) {
    return new SessionlessRequest(request);
  }

  /** Does nothing: Open Liberty is cut in another way. */
  @Override
  public void prepareCut(
      HttpServletRequest request,
      HttpServletResponse response,
      boolean lengthKnown,
      Supplier<Map<String, String>> trailers) {}

  /** None: Open Liberty keeps the trailers of a response, and sends them behind later ones. */
  @Override
  public boolean takesTrailers() {
    return false;
  }

  @Override
  public boolean cut(HttpServletRequest request) {
    try {
      Object link =
          Members.call(Members.unwrapped(request), "getIRequest", "getHttpInboundConnection");
      Object connection = Members.call(link, "getVirtualConnection");
      for (Method method : link.getClass().getMethods()) {
        if (method.getName().equals("close") && method.getParameterCount() == 2) {
          // Without a reason it would end the response first.
          method.invoke(link, connection, new IOException("The response was broken off"));
        }
      }
      return true;
    } catch (Exception e) { // a wrapper of another kind, or no such method any more
      return false;
    }
  }

  @Override
  public void resetOnClose(HttpServletRequest request) {
    try {
      Object socket =
          Members.follow(
              Members.unwrapped(request),
              "getIRequest",
              "getHttpInboundConnection",
              "getTCPConnectionContext",
              "getSocketIOChannel",
              "socket");
      Members.resetOnClose(((Socket) socket).getChannel());
    } catch (Exception anotherVersion) {
      // Its client sees an orderly end.
    }
  }
}
