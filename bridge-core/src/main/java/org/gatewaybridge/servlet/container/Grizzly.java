package org.gatewaybridge.servlet.container;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.Supplier;

/** The HTTP server of GlassFish and Payara, whose classes above it are named as Tomcat's are. */
final class Grizzly extends PlainContainer {
  private static final String REQUEST = "org.glassfish.grizzly.http.server.Request";

  /** Whether a context is served by it. */
  static boolean runs(ServletContext context) {
    try {
      Class.forName(REQUEST, false, context.getClass().getClassLoader());
      return true;
    } catch (ClassNotFoundException another) {
      return false;
    }
  }

  @Override
  public boolean joinsTrailers() {
    return true;
  }

  /** Tyrus has its filter look for the endpoint, and does nothing if there is none. */
  @Override
  public boolean upgradesByPath() {
    return true;
  }

  /** Seen as two requests that shared one object, when a message too long had been closed. */
  @Override
  public boolean freesRequestAtClose() {
    return true;
  }

  /** Grizzly leaves out the length of a 205, which only HEAD and HTTP/2 do without. */
  @Override
  public boolean leaves205Open(HttpServletRequest request) {
    return request.getProtocol().equals("HTTP/1.1") && !request.getMethod().equals("HEAD");
  }

  /** Does nothing: if trailers are refused, GlassFish leaves the connection open. */
  @Override
  public void prepareCut(
      HttpServletRequest request,
      HttpServletResponse response,
      boolean lengthKnown,
      Supplier<Map<String, String>> trailers) {}

  @Override
  public void prepareTrailers(
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<Map<String, String>> trailers) {
    super.prepareCut(request, response, false, () -> givenOrNone(trailers));
  }

  @Override
  public boolean cut(HttpServletRequest request) {
    try {
      Members.call(connection(request), "closeSilently");
      return true;
    } catch (Exception e) { // a wrapper of another kind, or no such method any more
      return false;
    }
  }

  @Override
  public void resetOnClose(HttpServletRequest request) {
    try {
      Members.resetOnClose(Members.follow(connection(request), "getChannel"));
    } catch (Exception anotherVersion) {
      // Its client sees an orderly end.
    }
  }

  /** Returns the connection of a request, by its public methods. */
  private static Object connection(HttpServletRequest request) throws ReflectiveOperationException {
    Object catalina = Members.follow(Members.unwrapped(request), "getUnwrappedCoyoteRequest");
    for (Method method : catalina.getClass().getMethods()) {
      // It is getGrizzlyRequest in GlassFish, getCoyoteRequest in Payara.
      if (method.getReturnType().getName().equals(REQUEST) && method.getParameterCount() == 0) {
        return Members.follow(method.invoke(catalina), "getRequest", "getConnection");
      }
    }
    throw new NoSuchMethodException(catalina + " gives no " + REQUEST);
  }
}
