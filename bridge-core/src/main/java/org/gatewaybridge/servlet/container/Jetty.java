package org.gatewaybridge.servlet.container;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Eclipse Jetty. */
final class Jetty extends PlainContainer {
  private static final String REFUSAL = "org.eclipse.jetty.http.HttpException";

  private static final int EARLY_HINTS = 103;
  private static final Class<?> STRING = String.class;

  private final boolean refusesMalformedRequests;

  Jetty(boolean refusesMalformedRequests) {
    this.refusesMalformedRequests = refusesMalformedRequests;
  }

  @Override
  public boolean refusesMalformedRequests() {
    return refusesMalformedRequests;
  }

  /** Ignores an "https" that only an absolute target claims. See docs/decisions/host.md. */
  @Override
  public boolean isSecure(HttpServletRequest request) {
    return request.isSecure()
        && (request.getAttribute("jakarta.servlet.request.cipher_suite") != null
            || !isClaimed(request));
  }

  /**
   * Whether "secure" comes from an absolute target, or from HTTP/2's :scheme. What a customizer has
   * been told by a proxy stands in a wrapper around the request as it came.
   */
  private static boolean isClaimed(HttpServletRequest request) {
    try {
      Object core = Members.follow(Members.unwrapped(request), "getRequest");
      boolean secure = (boolean) Members.follow(core, "getConnectionMetaData", "isSecure");
      return !secure && "https".equals(Members.follow(asItCame(core), "getHttpURI", "getScheme"));
    } catch (ReflectiveOperationException | RuntimeException another) {
      return false;
    }
  }

  private static Object asItCame(Object request) {
    Object inner = request;
    try {
      while (true) {
        inner = Members.follow(inner, "getWrapped");
      }
    } catch (ReflectiveOperationException innermost) {
      return inner;
    }
  }

  /** Of the three servers, only Jetty hands these on to the servlet. */
  @Override
  public boolean isWebSocketStream(HttpServletRequest request) {
    if (!request.getMethod().equals("CONNECT")) {
      return false;
    }
    try {
      Object core = Members.follow(Members.unwrapped(request), "getRequest");
      Object protocol = Members.follow(core, "getTunnelSupport", "getProtocol");
      return "websocket".equals(protocol);
    } catch (ReflectiveOperationException | RuntimeException another) {
      return false;
    }
  }

  @Override
  public boolean takesHints(HttpServletResponse response) {
    return refusesMalformedRequests; // else it is another server around it
  }

  @Override
  public void sendHint(HttpServletRequest request, HttpServletResponse response, String[] fields)
      throws IOException {
    try {
      Object core = Members.follow(Members.unwrapped(response), "getResponse");
      ClassLoader server = core.getClass().getClassLoader();
      Class<?> type = server.loadClass("org.eclipse.jetty.http.HttpFields");
      Object hint = type.getMethod("build").invoke(null);
      Method add = server.loadClass(type.getName() + "$Mutable").getMethod("add", STRING, STRING);
      for (int i = 0; i < fields.length; i += 2) {
        add.invoke(hint, fields[i], fields[i + 1]);
      }
      Object sent =
          server
              .loadClass("org.eclipse.jetty.server.Response")
              .getMethod("writeInterim", int.class, type)
              .invoke(core, EARLY_HINTS, hint);
      ((Future<?>) sent).get();
    } catch (ReflectiveOperationException | ExecutionException e) {
      throw new IOException("The early hint was not sent", e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an early hint was sent", e);
    }
  }

  @Override
  public void resetOnClose(HttpServletRequest request) {
    try {
      Members.resetOnClose(Members.follow(endPoint(request), "getTransport"));
    } catch (Exception anotherVersion) {
      // Its client sees an orderly end.
    }
  }

  /** Aborts the response: a page or filter may catch what is thrown. */
  @Override
  public boolean cut(HttpServletRequest request) {
    try {
      Object channel =
          Members.follow(Members.unwrapped(request), "getServletRequestInfo", "getServletChannel");
      channel
          .getClass()
          .getMethod("abort", Throwable.class)
          .invoke(channel, new IOException("The response was broken off"));
    } catch (Exception anotherVersion) {
      // Throwing must do.
    }
    return false;
  }

  @Override
  public boolean hasRefusedHead(Throwable failure) {
    return failure.getClass().getName().startsWith(REFUSAL);
  }

  /**
   * Closes an HTTP/1 connection, because Jetty would show what is thrown on a page of its own.
   * Without a head nothing looks whole; a reset would cost the client what it has not read of the
   * answer before.
   */
  @Override
  public void closeAfterRefusedHead(HttpServletRequest request) {
    if (request.getProtocol().startsWith("HTTP/1")) {
      try {
        Members.follow(endPoint(request), "close");
      } catch (Exception anotherVersion) {
        // Jetty answers by its page.
      }
    }
  }

  private static Object endPoint(HttpServletRequest request) throws ReflectiveOperationException {
    return Members.follow(
        Members.unwrapped(request),
        "getRequest",
        "getConnectionMetaData",
        "getConnection",
        "getEndPoint");
  }
}
