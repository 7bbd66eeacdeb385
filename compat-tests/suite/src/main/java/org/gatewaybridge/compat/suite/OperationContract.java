package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.RunningContainer;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.ResponseReader;
import org.gatewaybridge.compat.wire.WireViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an operator gives and asks for: time-outs, bounds, health. The WAR has {@code
 * gateway.timeout=1}, {@code gateway.max-request-bytes=10k} and {@code gateway.health=/health}.
 */
public interface OperationContract extends Contract {
  int MOST_BYTES = 10 << 10;

  @Test
  @Case(
      id = "O01",
      title = "a call without progress is interrupted and answered 504",
      source = "gunicorn timeout, mod_wsgi request-timeout")
  default void callWithoutProgressIsAnswered504() {
    Caller caller = operated();
    RawRequest request = caller.scripted(Script.nothing().await("never").returns("list"));

    ResponseAssert.assertThat(caller.ask(request)).isFixed(504, "Gateway Timeout");
    assertThat(caller.ledger(request).events()).contains("await threw InterruptedException");
    caller.mounted().server().awaitLog("made no progress for 1 s (gateway.timeout)");
    caller.mounted().server().awaitLog("org.gatewaybridge.compat.app.Play.await");
    ResponseAssert.assertThat(caller.play(Script.ok().list("fine"))).hasText("fine");
  }

  @Test
  @Case(
      id = "O02",
      title = "a response that has begun breaks off at the time-out",
      source = "RFC 9112 8")
  default void begunResponseBreaksOffAtTheTimeout() {
    RawRequest request =
        operated().scripted(Script.ok().generator().yields("first").await("never"));
    try (RawConnection connection = operated().connect()) {
      ResponseReader reader = connection.send(request).begin(request);

      ResponseAssert.assertThat(reader.rest()).hasText("first").isCut();
      operated().ledger(request).await("close");
    }
  }

  @Test
  @Case(
      id = "O03",
      title = "a call that no interrupt ends is answered for",
      source = "this project")
  default void callThatNoInterruptEndsIsAnsweredFor() {
    Caller caller = operated();
    RawRequest request =
        caller.scripted(
            Script.nothing()
                .step("await-deaf", "released")
                .trying("start", "200 OK", "Content-Type", "text/plain")
                .list("late"));

    RawRequest next = caller.scripted(Script.ok().list("next"));
    try (RawConnection connection = caller.connect()) {
      RawResponse answer = connection.send(request).send(next).read(request);

      ResponseAssert.assertThat(answer).isFixed(504, "Gateway Timeout");
      if (!answer
          .head()
          .all("Connection")
          .contains("close")) { // else the client asks on another one
        ResponseAssert.assertThat(connection.read(next)).hasText("next");
      }
    }
    assertThat(caller.ledger(request).events()).contains("interrupted").doesNotContain("start");

    caller.ledger(request).note("released");
    caller.ledger(request).await("start");
    ResponseAssert.assertThat(caller.play(Script.ok().list("fine"))).hasText("fine");
  }

  @Test
  @Case(
      id = "O05",
      title = "a body above gateway.max-request-bytes is refused by 413",
      source = "RFC 9110 15.5.14")
  default void bodyAboveTheBoundIsRefused() {
    Caller caller = operated();
    RawRequest request = caller.app("count").method("POST");

    ResponseAssert.assertThat(caller.ask(request.body(new byte[MOST_BYTES])))
        .hasCode(200)
        .hasText(String.valueOf(MOST_BYTES));
    ResponseAssert.assertThat(caller.ask(request.body(new byte[MOST_BYTES + 1])))
        .isFixed(413, "Content Too Large");
    ResponseAssert.assertThat(caller.ask(request.chunked("x".repeat(MOST_BYTES), "y")))
        .isFixed(413, "Content Too Large");
  }

