package org.gatewaybridge.servlet.container;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.Supplier;

/** Undertow, alone or in WildFly. */
final class Undertow extends PlainContainer {
  private static final String CONTEXT = "io.undertow.servlet.handlers.ServletRequestContext";

  /** Ignores a scheme that only HTTP/2's {@code :scheme} claims. See docs/decisions/host.md. */
  @Override
  public boolean isSecure(HttpServletRequest request) {
    boolean claimed = request.isSecure();
    boolean encrypted = request.getAttribute("jakarta.servlet.request.cipher_suite") != null;
    boolean settled = claimed == encrypted || request.getProtocol().startsWith("HTTP/1");
    return (settled || isToldByProxy(request)) ? claimed : encrypted;
  }

  /** Whether the client's address is what a proxy says, so that the scheme may be as well. */
  private static boolean isToldByProxy(HttpServletRequest request) {
    try {
      Object exchange = Members.call(Members.unwrapped(request), "getExchange");
      Object connection = Members.call(exchange, "getConnection");
      return !Members.call(exchange, "getSourceAddress")
          .equals(Members.call(connection, "getPeerAddress"));
    } catch (ReflectiveOperationException | RuntimeException another) {
      return true;
    }
  }

  @Override
  public boolean readsOnBeforeReturn() {
    return true;
  }

  /** Undertow accepts a length beyond a long, and throws when it is asked for it. */
  @Override
  public long longestBody() {
    return Long.MAX_VALUE;
  }

  /**
   * Binds the request to the thread while the call runs. Undertow's dispatchers know a request by
   * its thread, and without that they make up another: an app that includes or forwards would be
   * called once more, for a request that no client has sent.
   */
  @Override
  public void run(HttpServletRequest request, Runnable call) {
    ServletRequest own = Members.unwrapped(request);
    ClassLoader server = own.getClass().getClassLoader();
    try {
      bind(server, own);
      call.run();
    } finally {
      unbind(server);
    }
  }

  private static void bind(ClassLoader server, ServletRequest request) {
    try {
      Class<?> context = server.loadClass(CONTEXT);
      Field key = context.getField("ATTACHMENT_KEY");
      Object exchange = Members.follow(request, "getExchange");
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

  /** Its HTTP/2 frees the buffer of a stream that ends, even while another thread writes to it. */
  @Override
  public boolean hasLostStream(RuntimeException failure, HttpServletRequest request) {
    return failure instanceof IllegalArgumentException
        && request.getProtocol().startsWith("HTTP/2");
  }

  /**
   * Asks for chunks: Undertow leaves them out where the connection closes after the response, and
   * the connection's end would be the body's. No trailers: its HTTP/2 hangs when they are refused.
   */
  @Override
  public void prepareCut(
      HttpServletRequest request,
      HttpServletResponse response,
      boolean lengthKnown,
      Supplier<Map<String, String>> trailers) {
    if (!lengthKnown && request.getProtocol().equals("HTTP/1.1") && !response.isCommitted()) {
      response.setHeader("Transfer-Encoding", "chunked");
    }
  }

  /** Trailers need chunks, as above; Undertow is cut in another way than by refusing them. */
  @Override
  public void prepareTrailers(
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<Map<String, String>> trailers) {
    prepareCut(request, response, false, trailers);
    super.prepareCut(request, response, false, () -> givenOrNone(trailers));
  }

  /** Closes the connection: if the servlet throws, Undertow ends a chunked response cleanly. */
  @Override
  public boolean cut(HttpServletRequest request) {
    try {
      Members.call(Members.unwrapped(request), "getExchange", "getConnection", "close");
      return true;
    } catch (Exception e) { // a wrapper of another kind, or no such method any more
      return false;
    }
  }

  @Override
  public void resetOnClose(HttpServletRequest request) {
    try {
      Object connection =
          Members.follow(Members.unwrapped(request), "getExchange", "getConnection");
      Class<?> options = connection.getClass().getClassLoader().loadClass("org.xnio.Options");
      Object abort = options.getField("CLOSE_ABORT").get(null);
      for (Method method : connection.getClass().getMethods()) {
        if (method.getName().equals("setOption") && method.getParameterCount() == 2) {
          method.invoke(connection, abort, true);
        }
      }
    } catch (Exception anotherVersion) {
      // Its client sees an orderly end.
    }
  }
}
