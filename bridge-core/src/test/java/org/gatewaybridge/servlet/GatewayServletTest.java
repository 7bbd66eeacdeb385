package org.gatewaybridge.servlet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.HealthCheck;
import org.gatewaybridge.api.StartResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The servlet's own answers, and its end; what containers make of it is for the compatibility
 * tests.
 */
class GatewayServletTest {
  private final FakeContainer container = new FakeContainer();

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
      var session = (Map<String, Object>) requireNonNull(environ.get("gateway.session"));
      Object path = requireNonNull(environ.get("PATH_INFO"));
      if (!path.equals("/")) {
        session.put("path", path);
      }
      startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
      return Bodies.of("kept", StandardCharsets.UTF_8);
    }
  }

  @Test
  void anyMethodReachesTheAppAndTheAnswerIsTheApps() throws Exception {
    container.ask(container.deploy(), "M-SEARCH", "/a", "example.org");

    assertThat(container.body).hasToString("M-SEARCH /a true");
    assertThat(container.answer)
        .containsExactly(
            "status 200", "type text/plain", "charset null", "one Date: today", "length 16");
  }

  @Test
  void traceAndConnectAreRefused() throws Exception {
    for (String method : List.of("TRACE", "CONNECT")) {
      container.answer.clear();
      container.ask(container.deploy(), method, "/a", "example.org");

      assertThat(container.answer)
          .contains("status 405", "Allow: GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS");
    }
    assertThat(container.body).hasToString("Method Not Allowed\n".repeat(2));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/%2e%2e/b,example.org",
    "/a,a/b",
    "/a,u@h",
    "/a,a b",
    "/a,a\\b",
    "/a,a?b",
    "/a,a#b",
    "/a,a:x",
    "/a,a:123456",
    "/a,a:65536",
    "/a,a:1:2",
    "/a,[::1",
    "/a,[]",
    "/a,[::1]x",
    "/a,x[::1]",
    "/a,a|a", // two of them
    "/a,a|b",
    "/a,caf\u00e9"
  })
  void deceivingPathsAndHostsAreRefused(String uri, String host) throws Exception {
    container.ask(container.deploy(), "GET", uri, host);

    assertThat(container.answer).contains("status 400");
    assertThat(container.body).hasToString("Bad Request\n");
  }

  @ParameterizedTest
  @CsvSource({
    "example.org",
    "example.org:8080",
    "a:65535",
    "a:",
    "[::1]",
    "[::1]:81",
    "127.0.0.1",
    "a_b,c",
    "''"
  })
  void soundHostsReachTheApp(String host) throws Exception {
    container.ask(container.deploy(), "GET", "/a", host);

    assertThat(container.answer).contains("status 200");
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1,400", "HTTP/1.0,200", "HTTP/2.0,200"})
  void onlyHttp11MustHaveAHost(String protocol, int code) throws Exception {
    container.protocol = protocol;

    container.ask(container.deploy(), "GET", "/a", null);

    assertThat(container.answer).contains("status " + code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "\r\nX: y"})
  void lineEndsAndNulsInAHeaderAreRefused(String value) throws Exception {
    container.headers.put("X-Any", value);

    container.ask(container.deploy(), "GET", "/a", "example.org");

    assertThat(container.answer).contains("status 400");
  }

  @Test
  void schemeOfAnotherKindOfServerIsRefused() throws Exception {
    container.scheme = "ftp";

    container.ask(container.deploy(), "GET", "/a", "example.org");

    assertThat(container.answer).contains("status 400");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G/T", "{}", "G\"T", "G@T", "G T", "G\u00c9T"})
  void methodThatIsNoTokenIsRefused(String method) throws Exception {
    for (String server : List.of("test/1", "Apache Tomcat/test", "jetty/test")) {
      container.answer.clear();
      container.serverInfo = server;

      container.ask(container.deploy(), method, "/a", "example.org");

      assertThat(container.answer).as(server).contains("status 400");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/0.9"})
  void requestOfHttp09IsRefused(String protocol) throws Exception {
    container.serverInfo = "Apache Tomcat/test";
    container.protocol = protocol;

    container.ask(container.deploy(), "GET", "/a", null);

    assertThat(container.answer).contains("status 400");
  }

  @Test
  void portThatNobodyCanHaveIsRefused() throws Exception {
    container.serverInfo = "Apache Tomcat/test";
    container.serverPort = 99999;

    container.ask(container.deploy(), "GET", "/a", "example.org:99999");

    assertThat(container.answer).contains("status 400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"xchunked", "gzip, chunked", "chunked, chunked", "identity", "", "chunked|x"})
  void otherTransferCodingsEndTheConnection(String coding) throws Exception {
    container.headers.put("Transfer-Encoding", coding);
    for (String server : List.of("test/1", "Apache Tomcat/test", "jetty/test")) {
      container.answer.clear();
      container.serverInfo = server;

      container.ask(container.deploy(), "TRACE", "/a/%2e%2e/b", "example.org");

      assertThat(container.answer).as(server).contains("status 501", "Connection: close");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "Chunked"})
  void chunksReachTheApp(String coding) throws Exception {
    container.headers.put("Transfer-Encoding", coding);

    container.ask(container.deploy(), "POST", "/a", "example.org");

    assertThat(container.answer).contains("status 200");
  }

  @Test
  void healthIsTheGatewaysOwnAnswer() throws Exception {
    container.parameters.put("gateway.health", "/health");

    container.ask(container.deploy(), "GET", "/health", "example.org");

    assertThat(container.answer).contains("status 200", "Cache-Control: no-store");
    assertThat(container.body).hasToString("ready\n");
  }

  @Test
  void appThatCannotAnswerIsNoReasonToEndTheProcess() throws Exception {
    container.parameters.put("gateway.app", Ill.class.getName());
    container.parameters.put("gateway.health", "/health");
    GatewayServlet servlet = container.deploy();

    container.ask(servlet, "GET", "/health", "example.org");
    container.ask(servlet, "GET", "/health/live", "example.org");

    assertThat(container.answer).contains("status 503", "status 200", "Cache-Control: no-store");
    assertThat(container.body).hasToString("failed\nalive\n");
  }

  /** Fails where it should say how it is. */
  public static final class Broken implements GatewayApp, HealthCheck {
    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      throw new AssertionError("Health asks no app");
    }

    @Override
    public boolean isHealthy() {
      throw new IllegalStateException("secret");
    }
  }

  @Test
  void appThatFailsToSayHowItIsHasFailed() throws Exception {
    container.parameters.put("gateway.app", Broken.class.getName());
    container.parameters.put("gateway.health", "/health");

    container.ask(container.deploy(), "GET", "/health", "example.org");

    assertThat(container.answer).contains("status 503");
    assertThat(container.body).hasToString("failed\n");
  }

  @Test
  void pathBesideThoseOfHealthIsTheApps() throws Exception {
    container.parameters.put("gateway.health", "/health");

    container.ask(container.deploy(), "GET", "/health/lively", "example.org");

    assertThat(container.body).hasToString("GET /health/lively true");
  }

  @Test
  void answerThatChangesTheSessionLeavesItsEndToTomcat() throws Exception {
    container.parameters.put("gateway.app", Keeper.class.getName());
    container.serverInfo = "Apache Tomcat/test";
    GatewayServlet servlet = container.deploy();
    container.ask(servlet, "GET", "/elsewhere", "example.org");
    assertThat(container.answer).contains("session path /elsewhere", "length 4");

    container.attributes.put("org.apache.tomcat.sendfile.support", false);
    container.answer.clear();
    container.ask(servlet, "GET", "/on-tomcat", "example.org");
    assertThat(container.answer).contains("session path /on-tomcat").doesNotContain("length 4");

    container.answer.clear();
    container.ask(servlet, "GET", "/", "example.org");
    assertThat(container.answer).contains("length 4");
  }

  @Test
  void withoutAHealthPathTheEmptyPathIsTheApps() throws Exception {
    container.ask(container.deploy(), "GET", "", "example.org");

    assertThat(container.body.toString(StandardCharsets.UTF_8)).doesNotContain("ready");
  }

  @Test
  void bodyThatSaysItIsTooLongIsRefused() throws Exception {
    container.parameters.put("gateway.max-request-bytes", "1k");
    container.contentLength = 1024;
    container.ask(container.deploy(), "GET", "/a", "example.org");
    assertThat(container.answer).contains("status 200");

    container.contentLength = 1025;
    container.ask(container.deploy(), "GET", "/a", "example.org");
    assertThat(container.answer).contains("status 413");
  }

  @Test
  void lengthThatTheContainerCannotReadIsABadRequest() throws Exception {
    container.parameters.put("gateway.max-request-bytes", "1k");
    container.contentLength = FakeContainer.NO_NUMBER; // as Undertow does for one beyond a long

    container.ask(container.deploy(), "POST", "/a", "example.org");

    assertThat(container.answer).contains("status 400");
  }

  @Test
  void appIsClosedWithItsDeploymentAndOnlyOnce() throws Exception {
    GatewayServlet servlet = container.deploy();
    int before = EchoApp.closed;

    servlet.destroy();
    servlet.destroy();

    assertThat(EchoApp.closed).isEqualTo(before + 1);
    assertThatThrownBy(() -> container.ask(servlet, "GET", "/a", "example.org"))
        .isInstanceOf(ServletException.class);
  }
}
