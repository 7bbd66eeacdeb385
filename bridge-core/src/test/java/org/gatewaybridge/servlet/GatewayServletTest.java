package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.operation.HealthCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The servlet's own answers, its parameters and its end; what containers make of it is for the
 * compatibility tests.
 */
@SuppressWarnings({"unused", "UnusedMethod", "NullAway"}) // the fakes are called by name
class GatewayServletTest {
  private final Map<String, String> parameters = new TreeMap<>();
  private final List<String> answer = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, Object> attributes = new TreeMap<>();
  private static final long NO_NUMBER = Long.MIN_VALUE;

  private long contentLength = -1;

  /** Says what it was asked, and whether it was closed. */
  public static final class Echo implements GatewayApp, AutoCloseable {
    static int closed;
    static int made;

    public Echo() {
      made++;
    }

    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      startResponse.start("200 OK", Headers.of("Content-Type", "text/plain", "Date", "today"));
      return Bodies.of(
          environ.get("REQUEST_METHOD")
              + " "
              + environ.get("PATH_INFO")
              + " "
              + environ.get("wsgi.multithread"),
          StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      closed++;
    }
  }

  /** Cannot answer just now. */
  public static final class Ill implements GatewayApp, HealthCheck {
    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      throw new AssertionError("Health asks no app");
    }

