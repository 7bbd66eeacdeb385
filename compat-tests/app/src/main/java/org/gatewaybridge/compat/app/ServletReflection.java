package org.gatewaybridge.compat.app;

import java.util.Map;
import java.util.Optional;
import org.gatewaybridge.api.EnvironKeys;

/**
 * What this app does through the escape hatch, by reflection: it is compiled against the contract
 * alone.
 */
final class ServletReflection {
  private static final String PACKAGE = "jakarta.servlet.";

  private ServletReflection() {}

  static void setAttribute(Map<String, Object> environ, String name, String value)
      throws ReflectiveOperationException {
    type("ServletRequest")
        .getMethod("setAttribute", String.class, Object.class)
        .invoke(environ.get(EnvironKeys.SERVLET_REQUEST), name, value);
  }

  static Optional<Object> attribute(Map<String, Object> environ, String name)
      throws ReflectiveOperationException {
    return Optional.ofNullable(
        type("ServletRequest")
            .getMethod("getAttribute", String.class)
            .invoke(environ.get(EnvironKeys.SERVLET_REQUEST), name));
  }

  /** Includes what the container answers at a path of the same context. */
  static void include(Map<String, Object> environ, String path)
      throws ReflectiveOperationException {
    Object request = Given.value(environ, EnvironKeys.SERVLET_REQUEST);
    Object dispatcher =
        type("ServletRequest")
            .getMethod("getRequestDispatcher", String.class)
            .invoke(request, path);
    type("RequestDispatcher")
        .getMethod("include", type("ServletRequest"), type("ServletResponse"))
        .invoke(dispatcher, request, environ.get(EnvironKeys.SERVLET_RESPONSE));
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name);
  }
}
