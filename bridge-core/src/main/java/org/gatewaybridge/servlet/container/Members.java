package org.gatewaybridge.servlet.container;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;

/** Reads a server's own objects by the names of their methods and fields. */
final class Members {
  private Members() {}

  /** Returns the server's own request, without the wrappers of filters. */
  static ServletRequest unwrapped(ServletRequest request) {
    ServletRequest unwrapped = request;
    while (unwrapped instanceof ServletRequestWrapper wrapper) {
      unwrapped = wrapper.getRequest();
    }
    return unwrapped;
  }

  /** Returns the server's own response, without the wrappers of filters. */
  static ServletResponse unwrapped(ServletResponse response) {
    ServletResponse unwrapped = response;
    while (unwrapped instanceof ServletResponseWrapper wrapper) {
      unwrapped = wrapper.getResponse();
    }
    return unwrapped;
  }

  /** Goes from one object to the next by the names of methods without parameters, or of fields. */
  static Object follow(Object from, String... names) throws ReflectiveOperationException {
    Object at = from;
    for (String name : names) {
      at = member(at, name);
    }
    return at;
  }

  /** Returns what a method without parameters, or a field, of that name holds. */
  private static Object member(Object of, String name) throws ReflectiveOperationException {
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name) && method.getParameterCount() == 0) {
          method.setAccessible(true);
          return method.invoke(of);
        }
      }
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(of);
        }
      }
    }
    Method ofInterface = of.getClass().getMethod(name); // a default method
    ofInterface.setAccessible(true);
    return ofInterface.invoke(of);
  }

  /** Calls public methods without parameters, one after the other. */
  static Object call(Object from, String... methods) throws ReflectiveOperationException {
    Object at = from;
    for (String method : methods) {
      at = at.getClass().getMethod(method).invoke(at);
    }
    return at;
  }

  /** Makes the close of a connection a reset. */
  static void resetOnClose(Object channel) throws Exception {
    ((NetworkChannel) channel).setOption(StandardSocketOptions.SO_LINGER, 0);
  }
}
