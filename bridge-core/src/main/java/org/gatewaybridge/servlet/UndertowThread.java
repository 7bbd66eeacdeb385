package org.gatewaybridge.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.reflect.Field;

/**
 * Tells Undertow which request a thread of the deployment's own answers. Its dispatchers know a
 * request by their thread, and without that they make up another: an app that includes or forwards
 * would be called once more, for a request that nobody has made.
 */
final class UndertowThread {
  private static final String CONTEXT = "io.undertow.servlet.handlers.ServletRequestContext";

  private UndertowThread() {}

  /** Runs what answers a request, on any container. */
  static void run(ServletRequest request, Runnable call) {
    ServletRequest unwrapped = request;
    while (unwrapped instanceof ServletRequestWrapper wrapper) {
      unwrapped = wrapper.getRequest();
    }
    if (!unwrapped.getClass().getName().startsWith("io.undertow.")) {
      call.run();
      return;
    }
    ClassLoader server = unwrapped.getClass().getClassLoader();
    try {
      bind(server, unwrapped);
      call.run();
    } finally {
      unbind(server);
    }
  }

  private static void bind(ClassLoader server, ServletRequest request) {
    try {
      Class<?> context = server.loadClass(CONTEXT);
      Field key = context.getField("ATTACHMENT_KEY");
      Object exchange = ConnectionReset.follow(request, "getExchange");
      Object known =
          exchange
              .getClass()
              .getMethod("getAttachment", key.getType())
              .invoke(exchange, key.get(null));
      context.getMethod("setCurrentRequestContext", context).invoke(null, known);
    } catch (ReflectiveOperationException | RuntimeException another) {
      // Another version: an app cannot include or forward here, all else works.
    }
  }

  private static void unbind(ClassLoader server) {
    try {
      server.loadClass(CONTEXT).getMethod("clearCurrentServletAttachments").invoke(null);
    } catch (ReflectiveOperationException another) {
      // It was not bound then.
    }
  }
}