    @Override
    public boolean isHealthy() {
      return false;
    }
  }

  /** Keeps what it was asked in the session, if that was something. */
  public static final class Keeper implements GatewayApp {
    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      @SuppressWarnings("unchecked") // the type that EnvironKeys.SESSION promises
      var session = (Map<String, Object>) environ.get("gateway.session");
      if (!environ.get("PATH_INFO").equals("/")) {
        session.put("path", environ.get("PATH_INFO"));
      }
      startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
      return Bodies.of("kept", StandardCharsets.UTF_8);
    }
  }

  private GatewayServlet servlet() throws ServletException {
    parameters.putIfAbsent("gateway.app", Echo.class.getName());
    ServletContext context =
        Fake.of(
            ServletContext.class,
            new Object() {
              Enumeration<String> getInitParameterNames() {
                return Fake.names();
              }

              ClassLoader getClassLoader() {
                return GatewayServletTest.class.getClassLoader();
              }

              String getContextPath() {
                return "";
              }

              String getServerInfo() {
                return "test/1";
              }

              String getRealPath(String path) {
                return null;
              }

              Set<String> getResourcePaths(String path) {
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

  private void request(GatewayServlet servlet, String method, String uri, String host)
      throws Exception {
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
                return "HTTP/1.1";
              }

              String getHeader(String name) {
                return host;
              }

              long getContentLengthLong() {
                if (contentLength == NO_NUMBER) {
                  throw new NumberFormatException("For input string: \"184467440737095516167\"");
                }
                return contentLength;
              }

              Object getAttribute(String name) {
                return attributes.get(name);
              }

              HttpSession getSession(boolean create) {
                return Fake.of(HttpSession.class, new Session());
              }
            });
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

              ServletOutputStream getOutputStream() {
                return new Output();
              }
            });
    servlet.service(request, response);
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

  @Test
  void anyMethodReachesTheAppAndTheAnswerIsTheApps() throws Exception {
    request(servlet(), "M-SEARCH", "/a", "example.org");

    assertThat(body).hasToString("M-SEARCH /a true");
    assertThat(answer)
        .containsExactly(
            "status 200", "type text/plain", "charset null", "one Date: today", "length 16");
  }

  @Test
  void traceAndConnectAreRefused() throws Exception {
    for (String method : List.of("TRACE", "CONNECT")) {
      answer.clear();
      request(servlet(), method, "/a", "example.org");

      assertThat(answer)
          .contains("status 405", "Allow: GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS");
    }
    assertThat(body.toString(StandardCharsets.UTF_8)).doesNotContain("/a");
  }

  @ParameterizedTest
  @CsvSource({"/a/%2e%2e/b,example.org", "/a,a/b", "/a,u@h", "/a,a b", "/a,a\\b"})
  void deceivingPathsAndHostsAreRefused(String uri, String host) throws Exception {
    request(servlet(), "GET", uri, host);

    assertThat(answer).contains("status 400");
    assertThat(body).hasToString("Bad Request\n");
  }

  @Test
  void oneThreadAtATimeIsTold() throws Exception {
    parameters.put("gateway.threads", "1");

    request(servlet(), "GET", "/a", null);

    assertThat(body).hasToString("GET /a false");
  }

  @Test
  void healthIsTheGatewaysOwnAnswer() throws Exception {
    parameters.put("gateway.health", "/health");

    request(servlet(), "GET", "/health", "example.org");

    assertThat(answer).contains("status 200", "Cache-Control: no-store");
    assertThat(body).hasToString("ready\n");
  }

  @Test
  void appThatCannotAnswerIsNoReasonToEndTheProcess() throws Exception {
    parameters.put("gateway.app", Ill.class.getName());
    parameters.put("gateway.health", "/health");
    GatewayServlet servlet = servlet();

    request(servlet, "GET", "/health", "example.org");
    request(servlet, "GET", "/health/live", "example.org");

    assertThat(answer).contains("status 503", "status 200", "Cache-Control: no-store");
    assertThat(body).hasToString("failed\nalive\n");
  }

  @Test
  void pathBesideThoseOfHealthIsTheApps() throws Exception {
    parameters.put("gateway.health", "/health");

    request(servlet(), "GET", "/health/lively", "example.org");

    assertThat(body).hasToString("GET /health/lively true");
  }

  @Test
  void answerThatChangesTheSessionLeavesItsEndToTomcat() throws Exception {
    parameters.put("gateway.app", Keeper.class.getName());
    GatewayServlet servlet = servlet();
    request(servlet, "GET", "/elsewhere", "example.org");
    assertThat(answer).contains("session path /elsewhere", "length 4");

    attributes.put("org.apache.tomcat.sendfile.support", false);
    answer.clear();
    request(servlet, "GET", "/on-tomcat", "example.org");
    assertThat(answer).contains("session path /on-tomcat").doesNotContain("length 4");

    answer.clear();
    request(servlet, "GET", "/", "example.org");
    assertThat(answer).contains("length 4");
  }

  @Test
  void withoutAHealthPathTheEmptyPathIsTheApps() throws Exception {
    request(servlet(), "GET", "", "example.org");

    assertThat(body.toString(StandardCharsets.UTF_8)).doesNotContain("ready");
  }

  @Test
  void bodyThatSaysItIsTooLongIsRefused() throws Exception {
    parameters.put("gateway.max-request-bytes", "1k");
    contentLength = 1024;
    request(servlet(), "GET", "/a", null);
    assertThat(answer).contains("status 200");

    contentLength = 1025;
    request(servlet(), "GET", "/a", null);
    assertThat(answer).contains("status 413");
  }

  @Test
  void lengthThatTheContainerCannotReadIsABadRequest() throws Exception {
    parameters.put("gateway.max-request-bytes", "1k");
    contentLength = NO_NUMBER; // as Undertow does for one beyond a long

    request(servlet(), "POST", "/a", null);

    assertThat(answer).contains("status 400");
  }

  @Test
  void parametersOfThePythonFactoryAreItsOwnToCheck() throws Exception {
    parameters.put("gateway.python.app", "mysite.wsgi");
    parameters.put("gateway.timeout", "5");

    request(servlet(), "GET", "/a", null);

    assertThat(answer).contains("status 200");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20)
  void virtualThreadsNeedJava21() {
    parameters.put("gateway.execution", "virtual");

    assertThatThrownBy(this::servlet)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("Java 21 or newer; this is Java 17");
  }

  @Test
  void noAppIsMadeForADeploymentThatIsRefused() {
    parameters.put("gateway.static", "/nothing");
    int before = Echo.made;

    assertThatThrownBy(this::servlet)
        .isInstanceOf(UnavailableException.class)
        .hasMessage("gateway.static names \"/nothing\", but The WAR has no folder /nothing/");
    assertThat(Echo.made).as("apps that nobody would close").isEqualTo(before);
  }

  @Test
  void systemPropertyComesBeforeTheParameter() {
    parameters.put("gateway.execution", "pool");
    parameters.put("gateway.pool.size", "4");
    System.setProperty("gateway.pool.size", "many");
    try {
      assertThatThrownBy(this::servlet)
          .isInstanceOf(UnavailableException.class)
          .hasMessage(
              "System property gateway.pool.size is \"many\"; give a whole number of at least 1");
    } finally {
      System.clearProperty("gateway.pool.size");
    }
  }

  @Test
  void appIsClosedWithItsDeploymentAndOnlyOnce() throws Exception {
    GatewayServlet servlet = servlet();
    int before = Echo.closed;

    servlet.destroy();
    servlet.destroy();

    assertThat(Echo.closed).isEqualTo(before + 1);
    assertThatThrownBy(() -> request(servlet, "GET", "/a", null))
        .isInstanceOf(ServletException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gateway.threads|many|whole number",
        "gateway.threads|-1|whole number",
        "gateway.timeout|soon|whole number of seconds",
        "gateway.max-request-bytes|ten|300m",
        "gateway.health|health|begins with a slash",
        "gateway.access-log|on|off, combined or json",
        "gateway.execution|threads|container, virtual or pool",
        "gateway.lint|yes|true or false",
        "gateway.treads|4|gateway.threads",
        "gateway.trusted-proxies|example.org|gateway.trusted-proxies"
      })
  void wrongParametersFailTheDeploymentWithASentence(String name, String value, String sentence) {
    parameters.put(name, value);

    assertThatThrownBy(this::servlet)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(sentence);
  }
}
