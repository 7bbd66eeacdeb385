package org.gatewaybridge.servlet;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Makes a fake of a big interface out of an object that has only the methods which a test needs;
 * any other method that is called fails the test.
 */
public final class Fake {
  private Fake() {}

  /** Makes a fake. */
  public static <T> T of(Class<T> type, Object methods) {
    return of(type, methods, new ArrayList<>());
  }

  /** Makes a fake that also notes the names of the methods called on it. */
  public static <T> T of(Class<T> type, Object methods, List<String> calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return ofObject(proxy, method, arguments);
              }
              calls.add(method.getName());
              return call(methods, method, arguments == null ? new Object[0] : arguments);
            }));
  }

  private static Object call(Object methods, Method wanted, Object[] arguments) throws Throwable {
    for (Method method : methods.getClass().getDeclaredMethods()) {
      if (method.getName().equals(wanted.getName())
          && Arrays.equals(method.getParameterTypes(), wanted.getParameterTypes())) {
        method.setAccessible(true);
        try {
          return method.invoke(methods, arguments);
        } catch (InvocationTargetException e) {
          throw e.getCause();
        }
      }
    }
    throw new AssertionError("Nobody asked this fake for " + wanted);
  }

  private static Object ofObject(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "fake";
    };
  }

  static java.util.Enumeration<String> names(String... names) {
    return Collections.enumeration(List.of(names));
  }
}
