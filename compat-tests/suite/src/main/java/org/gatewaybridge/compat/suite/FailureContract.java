package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.ResponseReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client and the log see when the app fails. */
public interface FailureContract extends Contract {

  @ParameterizedTest
  @ValueSource(strings = {"RuntimeException", "IOException", "AssertionError"})
  @Case(id = "F05", title = "a failure before startResponse is a fixed 500", source = "Plack 19")
  default void failureBeforeStart(String failure) {
    ResponseAssert.assertThat(gateway().play(Script.nothing().fails(failure)))
        .isInternalServerError();
  }

  @Test
  @Case(
      id = "F05",
      title = "a failure before the first byte takes the head back",
      source = "waitress")
  default void failureBeforeTheFirstByte() {
    Script head =
        Script.start("201 Created", "X-App", "gone", "Set-Cookie", "a=b", "Content-Length", "5");

    for (Script script :
        List.of(
            head.fails("RuntimeException"),
            head.generator().fails("RuntimeException"),
            head.generator().yields("").fails("RuntimeException"))) {
      ResponseAssert.assertThat(gateway().play(script))
          .isInternalServerError()
          .hasNoHeader("X-App")
          .hasNoHeader("Set-Cookie");
    }
  }

  @Test
  @Case(id = "F05", title = "a 500 leaves nothing behind", source = "this project")
  default void failureLeavesNothingBehind() {
    for (int i = 0; i < 3; i++) {
      ResponseAssert.assertThat(gateway().play(Script.nothing().fails("RuntimeException")))
          .isInternalServerError();
      ResponseAssert.assertThat(gateway().play(Script.ok().list("fine"))).hasText("fine");
    }
  }

  @Test
  @Case(id = "F05", title = "a path is not reflected by an error", source = "cross-site scripting")
  default void pathIsNotReflected() {
    RawRequest request =
        gateway().get("/%3Cscript%3Ealert(1)%3C/script%3E").with("X-App", "no-such-app");

    RawResponse answer = gateway().ask(request);

    ResponseAssert.assertThat(answer).isInternalServerError();
    assertThat(answer.text()).doesNotContain("script");
  }

  @Test
  @Case(id = "F06", title = "a failure after a chunk is a visible cut", source = "decision D6")
  default void failureAfterAChunk() {
    ResponseAssert.assertThat(
            gateway().play(Script.ok().generator().yields("partial").fails("RuntimeException")))
        .hasCode(200)
        .hasText("partial")
        .isCut();
    ResponseAssert.assertThat(
            gateway().play(Script.ok().write("partial").fails("RuntimeException")))
        .hasCode(200)
        .hasText("partial")
        .isCut();
  }

  @Test
  @Case(id = "F07", title = "a failure after a flush leaves no last chunk", source = "RFC 9112 8")
  default void failureAfterAFlushLeavesNoLastChunk() {
    RawRequest request =
        gateway()
            .scripted(
                Script.ok().generator().yields("first").await("seen").fails("RuntimeException"));
    try (RawConnection connection = gateway().connect()) {
      ResponseReader reader = connection.send(request).begin(request);
      assertThat(reader.read(5)).asString().isEqualTo("first");
      gateway().ledger(request).note("seen");

      ResponseAssert.assertThat(reader.rest()).hasText("first").isCut();
      assertThat(connection.ended()).isTrue();
    }
  }

  @Test
  @Case(id = "F08", title = "a failure within a length is a short body", source = "RFC 9112 8")
  default void failureWithinALength() {
    ResponseAssert.assertThat(
            gateway().play(Script.length(20).generator().yields("part").fails("RuntimeException")))
        .hasCode(200)
        .hasHeader("Content-Length", "20")
        .hasText("part")
        .isCut();
  }

