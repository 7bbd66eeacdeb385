package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * How a response that has begun is broken off so that its client sees it: no final chunk, a reset
 * stream.
 *
 * <p>Why not simply throw: Undertow then ends a chunked response cleanly, and so does Tomcat an
 * HTTP/2 stream. See docs/decisions/abort.md.
 */
interface ConnectionCut {

  /** Prepares a response of unknown length before its head is sent. */
  void prepare(HttpServletRequest request, HttpServletResponse response, BooleanSupplier aborted);

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
        HttpServletRequest request, HttpServletResponse response, BooleanSupplier aborted) {
      if (request.getProtocol().equals("HTTP/1.0") || response.isCommitted()) {
        return; // ends with the connection; or another's response, as in an include
      }
      response.setTrailerFields(
          () -> {
            if (aborted.getAsBoolean()) {
              throw new IllegalStateException("The response was broken off");
            }
            return Map.of();
          });
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
        HttpServletRequest request, HttpServletResponse response, BooleanSupplier aborted) {
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
