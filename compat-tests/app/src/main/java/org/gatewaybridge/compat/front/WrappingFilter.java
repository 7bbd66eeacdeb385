package org.gatewaybridge.compat.front;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Wraps request or response as X-Wrap says, by wrappers as simple as people write them, or writes
 * before the app does.
 */
public final class WrappingFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** Made by the container. */
  public WrappingFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    switch (String.valueOf(request.getHeader("X-Wrap"))) {
      case "prefix" -> chain.doFilter(new Prefixed(request), response);
      case "buffer" -> {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        chain.doFilter(request, new Redirected(response, kept));
        response.setHeader("ETag", "\"" + kept.size() + "\"");
        response.setContentLength(kept.size());
        kept.writeTo(response.getOutputStream());
      }
      case "gzip" -> {
        response.setHeader("Content-Encoding", "gzip");
        GZIPOutputStream zipped = new GZIPOutputStream(response.getOutputStream());
        chain.doFilter(request, new Redirected(response, zipped));
        zipped.finish();
      }
      case "write" -> {
        response.getOutputStream().print("before");
        chain.doFilter(request, response);
      }
      case "print" -> {
        response.getWriter().print("before");
        chain.doFilter(request, response);
      }
      default -> chain.doFilter(request, response);
    }
  }

  /** A request under the prefix by which a proxy is known. */
  private static final class Prefixed extends HttpServletRequestWrapper {
    Prefixed(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getContextPath() {
      return "/public";
    }

    @Override
    public String getRequestURI() {
      return "/public" + super.getRequestURI().substring(super.getContextPath().length());
    }
  }

  /** A response whose body goes elsewhere; like many, it knows lengths of an int only. */
  private static final class Redirected extends HttpServletResponseWrapper {
    private final OutputStream to;

    Redirected(HttpServletResponse response, OutputStream to) {
      super(response);
      this.to = to;
    }

    @Override
    public void setContentLength(int length) {}

    @Override
    public ServletOutputStream getOutputStream() {
      return new ServletOutputStream() {
        @Override
        public void write(int octet) throws IOException {
          to.write(octet);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          to.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
          throw new IllegalStateException("blocking");
        }
      };
    }
  }
}