  @Test
  @Case(
      id = "O06",
      title = "the health path is the gateway's, and says ready",
      source = "Kubernetes, readiness probes")
  default void healthPathSaysReady() {
    Caller caller = operated();
    RawRequest health = caller.get("/health").with("X-App", "environ");

    ResponseAssert.assertThat(caller.ask(health))
        .hasCode(200)
        .hasHeader("Cache-Control", "no-store")
        .hasText("ready\n");
    RawResponse head = caller.ask(health.method("HEAD"));
    ResponseAssert.assertThat(head).hasCode(200).hasHeader("Content-Length", "6");
    assertThat(
            Environ.of(caller.ask(caller.get("/health/x").with("X-App", "environ")))
                .get("PATH_INFO"))
        .isEqualTo("/health/x");
  }

  @Test
  @Case(
      id = "O04",
      title = "the settings that hold are logged when the app starts",
      source = "gunicorn --print-config")
  default void settingsThatHoldAreLogged() {
    operated()
        .mounted()
        .server()
        .awaitLog("gateway.max-request-bytes=10k, gateway.pool.queue=100, gateway.pool.size=");
  }

  @Test
  @Case(
      id = "O07",
      title = "files of gateway.static are answered without the app",
      source = "RFC 9110 13, 14")
  default void staticFilesNeedNoApp() {
    Caller caller = operated();
    RawRequest file = caller.get("/static/a.txt");

    RawResponse whole = caller.ask(file);
    ResponseAssert.assertThat(whole)
        .hasCode(200)
        .hasHeader("Content-Length", "10")
        .hasNoHeader("Last-Modified") // on some containers it would be the moment of unpacking
        .hasText("0123456789");
    assertThat(whole.head().first("Content-Type").orElseThrow().replace(" ", ""))
        .isEqualToIgnoringCase("text/plain;charset=utf-8");
    String etag = whole.head().first("ETag").orElseThrow();
    ResponseAssert.assertThat(caller.ask(file.with("Range", "bytes=2-4")))
        .hasCode(206)
        .hasHeader("Content-Range", "bytes 2-4/10")
        .hasText("234");
    ResponseAssert.assertThat(caller.ask(file.with("If-None-Match", etag))).hasCode(304);
    ResponseAssert.assertThat(caller.ask(file.with("Accept-Encoding", "gzip")))
        .hasHeader("Content-Encoding", "gzip")
        .hasText("zipped");
    ResponseAssert.assertThat(caller.ask(caller.get("/static/sub/b.css"))).hasText("a {}");
    ResponseAssert.assertThat(caller.ask(file.method("HEAD")))
        .hasCode(200)
        .hasHeader("Content-Length", "10");
    Environ posted = Environ.of(caller.ask(file.method("POST").with("X-App", "environ")));
    assertThat(posted.get("PATH_INFO")).isEqualTo("/static/a.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/static/../WEB-INF/web.xml",
        "/static/%2e%2e/WEB-INF/web.xml",
        "/static/..%2fWEB-INF/web.xml",
        "/static/..;/WEB-INF/web.xml",
        "/static/..\\WEB-INF\\web.xml",
        "/static/.%00./WEB-INF/web.xml",
        "/static//WEB-INF/web.xml",
        "/static/WEB-INF/web.xml",
        "/static/./../WEB-INF/web.xml",
        "/static/sub/../../WEB-INF./web.xml",
        "/static/../web-inf/web.xml",
        "/static/../META-INF/MANIFEST.MF"
      })
  @Case(
      id = "O08",
      title = "no spelling of a path leaves a static folder",
      source = "jruby-rack #327, CVE-2025-27610")
  default void noSpellingLeavesAStaticFolder(String path) {
    Caller caller = operated();
    try {
      RawResponse answer = caller.ask(caller.get(path).with("X-App", "ignored"));
      if (answer.code() == 200) {
        assertThat(answer.text()).as("the app's own answer").isEqualTo("ignored");
      }
      assertThat(answer.text()).doesNotContain("web-app", "Manifest-Version");
    } catch (WireViolation | UncheckedIOException closed) {
      // refused by a closed connection
    }
  }

  private Caller operated() {
    return operated(container());
  }

  /** Returns a caller of the WAR that is described above. */
  static Caller operated(RunningContainer container) {
    return new Caller(
        new Mounted(Neighbours.OPERATED, Neighbours.on(container).mounted().server()));
  }
}
