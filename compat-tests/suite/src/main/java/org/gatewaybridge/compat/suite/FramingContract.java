package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.gatewaybridge.compat.wire.Framing;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a recipient always knows where an answer ends, and sees when it does not. */
public interface FramingContract extends Contract {

  @Test
  @Case(id = "F01", title = "a short body ends the connection", source = "waitress short_body")
  default void shortBodyEndsTheConnection() {
    RawRequest request = gateway().scripted(Script.length(10).list("*9"));
    try (RawConnection connection = gateway().connect()) {
      RawResponse answer = connection.ask(request);

      ResponseAssert.assertThat(answer).hasCode(200).hasLength(9).isCut();
    }
  }

  @Test
  @Case(
      id = "F01",
      title = "a pipelined answer is not taken for the missing byte",
      source = "this project")
  default void pipelinedAnswerIsNoMissingByte() {
    RawRequest request = gateway().scripted(Script.length(10).generator().yields("*9"));
    try (RawConnection connection = gateway().connect()) {
      connection.send(request).send(gateway().scripted(Script.ok().list("second")));

      // A close with a request unread is a reset, which may overtake the answer altogether.
      connection
          .tryRead(request)
          .ifPresent(answer -> ResponseAssert.assertThat(answer).hasLength(9).isCut());
      assertThat(connection.ended()).isTrue();
    }
  }