  @Test
  @Case(id = "F09", title = "a failure in HTTP/1.0 ends the connection", source = "RFC 9112 8")
  default void failureInHttp10EndsTheConnection() throws IOException {
    RawRequest request =
        gateway()
            .scripted(Script.ok().generator().yields("partial").fails("RuntimeException"))
            .version("HTTP/1.0");
    try (RawConnection connection = gateway().connect()) {
      RawResponse answer = connection.ask(request);

      ResponseAssert.assertThat(answer).hasCode(200).hasText("partial").isCut();
      assertThat(connection.ended()).isTrue();
      observe("F09", "", answer.framing().toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1,close", "HTTP/1.0,close", "HTTP/1.0,keep-alive"})
  @Case(
      id = "F27",
      title = "a body that its connection ends breaks off visibly",
      source = "RFC 9112 8")
  default void bodyThatItsConnectionEndsBreaksOffVisibly(String version, String connectionHeader) {
    for (Script failing :
        List.of(
            Script.ok().generator().yields("partial").fails("RuntimeException"),
            Script.ok().write("partial").fails("RuntimeException"),
            Script.length(20).generator().yields("partial").fails("RuntimeException"))) {
      RawRequest request =
          gateway().scripted(failing).version(version).with("Connection", connectionHeader);

      ResponseAssert.assertThat(gateway().ask(request)).hasCode(200).hasText("partial").isCut();
    }
    RawRequest whole =
        gateway()
            .scripted(Script.ok().generator().yields("all", " of it"))
            .version(version)
            .with("Connection", connectionHeader);
    ResponseAssert.assertThat(gateway().ask(whole)).hasCode(200).hasText("all of it").isComplete();
  }

  @Test
  @Case(id = "F10", title = "a failure resets its HTTP/2 stream", source = "RFC 9113 8.1")
  default void failureResetsItsStream() throws Exception {
    Http2.of(gateway())
        .isReset(
            gateway().scripted(Script.ok().generator().yields("first").fails("RuntimeException")));
  }

  @Test
  @Case(id = "F10", title = "a failure within a length resets its stream", source = "RFC 9113 8.1")
  default void failureWithinALengthResetsItsStream() throws Exception {
    Http2.of(gateway())
        .isReset(
            gateway()
                .scripted(Script.length(20).generator().yields("part").fails("RuntimeException")));
  }

  @Test
  @Case(id = "F10", title = "a failure before the head is a 500 on HTTP/2", source = "decision D5")
  default void failureBeforeTheHeadOnHttp2() throws Exception {
    var answer =
        Http2.of(gateway()).send(gateway().scripted(Script.nothing().fails("RuntimeException")));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(new String(answer.body(), US_ASCII)).isEqualTo("Internal Server Error\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OutOfMemoryError", "StackOverflowError", "InterruptedException"})
  @Case(id = "F11", title = "an error of the JVM is a 500 like any other", source = "this project")
  default void errorOfTheJvm(String failure) {
    ResponseAssert.assertThat(gateway().play(Script.nothing().fails(failure)))
        .isInternalServerError();
    ResponseAssert.assertThat(gateway().play(Script.ok().generator().fails(failure)))
        .isInternalServerError();
    ResponseAssert.assertThat(gateway().play(Script.ok().list("fine"))).hasText("fine");
  }

  @Test
  @Case(id = "F24", title = "a failure is logged once, with method and path", source = "PEP 3333")
  default void failureIsLoggedOnce() {
    loggedOnce(Script.nothing().fails("RuntimeException"));
  }

  @Test
  @Case(
      id = "F24",
      title = "a cut answer is logged once, with method and path",
      source = "PEP 3333")
  default void cutAnswerIsLoggedOnce() {
    loggedOnce(Script.ok().generator().yields("a").fails("RuntimeException"));
  }

  @Test
  @Case(
      id = "F24",
      title = "a short body is logged once, with method and path",
      source = "PEP 3333")
  default void shortBodyIsLoggedOnce() {
    loggedOnce(Script.length(10).list("*9"));
  }

  private void loggedOnce(Script script) {
    String path = "/failure-" + System.nanoTime();

    gateway().ask(gateway().get(path).with("X-App", "script").with("X-Script", script.encoded()));

    // The fence of lines() takes another way than the failure, which may be the slower one.
    gateway().mounted().server().awaitLog("GET /ctx" + path);
    // What a container says of the abort itself is not the failure once more.
    assertThat(Log.of(gateway()).lines("GET /ctx" + path))
        .filteredOn(line -> !line.contains("its reason was logged"))
        .hasSize(1);
  }

  @Test
  @Case(id = "F24", title = "a client that goes away is no error", source = "CPython")
  default void clientThatGoesAwayIsNoError() throws IOException {
    String path = "/gone-" + System.nanoTime();
    Script script = Script.ok().generator().yields("first").await("gone").step("flood", "2000");
    RawRequest request =
        gateway()
            .get(path)
            .with("X-App", "script")
            .with("X-Req-Id", path)
            .with("X-Script", script.encoded());
    try (RawConnection connection = gateway().connect()) {
      assertThat(connection.send(request).begin(request).read(5)).asString().isEqualTo("first");
      connection.reset();
    }
    gateway().ledger(request).note("gone");
    gateway().ledger(request).await("close");

    assertThat(Log.of(gateway()).lines(path)).isEmpty();
  }

  @Test
  @Case(id = "F25", title = "an app that fails is called once", source = "Ring broken-handler")
  default void appThatFailsIsCalledOnce() {
    RawRequest request = gateway().scripted(Script.ok().generator().fails("RuntimeException"));

    gateway().ask(request);

    assertThat(Log.of(gateway()).lines("no such line")).isEmpty(); // a later request is through
    assertThat(gateway().ledger(request).await("close")).containsOnlyOnce("call");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one chunk", "chunks", "no body", "HEAD"})
  @Case(
      id = "F30",
      title = "a head that the container cannot send is a 500 or a cut, without the reason",
      source = "SECURITY.md")
  default void headThatIsTooLongShowsNoReason(String body) {
    Script head = Script.nothing().step("start-many", "1500"); // 130 KiB
    Script script =
        switch (body) {
          case "chunks" -> head.generator().yields("one", "two");
          case "no body" -> head.list();
          default -> head.list("one");
        };
    RawRequest request =
        body.equals("HEAD")
            ? gateway().scripted(script).method("HEAD")
            : gateway().scripted(script);
    try (RawConnection connection = gateway().connect()) {
      Optional<RawResponse> answer = connection.send(request).tryRead(request);

      answer.ifPresent(
          any -> {
            // 200 where a container has no such bound, or sends a part before it meets it
            assertThat(any.code()).isIn(200, 500);
            boolean whole = any.head().first("X-Many-1499").isPresent() && any.complete();
            assertThat(any.code() == 500 || whole || !any.complete()).as(any.toString()).isTrue();
            assertThat(any.text()).doesNotContainPattern("Exception|Aborted|\\tat ");
          });
    }
    ResponseAssert.assertThat(gateway().play(Script.ok().list("fine"))).hasText("fine");
  }
}
