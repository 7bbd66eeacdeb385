package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that others than the gateway have a hand in: filters that wrap, the servlet's means. */
public interface OwnAnswerContract extends Contract {

  private Caller caller() {
    return Dispatches.on(container());
  }

  private RawRequest wrapped(String how, Script script) {
    return caller()
        .raw("GET", "/mixed/app/x")
        .with("X-Wrap", how)
        .with("X-App", "script")
        .with("X-Script", script.encoded());
  }

  private RawRequest own(String how) {
    return caller().raw("GET", "/mixed/app/x").with("X-App", "own-answer").with("X-Do", how);
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffer", "gzip"})
  @Case(
      id = "L31",
      title = "a filter that wraps the answer gets all of it before it ends",
      source = "Servlet 6 6.2.1")
  default void filterThatWrapsGetsAll(String how) throws IOException {
    for (Script script :
        List.of(
            Script.ok().list("one"),
            Script.length(3).list("one"),
            Script.ok().generator().yields("o", "ne"),
            Script.ok().generator().yields("one ", "two ", "*30000"))) {
      RawResponse answer = caller().ask(wrapped(how, script));

      ResponseAssert.assertThat(answer).hasCode(200).isComplete();
      boolean zipped = how.equals("gzip");
      byte[] text = zipped ? unzipped(answer.body()) : answer.body();
      String whole = script.encoded().contains("30000") ? "one two " + "x".repeat(30_000) : "one";
      assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo(whole);
      if (!zipped) {
        ResponseAssert.assertThat(answer).hasHeader("ETag", "\"" + text.length + "\"");
      }
    }
  }

  private static byte[] unzipped(byte[] body) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffer", "gzip"})
  @Case(
      id = "L32",
      title = "behind a filter that wraps the answer, a failure never looks whole",
      source = "this project")
  default void failureBehindAFilterNeverLooksWhole(String how) {
    Script script = Script.ok().generator().yields("first").fails("RuntimeException");

    RawResponse answer = caller().ask(wrapped(how, script));

    assertThat(answer.code() == 500 || !answer.complete()).as(answer.toString()).isTrue();
    assertThat(answer.toString()).doesNotContain("SECRET");
  }

  @ParameterizedTest
  @CsvSource({
    "redirect,302,''",
    "error,410,''",
    "status,204,''",
    "write,200,written",
    "forward,200,a text"
  })
  @Case(
      id = "L33",
      title = "an answer by the servlet's own response stands",
      source = "EnvironKeys.SERVLET_RESPONSE")
  default void answerByTheServletsResponseStands(String how, int code, String text) {
    String path = "/mixed/app/own-" + System.nanoTime();
    RawRequest request = caller().raw("GET", path).with("X-App", "own-answer").with("X-Do", how);

    RawResponse answer = caller().ask(request);

    ResponseAssert.assertThat(answer).hasCode(code).isComplete();
    assertThat(answer.text()).startsWith(text).doesNotContain("Internal Server Error");
    assertThat(caller().mounted().server().log()).doesNotContain(path);
  }

  @Test
  @Case(
      id = "O12",
      title = "what an app sends by the servlet's own response is progress",
      source = "this project")
  default void whatIsSentByTheServletsResponseIsProgress() {
    Caller operated = OperationContract.operated(container());

    RawResponse answer = operated.ask(operated.app("own-answer").with("X-Do", "slow"));

    ResponseAssert.assertThat(answer).hasCode(200).isComplete();
    assertThat(answer.text()).isEqualTo("slow ".repeat(5));
  }

  @Test
  @Case(id = "L33", title = "headers alone are no answer", source = "R17")
  default void headersAloneAreNoAnswer() {
    ResponseAssert.assertThat(caller().ask(own("headers"))).isInternalServerError();
  }

  @ParameterizedTest
  @CsvSource({
    "fail,HTTP/1.1,keep-alive",
    "fail-unsent,HTTP/1.1,keep-alive",
    "fail-unsent,HTTP/1.1,close",
    "fail-unsent,HTTP/1.0,close"
  })
  @Case(
      id = "L33",
      title = "an app that fails after its own answer has begun breaks it off",
      source = "R36")
  default void failureAfterAnAnswerOfItsOwnIsACut(String how, String version, String connection) {
    RawRequest request = own(how).version(version).with("Connection", connection);

    RawResponse answer = caller().ask(request);

    ResponseAssert.assertThat(answer).hasCode(200).isCut();
    assertThat(answer.text()).doesNotContain("Internal Server Error").doesNotContain("SECRET");
  }

  @Test
  @Case(
      id = "L33",
      title = "an app that fails after its own answer has begun resets its stream",
      source = "RFC 9113 8.1")
  default void failureAfterAnAnswerOfItsOwnResetsItsStream() throws Exception {
    Http2.of(caller(), wrapped("not", Script.ok().list("one"))).isReset(own("fail-unsent"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "print"})
  @Case(
      id = "L35",
      title = "what a filter has written before is no part of a failure's text",
      source = "Servlet 6 10.9.1")
  default void failureAfterAFiltersTextIsFixed(String how) {
    ResponseAssert.assertThat(
            caller().ask(wrapped(how, Script.nothing().fails("RuntimeException"))))
        .isInternalServerError();
  }
}
