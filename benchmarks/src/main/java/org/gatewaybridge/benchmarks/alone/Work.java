package org.gatewaybridge.benchmarks.alone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.benchmarks.apps.Five;

/** What is to be done, each as a gateway app and as a servlet that does the same. */
enum Work {
  HELLO("/app/hello", "/hello", 0) {
    @Override
    Iterable<byte[]> app(Map<String, Object> environ, StartResponse startResponse) {
      startResponse.start("200 OK", THREE);
      return Bodies.of(TEXT);
    }

    @Override
    void servlet(HttpServletRequest request, HttpServletResponse response) throws IOException {
      answer(response, TEXT);
    }
  },
  BEHIND_FIVE("/app/hello", "/hello", 0) {
    @Override
    Iterable<byte[]> app(Map<String, Object> environ, StartResponse startResponse)
        throws Exception {
      return HELLO_BEHIND_FIVE.call(environ, startResponse);
    }

    @Override
    void servlet(HttpServletRequest request, HttpServletResponse response) throws IOException {
      answer(response, TEXT);
    }
  },
  ECHO_1_KIB("/app/echo", "/echo", 1024) {
    @Override
    Iterable<byte[]> app(Map<String, Object> environ, StartResponse startResponse)
        throws IOException {
      byte[] body = ((InputStream) environ.getOrDefault("wsgi.input", "")).readAllBytes();
      startResponse.start("200 OK", THREE);
      return Bodies.of(body);
    }

    @Override
    void servlet(HttpServletRequest request, HttpServletResponse response) throws IOException {
      answer(response, request.getInputStream().readAllBytes());
    }
  },
  FIVE_KEYS("/app/five", "/five", 0) {
    @Override
    Iterable<byte[]> app(Map<String, Object> environ, StartResponse startResponse) {
      String text =
          ""
              + environ.get("REQUEST_METHOD")
              + environ.get("PATH_INFO")
              + environ.get("QUERY_STRING")
              + environ.get("HTTP_HOST")
              + environ.get("HTTP_USER_AGENT");
      startResponse.start("200 OK", THREE);
      return Bodies.of(text.getBytes(ISO_8859_1));
    }

    @Override
    void servlet(HttpServletRequest request, HttpServletResponse response) throws IOException {
      String text =
          ""
              + request.getMethod()
              + request.getPathInfo()
              + request.getQueryString()
              + request.getHeader("Host")
              + request.getHeader("User-Agent");
      answer(response, text.getBytes(ISO_8859_1));
    }
  },
  WHOLE_ENVIRON("/app/all", "/all", 0) {
    @Override
    Iterable<byte[]> app(Map<String, Object> environ, StartResponse startResponse) {
      int letters = 0;
      for (Map.Entry<String, Object> entry : environ.entrySet()) {
        letters += entry.getValue() instanceof String text ? text.length() : 1;
      }
      startResponse.start("200 OK", THREE);
      return Bodies.of(letters > 100 ? TEXT : LITTLE);
    }

    /** Reads as much: every header, and what CGI has variables for. */
    @Override
    void servlet(HttpServletRequest request, HttpServletResponse response) throws IOException {
      int letters = 0;
      for (String name : Collections.list(request.getHeaderNames())) {
        for (String value : Collections.list(request.getHeaders(name))) {
          letters += value.length();
        }
      }
      letters += request.getMethod().length() + request.getContextPath().length();
      letters += request.getPathInfo().length() + request.getQueryString().length();
      letters += request.getRequestURI().length() + request.getProtocol().length();
      letters += request.getServerName().length() + request.getScheme().length();
      letters += Integer.toString(request.getServerPort()).length();
      letters += request.getRemoteAddr().length();
      letters += Integer.toString(request.getRemotePort()).length();
      answer(response, letters > 100 ? TEXT : LITTLE);
    }
  },
  HUNDRED_CHUNKS("/app/stream", "/stream", 0) {
    @Override
    Iterable<byte[]> app(Map<String, Object> environ, StartResponse startResponse) {
      startResponse.start("200 OK", THREE);
      return Collections.nCopies(100, TEXT);
    }

    @Override
    void servlet(HttpServletRequest request, HttpServletResponse response) throws IOException {
      head(response);
      for (int i = 0; i < 100; i++) {
        response.getOutputStream().write(TEXT, 0, TEXT.length);
        response.getOutputStream().flush();
      }
    }
  },
  ESCAPED_PATH("/app/caf%C3%A9/a%20b/c%2Bd", "/caf\u00e9/a b/c+d", 0) {
    @Override
    Iterable<byte[]> app(Map<String, Object> environ, StartResponse startResponse) {
      byte[] path = String.valueOf(environ.get("PATH_INFO")).getBytes(ISO_8859_1);
      startResponse.start("200 OK", THREE);
      return Bodies.of(path);
    }

    @Override
    void servlet(HttpServletRequest request, HttpServletResponse response) throws IOException {
      answer(response, request.getPathInfo().getBytes(ISO_8859_1));
    }
  };

  private static final byte[] TEXT = "Hello, world!\n".getBytes(ISO_8859_1);
  private static final byte[] LITTLE = {};
  private static final List<Map.Entry<String, String>> THREE =
      Headers.of(
          "Content-Type", "text/plain", "Cache-Control", "no-store", "X-Frame-Options", "DENY");

  private static final GatewayApp HELLO_BEHIND_FIVE = Five.around(HELLO::app);

  private final String uri;
  private final String pathInfo;
  private final int bodyBytes;

  Work(String uri, String pathInfo, int bodyBytes) {
    this.uri = uri;
    this.pathInfo = pathInfo;
    this.bodyBytes = bodyBytes;
  }

  abstract Iterable<byte[]> app(Map<String, Object> environ, StartResponse startResponse)
      throws Exception;

  abstract void servlet(HttpServletRequest request, HttpServletResponse response)
      throws IOException;

  Played.Request request() {
    return new Played.Request(bodyBytes == 0 ? "GET" : "POST", uri, pathInfo, new byte[bodyBytes]);
  }

  private static void head(HttpServletResponse response) {
    response.setStatus(200);
    response.setContentType("text/plain");
    response.addHeader("Cache-Control", "no-store");
    response.addHeader("X-Frame-Options", "DENY");
  }

  private static void answer(HttpServletResponse response, byte[] body) throws IOException {
    head(response);
    response.setContentLengthLong(body.length);
    response.getOutputStream().write(body, 0, body.length);
  }

  /** Does the work of {@code alone.work} behind the bridge. */
  public static final class App implements GatewayApp {
    private final Work work = Work.valueOf(System.getProperty("alone.work", "HELLO"));

    /** Makes the app that {@code alone.work} names. */
    public App() {}

    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
        throws Exception {
      return work.app(environ, startResponse);
    }
  }

  /** Does the work without the bridge. */
  static final class Raw extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final Work work;

    Raw(Work work) {
      this.work = work;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      work.servlet(request, response);
    }
  }
}
