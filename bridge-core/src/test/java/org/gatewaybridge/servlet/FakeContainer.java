package org.gatewaybridge.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A container of one servlet, which notes what it is told to answer. */
@SuppressWarnings({"unused", "UnusedMethod", "NullAway"}) // the fakes are called by name
final class FakeContainer {
  /** A length that the container cannot tell. */
  static final long NO_NUMBER = Long.MIN_VALUE;

  final Map<String, String> parameters = new TreeMap<>();
  final Map<String, Object> attributes = new TreeMap<>();
  final List<String> answer = new ArrayList<>();
  final ByteArrayOutputStream body = new ByteArrayOutputStream();
  final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
  long contentLength = -1;
  boolean writerTaken;
  final Map<String, String> headers = new TreeMap<>();
  String scheme = "http";
  int serverPort = 80;
  String serverInfo = "test/1";
  String protocol = "HTTP/1.1";
  String contextPath = "";

  /** Makes the servlet with the parameters. */
  GatewayServlet deploy() throws ServletException {
    parameters.putIfAbsent("gateway.app", EchoApp.class.getName());
    ServletContext context =
        Fake.of(
            ServletContext.class,
            new Object() {
              Enumeration<String> getInitParameterNames() {
                return Fake.names();
              }

              ClassLoader getClassLoader() {
                return FakeContainer.class.getClassLoader();
              }

              String getContextPath() {
                return contextPath;
              }

              String getServerInfo() {
                return serverInfo;
              }

              String getRealPath(String path) {
                return null;
              }

              Set<String> getResourcePaths(String path) {
                return null;
              }

              InputStream getResourceAsStream(String path) {
                return null;
              }
            });
    GatewayServlet servlet = new GatewayServlet();
    servlet.init(
        Fake.of(
            ServletConfig.class,
            new Object() {
              ServletContext getServletContext() {
                return context;
              }

              Enumeration<String> getInitParameterNames() {
                return Collections.enumeration(parameters.keySet());
              }

              String getInitParameter(String name) {
                return parameters.get(name);
              }
            }));
    return servlet;
  }

  /** Has the servlet answer a request. */
  void ask(GatewayServlet servlet, String method, String uri, @Nullable String host)
      throws Exception {
    Map<String, Object> own = new TreeMap<>(attributes);
    HttpServletRequest request =
        Fake.of(
            HttpServletRequest.class,
            new Object() {
              String getMethod() {
                return method;
              }

              String getServletPath() {
                return "";
              }

              String getPathInfo() {
                return uri;
              }

              String getRequestURI() {
                return uri;
              }

              String getProtocol() {
                return protocol;
              }

              String getScheme() {
                return scheme;
              }

              boolean isSecure() {
                return false;
              }

              String getServerName() {
                return "localhost";
              }

              int getServerPort() {
                return serverPort;
              }

              String getQueryString() {
                return null;
              }

              Enumeration<String> getHeaderNames() {
                return Collections.enumeration(headers.keySet());
              }

              Enumeration<String> getHeaders(String name) {
                String value = name.equals("Host") ? host : headers.get(name);
                return value == null ? Fake.names() : Fake.names(value.split("\\|", -1));
              }

              String getHeader(String name) {
                Enumeration<String> values = getHeaders(name);
                return values.hasMoreElements() ? values.nextElement() : null;
              }

              long getContentLengthLong() {
                if (contentLength == NO_NUMBER) {
                  throw new NumberFormatException("For input string: \"184467440737095516167\"");
                }
                return contentLength;
              }

              Object getAttribute(String name) {
                return own.get(name);
              }

              void setAttribute(String name, Object value) {
                own.put(name, value);
              }

              void removeAttribute(String name) {
                own.remove(name);
              }

              String getContextPath() {
                return "";
              }

              DispatcherType getDispatcherType() {
                return DispatcherType.REQUEST;
              }

              boolean isAsyncSupported() {
                return true;
              }

              boolean isAsyncStarted() {
                return false;
              }

              AsyncContext startAsync(ServletRequest request, ServletResponse response) {
                return Fake.of(AsyncContext.class, new Async(request));
              }

              HttpSession getSession(boolean create) {
                return Fake.of(HttpSession.class, new Session());
              }
            });
    boolean[] committed = {false};
    HttpServletResponse response =
        Fake.of(
            HttpServletResponse.class,
            new Object() {
              void setStatus(int status) {
                answer.add("status " + status);
              }

              void setContentType(String type) {
                answer.add("type " + type);
              }

              String getContentType() {
                return "";
              }

              void setCharacterEncoding(String charset) {
                answer.add("charset " + charset);
              }

              void addHeader(String name, String value) {
                answer.add(name + ": " + value);
              }

              void setHeader(String name, String value) {
                answer.add("one " + name + ": " + value);
              }

              void setContentLengthLong(long length) {
                answer.add("length " + length);
              }

              boolean isCommitted() {
                return committed[0];
              }

              void resetBuffer() {}

              void flushBuffer() {
                answer.add("commit");
                committed[0] = true;
              }

              ServletOutputStream getOutputStream() {
                if (writerTaken) {
                  throw new IllegalStateException("getWriter was called");
                }
                return new Output();
              }
            });
    servlet.service(request, response);
  }

  private final class Async {
    private final ServletRequest request;

    Async(ServletRequest request) {
      this.request = request;
    }

    void setTimeout(long millis) {}

    void addListener(AsyncListener listener) {}

    ServletRequest getRequest() {
      return request;
    }

    void complete() {
      ends.add("complete");
    }

    void dispatch() {
      ends.add("dispatch");
    }
  }

  private final class Session {
    Object getAttribute(String name) {
      return null;
    }

    void setAttribute(String name, Object value) {
      answer.add("session " + name + " " + value);
    }
  }

  private final class Output extends ServletOutputStream {
    @Override
    public void write(int b) {
      body.write(b);
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
}
