package org.gatewaybridge.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;

/**
 * Makes a connection's end a reset, for a broken off body whose end nothing but the connection's
 * end would tell, as in HTTP/1.0: an orderly end would look whole. See docs/decisions/abort.md.
 */
final class ConnectionReset {
  private ConnectionReset() {}

  /**
   * Whether nothing but the connection's end may tell where a body ends: before HTTP/1.1, and where
   * the head was sent for another's answer and the connection closes after it.
   */
  static boolean isOnlyEnd(String protocol, boolean lengthTold, boolean framedByOthers) {
    return switch (protocol) {
      case "HTTP/0.9", "HTTP/1.0" -> framedByOthers || !lengthTold;
      case "HTTP/1.1" -> framedByOthers;
      default -> false;
    };
  }

  /** Has the container reset the connection when it closes it; where it cannot, nothing happens. */
  static void prepare(HttpServletRequest request) {
    ServletRequest unwrapped = unwrapped(request);
    try {
      String container = unwrapped.getClass().getName();
      if (container.startsWith("io.undertow.")) {
        abortUndertow(follow(unwrapped, "getExchange", "getConnection"));
      } else if (isOpenLiberty(container)) {
        Object socket =
            follow(
                unwrapped,
                "getIRequest",
                "getHttpInboundConnection",
                "getTCPConnectionContext",
                "getSocketIOChannel",
                "socket");
        linger(((Socket) socket).getChannel());
      } else if (Grizzly.runs(request.getServletContext())) {
        linger(follow(Grizzly.connection(unwrapped), "getChannel"));
      } else if (container.startsWith("org.apache.catalina.")) {
        linger(
            follow(
                unwrapped,
                "request",
                "getCoyoteRequest",
                "hook",
                "getSocketWrapper",
                "getSocket",
                "getIOChannel"));
      } else if (container.startsWith("org.eclipse.jetty.")) {
        linger(follow(jettyEndPoint(unwrapped), "getTransport"));
      }
    } catch (Exception e) {
      // another version of the container: its client sees an orderly end
    }
  }

  /** Resets the connection of a request of HTTP/1 on Jetty; elsewhere nothing happens. */
  static void perform(HttpServletRequest request) {
    ServletRequest unwrapped = unwrapped(request);
    if (unwrapped.getClass().getName().startsWith("org.eclipse.jetty.")
        && request.getProtocol().startsWith("HTTP/1")) {
      prepare(request);
      try {
        follow(jettyEndPoint(unwrapped), "close");
      } catch (Exception e) {
        // another version of the container, which answers by a page of its own
      }
    }
  }

  private static Object jettyEndPoint(ServletRequest request) throws ReflectiveOperationException {
    return follow(request, "getRequest", "getConnectionMetaData", "getConnection", "getEndPoint");
  }

  private static ServletRequest unwrapped(ServletRequest request) {
    ServletRequest unwrapped = request;
    while (unwrapped instanceof ServletRequestWrapper wrapper) {
      unwrapped = wrapper.getRequest();
    }
    return unwrapped;
  }

  static boolean isOpenLiberty(String className) {
    return className.startsWith("com.ibm.ws.") || className.startsWith("io.openliberty.");
  }

  private static void linger(Object channel) throws Exception {
    ((NetworkChannel) channel).setOption(StandardSocketOptions.SO_LINGER, 0);
  }

  private static void abortUndertow(Object connection) throws ReflectiveOperationException {
    Class<?> options = connection.getClass().getClassLoader().loadClass("org.xnio.Options");
    Object abort = options.getField("CLOSE_ABORT").get(null);
    for (Method method : connection.getClass().getMethods()) {
      if (method.getName().equals("setOption") && method.getParameterCount() == 2) {
        method.invoke(connection, abort, true);
      }
    }
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
}