  @Test
  @Case(id = "F01", title = "a short body resets its HTTP/2 stream", source = "RFC 9113 8.1.1")
  default void shortBodyResetsItsStream() throws Exception {
    Http2.of(gateway()).isReset(gateway().scripted(Script.length(10).list("*9")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "generator"})
  @Case(
      id = "F02",
      title = "a long body is cut at its length",
      source = "waitress long_body, mod_wsgi")
  default void longBodyIsCutAtItsLength(String kind) {
    RawRequest request = gateway().scripted(Script.length(8).returns(kind).yields("*9"));

    thenReusable(request, "xxxxxxxx");
  }

  @Test
  @Case(id = "F02", title = "a long body is cut on HTTP/2 too", source = "RFC 9113 8.1.1")
  default void longBodyIsCutOnHttp2() throws Exception {
    var answer = Http2.of(gateway()).send(gateway().scripted(Script.length(8).list("*9")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).hasSize(8);
  }

  @Test
  @Case(id = "F03", title = "no chunk is asked for beyond the length", source = "Cheroot")
  default void noChunkIsAskedForBeyondTheLength() {
    RawRequest request =
        gateway()
            .scripted(
                Script.length(5).generator().yields("I too", " have too many bytes", "never"));

    thenReusable(request, "I too");
    assertThat(gateway().ledger(request).await("close"))
        .containsOnlyOnce("close")
        .doesNotContain("end")
        .filteredOn("yield"::equals)
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  @Case(id = "F03", title = "a write beyond the length is cut as well", source = "PEP 3333")
  default void writeBeyondTheLengthIsCut() {
    RawRequest request =
        gateway().scripted(Script.length(5).write("I too").write(" have").list("more"));

    thenReusable(request, "I too");
  }

  private void thenReusable(RawRequest request, String text) {
    try (RawConnection connection = gateway().connect()) {
      ResponseAssert.assertThat(connection.ask(request)).hasCode(200).hasText(text).isComplete();
      ResponseAssert.assertThat(connection.ask(gateway().scripted(Script.ok().list("next"))))
          .hasCode(200)
          .hasText("next");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "generator"})
  @Case(id = "F04", title = "a length and no body at all is cut", source = "PEP 3333")
  default void lengthWithoutBodyIsCut(String kind) {
    RawRequest request = gateway().scripted(Script.length(12345).returns(kind));

    ResponseAssert.assertThat(gateway().ask(request)).hasCode(200).hasLength(0).isCut();
  }

  @ParameterizedTest
  @CsvSource({"204 No Content", "304 Not Modified", "205 Reset Content"})
  @Case(id = "F14", title = "a status without body sends none", source = "Cheroot, Plack 23")
  default void statusWithoutBodySendsNone(String status) {
    RawRequest plain = gateway().scripted(Script.start(status).list("LEAK"));
    RawRequest withLength =
        gateway().scripted(Script.start(status, "Content-Length", "4").list("LEAK"));
    try (RawConnection connection = gateway().connect()) {
      for (RawRequest request : new RawRequest[] {plain, withLength}) {
        RawResponse answer = connection.ask(request);
        ResponseAssert.assertThat(answer)
            .hasCode(Integer.parseInt(status.substring(0, 3)))
            .hasText("")
            .isComplete();
        hasTheFramingOfNoContent(answer, false);
      }
      ResponseAssert.assertThat(connection.ask(gateway().scripted(Script.ok().list("next"))))
          .hasText("next");
    }
  }

  /** Each method with each status that has no content. */
  static Stream<String> withoutContent() {
    return Stream.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
        .flatMap(
            method ->
                Stream.of("204 No Content", "205 Reset Content", "304 Not Modified")
                    .map(status -> method + " " + status));
  }

  @ParameterizedTest
  @MethodSource("org.gatewaybridge.compat.suite.FramingContract#withoutContent")
  @Case(
      id = "F28",
      title = "no method gets a length of what is not there",
      source = "RFC 9110 8.6, 15.3.5, 15.3.6, 15.4.5")
  default void noLengthOfWhatIsNotThere(String asked) {
    String[] methodAndStatus = asked.split(" ", 2);
    String method = methodAndStatus[0];
    String status = methodAndStatus[1];
    for (Script script :
        List.of(
            Script.start(status).list(),
            Script.start(status, "ETag", "\"a\"").list("LEAK"),
            Script.start(status).generator().yields("LEAK"),
            Script.start(status).generator(),
            Script.start(status).write("LEAK").list(),
            Script.start(status, "Content-Length", "0").list())) {
      RawRequest request = gateway().scripted(script).method(method);
      try (RawConnection connection = gateway().connect()) {
        RawResponse answer = connection.ask(request);

        ResponseAssert.assertThat(answer)
            .hasCode(Integer.parseInt(status.substring(0, 3)))
            .hasText("")
            .isComplete();
        hasTheFramingOfNoContent(answer, method.equals("HEAD"));
        ResponseAssert.assertThat(connection.ask(gateway().scripted(Script.ok().list("next"))))
            .hasText("next");
      }
    }
  }

  /** A 205 tells in either way that nothing follows; a 304 may tell of a GET's coding. */
  private static void hasTheFramingOfNoContent(RawResponse answer, boolean toHead) {
    if (answer.code() != 205) {
      ResponseAssert.assertThat(answer).hasNoHeader("Content-Length");
    } else if (!toHead && answer.framing() != Framing.CHUNKED) {
      ResponseAssert.assertThat(answer).hasHeader("Content-Length", "0");
    }
    if (answer.code() == 204) {
      ResponseAssert.assertThat(answer).hasNoHeader("Transfer-Encoding");
    }
  }

  @Test
  @Case(id = "F29", title = "HEAD tells no length but the body's", source = "RFC 9110 8.6, 9.3.2")
  default void headTellsNoLengthButTheBodys() {
    for (Script script :
        List.of(
            Script.ok().list(),
            Script.ok().generator(),
            Script.ok().generator().yields("one", "two"),
            Script.ok().write("one").list("two"),
            Script.start("404 Not Found").generator().yields("gone"),
            Script.start("404 Not Found").list())) {
      RawRequest request = gateway().scripted(script).method("HEAD");
      try (RawConnection connection = gateway().connect()) {
        RawResponse answer = connection.ask(request);
        ResponseAssert.assertThat(answer).hasLength(0).isComplete().hasNoHeader("Content-Length");
        if (answer.code() == 404 && isLast(answer)) {
          assertThat(connection.ended()).isTrue(); // a container may close after an error
        } else {
          ResponseAssert.assertThat(connection.ask(gateway().scripted(Script.ok().list("next"))))
              .hasText("next");
        }
      }
    }
  }

  private static boolean isLast(RawResponse answer) {
    return answer.head().first("Connection").filter("close"::equalsIgnoreCase).isPresent();
  }

  @Test
  @Case(id = "F15", title = "HEAD of one chunk has no bytes", source = "CPython, Rack SPEC")
  default void headOfOneChunk() {
    headOf(Script.ok().list("hello"), "5");
  }

  @Test
  @Case(id = "F15", title = "HEAD of a generator has no bytes", source = "CPython, Rack SPEC")
  default void headOfGenerator() {
    headOf(Script.ok().generator().yields("one", "two"), "");
  }

  @Test
  @Case(id = "F15", title = "HEAD of a short body tells its length", source = "RFC 9110 9.3.2")
  default void headOfShortBody() {
    headOf(Script.length(10).list("*9"), "10");
  }

  @Test
  @Case(id = "F15", title = "HEAD without a body tells its length", source = "Rack SPEC")
  default void headWithoutBody() {
    headOf(Script.length(12345).list(), "12345");
  }

  private void headOf(Script script, String length) {
    RawRequest request = gateway().scripted(script).method("HEAD");
    try (RawConnection connection = gateway().connect()) {
      RawResponse answer = connection.ask(request);

      ResponseAssert.assertThat(answer).hasCode(200).hasLength(0);
      ResponseAssert.assertThat(answer)
          .hasHeader("Content-Length", length.isEmpty() ? new String[0] : new String[] {length});
      ResponseAssert.assertThat(connection.ask(gateway().scripted(Script.ok().list("next"))))
          .hasText("next");
    }
  }

  @Test
  @Case(id = "F15", title = "HEAD of a failure is a 500 without bytes", source = "RFC 9110 9.3.2")
  default void headOfFailure() {
    RawRequest request = gateway().scripted(Script.nothing().fails("RuntimeException"));

    ResponseAssert.assertThat(gateway().ask(request.method("HEAD")))
        .hasCode(500)
        .hasLength(0)
        .hasHeader("Content-Length", "22");
  }

  @Test
  @Case(id = "F16", title = "the app sees HEAD", source = "mod_wsgi")
  default void appSeesHead() {
    ResponseAssert.assertThat(gateway().ask(gateway().get("/").method("HEAD")))
        .hasHeader("X-Echoed-Method", "HEAD")
        .hasLength(0);
  }

  @Test
  @Case(id = "F19", title = "a generator in HTTP/1.0 ends with the connection", source = "waitress")
  default void generatorInHttp10EndsWithTheConnection() {
    RawRequest request =
        gateway().scripted(Script.ok().generator().yields("a", "b")).version("HTTP/1.0");

    ResponseAssert.assertThat(gateway().ask(request))
        .hasText("ab")
        .isFramedBy(Framing.CLOSE)
        .hasNoHeader("Transfer-Encoding");
  }

  @Test
  @Case(id = "F22", title = "a range is the app's business", source = "PEP 3333")
  default void rangeIsTheAppsBusiness() {
    RawRequest request =
        gateway().scripted(Script.ok().list("0123456789")).with("Range", "bytes=2-3");

    ResponseAssert.assertThat(gateway().ask(request))
        .hasCode(200)
        .hasText("0123456789")
        .hasNoHeader("Content-Range")
        .hasNoHeader("Accept-Ranges");
  }

  @Test
  @Case(id = "F23", title = "conditions are the app's business", source = "RFC 9110 13")
  default void conditionsAreTheAppsBusiness() {
    Environ environ =
        gateway()
            .environ(
                gateway()
                    .get("/")
                    .with("If-None-Match", "*")
                    .with("If-Modified-Since", "Sun, 06 Nov 2094 08:49:37 GMT"));

    assertThat(environ.get("HTTP_IF_NONE_MATCH")).isEqualTo("*");
    assertThat(environ.get("HTTP_IF_MODIFIED_SINCE")).isEqualTo("Sun, 06 Nov 2094 08:49:37 GMT");
  }
}
