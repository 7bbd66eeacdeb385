package org.gatewaybridge.benchmarks.alone;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container hands to a servlet for a browser's request, answered from fields. A method that
 * no servlet here needs throws.
 */
final class Played {
  private Played() {}

  private static <T> T silent(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method + " is not played");
            }));
  }

  /** A request of ten headers. */
  static final class Request extends HttpServletRequestWrapper {
    private final String method;
    private final String uri;
    private final String pathInfo;
    private final byte[] body;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Input input = new Input();
    private int read;

    Request(String method, String uri, String pathInfo, byte[] body) {
      super(silent(HttpServletRequest.class));
      this.method = method;
      this.uri = uri;
      this.pathInfo = pathInfo;
      this.body = body;
      headers.put("host", "127.0.0.1:8080");
      headers.put(
          "user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
      headers.put("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
      headers.put("accept-language", "en-US,en;q=0.5");
      headers.put("accept-encoding", "gzip, deflate, br, zstd");
      headers.put("connection", "keep-alive");
      headers.put("cookie", "theme=dark; visits=12");
      headers.put("upgrade-insecure-requests", "1");
      headers.put("sec-fetch-dest", "document");
      headers.put("sec-fetch-mode", "navigate");
    }

    /** Makes the next call read the body from its start. */
    Request again() {
      read = 0;
      return this;
    }

    private final class Input extends ServletInputStream {
      @Override
      public int read() {
        return read < body.length ? body[read++] & 0xff : -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        int count = Math.min(length, body.length - read);
        if (count <= 0) {
          return length == 0 ? 0 : -1;
        }
        System.arraycopy(body, read, bytes, offset, count);
        read += count;
        return count;
      }

      @Override
      public boolean isFinished() {
        return read == body.length;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException();
      }
    }

    @Override
    public String getMethod() {
      return method;
    }

    @Override
    public String getRequestURI() {
      return uri;
    }

    @Override
    public String getContextPath() {
      return "/app";
    }

    @Override
    public String getServletPath() {
      return "";
    }

    @Override
    public String getPathInfo() {
      return pathInfo;
    }

    @Override
    public String getQueryString() {
      return "name=World";
    }

    @Override
    public String getProtocol() {
      return "HTTP/1.1";
    }

    @Override
    public String getScheme() {
      return "http";
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public String getServerName() {
      return "127.0.0.1";
    }

    @Override
    public int getServerPort() {
      return 8080;
    }

    @Override
    public String getLocalName() {
      return "localhost";
    }

    @Override
    public String getLocalAddr() {
      return "127.0.0.1";
    }

    @Override
    public int getLocalPort() {
      return 8080;
    }

    @Override
    public String getRemoteAddr() {
      return "127.0.0.1";
    }

    @Override
    public int getRemotePort() {
      return 40_000;
    }

    @Override
    public @Nullable String getRemoteUser() {
      return null;
    }

    @Override
    public @Nullable String getAuthType() {
      return null;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
      return null;
    }

    @Override
    public DispatcherType getDispatcherType() {
      return DispatcherType.REQUEST;
    }

    @Override
    public boolean isAsyncStarted() {
      return false;
    }

    @Override
    public @Nullable String getContentType() {
      return null;
    }

    @Override
    public int getContentLength() {
      return body.length == 0 ? -1 : body.length;
    }

    @Override
    public long getContentLengthLong() {
      return getContentLength();
    }

    /** Compares one name after the other, as Tomcat does; a lower-case copy of it costs more. */
    @Override
    public @Nullable String getHeader(String name) {
      for (Map.Entry<String, String> header : headers.entrySet()) {
        if (header.getKey().equalsIgnoreCase(name)) {
          return header.getValue();
        }
      }
      return null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      String value = getHeader(name);
      return value == null
          ? Collections.emptyEnumeration()
          : Collections.enumeration(Collections.singletonList(value));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(headers.keySet());
    }

    @Override
    public ServletInputStream getInputStream() {
      return input;
    }
  }

  /** A response that takes all and sums it up, so that nothing is optimised away. */
  static final class Response extends HttpServletResponseWrapper {
    private final Output output = new Output();
    private long sum;
    private String type = "";

    Response() {
      super(silent(HttpServletResponse.class));
    }

    long sum() {
      return sum;
    }

    private final class Output extends ServletOutputStream {
      @Override
      public void write(int b) {
        sum += b;
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        sum += length + bytes[offset];
      }

      @Override
      public void flush() {
        sum++;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException();
      }
    }

    @Override
    public void setStatus(int status) {
      sum += status;
    }

    @Override
    public void addHeader(String name, String value) {
      sum += name.length() + value.length();
    }

    @Override
    public void setHeader(String name, String value) {
      sum += name.length() + value.length();
    }

    @Override
    public void setContentType(String value) {
      type = value;
      sum += value.length();
    }

    @Override
    public String getContentType() {
      return type;
    }

    @Override
    public void setCharacterEncoding(String charset) {
      sum++;
    }

    @Override
    public void setContentLength(int length) {
      sum += length;
    }

    @Override
    public void setContentLengthLong(long length) {
      sum += length;
    }

    @Override
    public void setTrailerFields(java.util.function.Supplier<Map<String, String>> supplier) {
      sum++;
    }

    @Override
    public boolean isCommitted() {
      return true;
    }

    @Override
    public void flushBuffer() {
      sum++;
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return output;
    }
  }

  /** Returns a deployment's parameters at the context path {@code /app}. */
  static ServletConfig config(Map<String, String> parameters) {
    ServletContext context =
        (ServletContext)
            Proxy.newProxyInstance(
                Played.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getInitParameterNames" -> Collections.emptyEnumeration();
                      case "getClassLoader" -> Played.class.getClassLoader();
                      case "getContextPath" -> "/app";
                      case "getServerInfo" -> "played";
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    return (ServletConfig)
        Proxy.newProxyInstance(
            Played.class.getClassLoader(),
            new Class<?>[] {ServletConfig.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getServletContext" -> context;
                  case "getServletName" -> "played";
                  case "getInitParameterNames" -> Collections.enumeration(parameters.keySet());
                  case "getInitParameter" -> parameters.get(String.valueOf(arguments[0]));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
