package org.gatewaybridge.compat.app;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatewaybridge.api.EnvironKeys;
import org.jspecify.annotations.Nullable;

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
    dispatch(environ, path, "include");
  }

  /** Forwards there. */
  static void forward(Map<String, Object> environ, String path)
      throws ReflectiveOperationException {
    dispatch(environ, path, "forward");
  }

  private static void dispatch(Map<String, Object> environ, String path, String how)
      throws ReflectiveOperationException {
    Object request = Given.value(environ, EnvironKeys.SERVLET_REQUEST);
    Object dispatcher =
        type("ServletRequest")
            .getMethod("getRequestDispatcher", String.class)
            .invoke(request, path);
    type("RequestDispatcher")
        .getMethod(how, type("ServletRequest"), type("ServletResponse"))
        .invoke(dispatcher, request, environ.get(EnvironKeys.SERVLET_RESPONSE));
  }

  /** Calls a method of the servlet's response. */
  static @Nullable Object call(Object response, String name, Object... arguments)
      throws ReflectiveOperationException {
    Class<?>[] types =
        Stream.of(arguments)
            .map(argument -> argument instanceof Integer ? int.class : argument.getClass())
            .toArray(Class<?>[]::new);
    return type("http.HttpServletResponse").getMethod(name, types).invoke(response, arguments);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name);
  }
}
