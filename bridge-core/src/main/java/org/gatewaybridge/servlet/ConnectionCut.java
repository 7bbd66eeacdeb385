package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
    return context.getClass().getName().startsWith("io.undertow.")
        ? new OfUndertow()
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

  /** The exchange's own connection, or HTTP/2 stream, is closed, by its public methods. */
  final class OfUndertow implements ConnectionCut {
    @Override
    public void prepare(
        HttpServletRequest request,
        HttpServletResponse response,
        boolean lengthKnown,
        ServletResponseSink sink) {
      // nothing: HTTP/2 hangs when trailers are refused
    }

    @Override
    public boolean cut(HttpServletRequest request) {
      ServletRequest unwrapped = request;
      while (unwrapped instanceof ServletRequestWrapper wrapper) {
        unwrapped = wrapper.getRequest();
      }
      try {
        Object exchange = unwrapped.getClass().getMethod("getExchange").invoke(unwrapped);
        Object connection = exchange.getClass().getMethod("getConnection").invoke(exchange);
        ((AutoCloseable) connection).close();
        return true;
      } catch (Exception e) { // a wrapper of another kind, or no such method any more
        return false;
      }
    }
  }
}
