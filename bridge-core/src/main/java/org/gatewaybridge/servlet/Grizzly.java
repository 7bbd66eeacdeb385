package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;

/** The HTTP server of GlassFish and Payara, whose classes above it are named as Tomcat's are. */
final class Grizzly {
  private static final String REQUEST = "org.glassfish.grizzly.http.server.Request";

  private Grizzly() {}

  /** Says whether a context is served by it. */
  static boolean runs(ServletContext context) {
    try {
      Class.forName(REQUEST, false, context.getClass().getClassLoader());
      return true;
    } catch (ClassNotFoundException another) {
      return false;
    }
  }

  /**
   * Says whether the client of a 205 would wait for its end: Grizzly leaves out its length, which
   * only HEAD and HTTP/2 do without.
   */
  static boolean endsNo205(HttpServletRequest request) {
    return request.getProtocol().equals("HTTP/1.1")
        && !request.getMethod().equals("HEAD")
        && runs(request.getServletContext());
  }

  /** Returns the connection of a request, by its public methods. */
  static Object connection(Object request) throws ReflectiveOperationException {
    Object catalina = ConnectionReset.follow(request, "getUnwrappedCoyoteRequest");
    for (Method method : catalina.getClass().getMethods()) {
      // It is getGrizzlyRequest in GlassFish, getCoyoteRequest in Payara.
      if (method.getReturnType().getName().equals(REQUEST) && method.getParameterCount() == 0) {
        return ConnectionReset.follow(method.invoke(catalina), "getRequest", "getConnection");
      }
    }
    throw new NoSuchMethodException(catalina + " gives no " + REQUEST);
  }
}
