package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Map;

/**
 * How a response that has begun is broken off so that its client sees it: no final chunk, a reset
 * stream.
 *
 * <p>Why not simply throw: Undertow then ends a chunked response cleanly, and so does Tomcat an
 * HTTP/2 stream. See docs/decisions/abort.md.
 */
interface ConnectionCut {
  /**
   * Prepares a response with a body before its head is sent.
   *
   * @param lengthKnown whether it has a Content-Length
   * @param sink tells at the end whether the response is being broken off
   */
  void prepare(
      HttpServletRequest request,
      HttpServletResponse response,
      boolean lengthKnown,
      ServletResponseSink sink);

  /** Cuts the connection; false if throwing to the container does that. */
  boolean cut(HttpServletRequest request);

  /** Returns the way that works in this container. */
  static ConnectionCut of(ServletContext context) {
    String container = context.getClass().getName();
    if (container.startsWith("io.undertow.")) {
      return new ByReflection(ConnectionCut::closeUndertow, true);
    }
    if (ConnectionReset.isOpenLiberty(container)) {
      return new ByReflection(ConnectionCut::closeLiberty, false);
    }
    return Grizzly.runs(context)
        ? new ByReflection(ConnectionCut::closeGrizzly, false)
        : new ByTrailers();
  }

  /**
   * The trailers are asked for at the end of the response, and refused: the container can only
   * break off.
   */
  final class ByTrailers implements ConnectionCut {
    @Override
    public void prepare(
        HttpServletRequest request,
        HttpServletResponse response,
        boolean lengthKnown,
        ServletResponseSink sink) {
      String protocol = request.getProtocol();
      // HTTP/1.1 has trailers or a length, and a short length shows; HTTP/1.0 has no trailers.
      boolean needless = lengthKnown ? protocol.startsWith("HTTP/1") : protocol.equals("HTTP/1.0");
      if (needless || response.isCommitted()) { // committed: another's response, as in an include
        return;
      }
      try {
        response.setTrailerFields(() -> refusedWhenBrokenOff(sink));
      } catch (IllegalStateException unsupported) {
        // There are none in this response, says the container: throwing must do.
      }
    }

    private static Map<String, String> refusedWhenBrokenOff(ServletResponseSink sink) {
      if (sink.aborted()) {
        throw new IllegalStateException("The response was broken off");
      }
      return Map.of();
    }

    @Override
    public boolean cut(HttpServletRequest request) {
      return false;
    }
  }

  /** Closes a request's connection, or its HTTP/2 stream, by the container's public methods. */
  @FunctionalInterface
  interface Closing {
    void close(Object request) throws ReflectiveOperationException;
  }

  private static void closeUndertow(Object request) throws ReflectiveOperationException {
    call(call(call(request, "getExchange"), "getConnection"), "close");
  }

  private static void closeLiberty(Object request) throws ReflectiveOperationException {
    Object link = call(call(request, "getIRequest"), "getHttpInboundConnection");
    Object connection = call(link, "getVirtualConnection");
    for (Method method : link.getClass().getMethods()) {
      if (method.getName().equals("close") && method.getParameterCount() == 2) {
        // Without a reason it would end the response first.
        method.invoke(link, connection, new IOException("The response was broken off"));
      }
    }
  }

  private static void closeGrizzly(Object request) throws ReflectiveOperationException {
    call(Grizzly.connection(request), "closeSilently");
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  /**
   * For containers that end a broken off response as if it were whole.
   *
   * @param askedForChunks whether the container must be asked for chunks: Undertow leaves them out
   *     where the connection closes after the response, and its end would be the body's
   */
  record ByReflection(Closing closing, boolean askedForChunks) implements ConnectionCut {
    @Override
    public void prepare(
        HttpServletRequest request,
        HttpServletResponse response,
        boolean lengthKnown,
        ServletResponseSink sink) {
      // No trailers: Undertow's HTTP/2 hangs when they are refused, Open Liberty takes none, and
      // GlassFish leaves the connection open.
      if (askedForChunks
          && !lengthKnown
          && request.getProtocol().equals("HTTP/1.1")
          && !response.isCommitted()) {
        response.setHeader("Transfer-Encoding", "chunked");
      }
    }

    @Override
    public boolean cut(HttpServletRequest request) {
      ServletRequest unwrapped = request;
      while (unwrapped instanceof ServletRequestWrapper wrapper) {
        unwrapped = wrapper.getRequest();
      }
      try {
        closing.close(unwrapped);
        return true;
      } catch (Exception e) { // a wrapper of another kind, or no such method any more
        return false;
      }
    }
  }
}
