package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatewaybridge.compat.wire.Framing;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.ResponseReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the head goes out, what may replace it, and which calls of startResponse are refused. */
public interface StartResponseContract extends Contract {

  @Test
  @Case(
      id = "S01",
      title = "one chunk without a length is a whole body",
      source = "waitress, CPython")
  default void oneChunkIsAWholeBody() {
    ResponseAssert.assertThat(gateway().play(Script.ok().list("hello")))
        .hasCode(200)
        .hasText("hello")
        .isFramedBy(Framing.LENGTH, Framing.CHUNKED)
        .isComplete();
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1,CHUNKED", "HTTP/1.0,CLOSE"})
  @Case(
      id = "S02",
      title = "a chunk is with the client before the next is asked for",
      source = "PEP 3333")
  default void chunkIsSentBeforeTheNext(String version, Framing framing) {
    RawRequest request =
        gateway()
            .scripted(
                Script.ok()
                    .generator()
                    .yields("one")
                    .await("seen one")
                    .yields("two")
                    .await("seen two")
                    .yields("three"))
            .version(version);
    try (RawConnection connection = gateway().connect()) {
      ResponseReader reader = connection.send(request).begin(request);

      assertThat(reader.read(3)).asString().isEqualTo("one");
      gateway().ledger(request).note("seen one");
      assertThat(reader.read(3)).asString().isEqualTo("two");
      gateway().ledger(request).note("seen two");
      ResponseAssert.assertThat(reader.rest())
          .hasText("onetwothree")
          .isFramedBy(framing)
          .isComplete();
    }
  }

  @Test
  @Case(id = "S02", title = "a write is with the client when it returns", source = "PEP 3333")
  default void writeIsSentWhenItReturns() {
    RawRequest request = gateway().scripted(Script.ok().write("one").await("seen one").list("two"));
    try (RawConnection connection = gateway().connect()) {
      ResponseReader reader = connection.send(request).begin(request);

      assertThat(reader.read(3)).asString().isEqualTo("one");
      gateway().ledger(request).note("seen one");
      ResponseAssert.assertThat(reader.rest()).hasText("onetwo").isComplete();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "generator", "list of empty", "generator of empty"})
  @Case(id = "S03", title = "a body without bytes is an empty body", source = "mod_wsgi, CPython")
  default void bodyWithoutBytesIsEmpty(String kind) {
    Script script = Script.start("200 OK", "X-Once", "once").returns(kind.replace(" of empty", ""));

    RawResponse answer = gateway().play(kind.endsWith("empty") ? script.yields("", "") : script);

    ResponseAssert.assertThat(answer).hasCode(200).hasText("").isComplete();
    ResponseAssert.assertThat(answer).hasHeader("X-Once", "once");
  }

  @Test
  @Case(
      id = "S04",
      title = "what was written comes before what is iterated",
      source = "mod_wsgi write")
  default void writtenComesBeforeIterated() {
    ResponseAssert.assertThat(gateway().play(Script.ok().write("a").list("b"))).hasText("ab");
    ResponseAssert.assertThat(gateway().play(Script.ok().write("a").write("b").list("c", "d")))
        .hasText("abcd")
        .isComplete();
  }

  @Test
  @Case(id = "S05", title = "startResponse may wait for the iteration", source = "PEP 3333")
  default void startMayWaitForTheIteration() {
    Script script = Script.nothing().generator().startAgain("201 Created").yields("late");

    ResponseAssert.assertThat(gateway().play(script)).hasCode(201).hasText("late").isComplete();
  }

  @Test
  @Case(
      id = "S06",
      title = "a chunk without startResponse is the app's failure",
      source = "PEP 3333")
  default void chunkWithoutStartFails() {
    RawRequest request = gateway().scripted(Script.nothing().generator().yields("LEAK"));

    RawResponse answer = gateway().ask(request);

    ResponseAssert.assertThat(answer).isInternalServerError();
    assertThat(answer.text()).doesNotContain("LEAK");
    assertThat(gateway().ledger(request).await("close")).containsOnlyOnce("close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "generator"})
  @Case(id = "S07", title = "nothing at all is the app's failure", source = "PEP 3333")
  default void nothingAtAllFails(String kind) {
    ResponseAssert.assertThat(gateway().play(Script.nothing().returns(kind)))
        .isInternalServerError();
  }

  @Test
  @Case(id = "S08", title = "the head waits for the end of an empty body", source = "PEP 3333")
  default void headWaitsForTheEndOfAnEmptyBody() {
    Script script =
        Script.start("200 OK", "X-Before", "before")
            .generator()
            .yields("")
            .replace("503 Service Unavailable", "X-After", "after");

    ResponseAssert.assertThat(gateway().play(script))
        .hasCode(503)
        .hasNoHeader("X-Before")
        .hasHeader("X-After", "after");
  }

  @Test
  @Case(id = "S09", title = "a second startResponse needs an excInfo", source = "PEP 3333")
  default void secondStartNeedsExcInfo() {
    RawRequest request = gateway().scripted(Script.ok().startAgain("201 Created").list("x"));

    ResponseAssert.assertThat(gateway().ask(request)).isInternalServerError();
    assertThat(gateway().ledger(request).events()).contains("start threw ContractViolation");
  }

  @Test
  @Case(id = "S09", title = "a refused second startResponse leaves the first", source = "PEP 3333")
  default void refusedSecondStartLeavesTheFirst() {
    Script script = Script.ok().trying("start", "201 Created").list("first");

    ResponseAssert.assertThat(gateway().play(script)).hasCode(200).hasText("first");
  }

  @Test
  @Case(id = "S10", title = "an excInfo replaces a head that is not out", source = "PEP 3333")
  default void excInfoReplacesTheHead() {
    Script script =
        Script.start("200 OK", "X-Before", "before", "Content-Length", "5")
            .replace("500 Oops", "X-After", "after")
            .list("so sorry");

    ResponseAssert.assertThat(gateway().play(script))
        .hasCode(500)
        .hasNoHeader("X-Before")
        .hasHeader("X-After", "after")
        .hasText("so sorry")
        .isComplete();
  }

  @Test
  @Case(id = "S11", title = "an excInfo after the head is thrown back", source = "PEP 3333")
  default void excInfoAfterTheHeadIsThrownBack() {
    RawRequest request =
        gateway()
            .scripted(Script.ok().generator().yields("first").replace("500 Oops").yields("more"));

    ResponseAssert.assertThat(gateway().ask(request)).hasCode(200).hasText("first").isCut();
    assertThat(gateway().ledger(request).await("close"))
        .contains("replace threw IllegalStateException")
        .containsOnlyOnce("close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "headers"})
  @Case(id = "S13", title = "null is no status and no list of headers", source = "wsgiref.validate")
  default void nullIsRefused(String which) {
    refused(Script.nothing().step("start-null", which).list("x"), "start-null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "200",
        "20X OK",
        "200OK",
        "2000 OK",
        "OK",
        "",
        " 200 OK",
        "200 OK\r\nX-Inj: 1",
        "200 O\nK",
        "200 \u20ac"
      })
  @Case(
      id = "S14",
      title = "what is no status is refused at the call",
      source = "CPython, mod_wsgi")
  default void whatIsNoStatusIsRefused(String status) {
    refused(Script.start(status).list("x"), "start");
  }

  @Test
  @Case(id = "S14", title = "a reason may be empty", source = "RFC 9112 4")
  default void reasonMayBeEmpty() {
    ResponseAssert.assertThat(gateway().play(Script.start("200 ").list("x"))).hasCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"099 X", "100 Continue", "101 X", "103 X", "199 X", "000 X", "-1 X", "1000 X"})
  @Case(id = "S15", title = "an interim status is refused", source = "Rack SPEC")
  default void interimStatusIsRefused(String status) {
    refused(Script.start(status).list("x"), "start");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 404, 418, 499, 500, 599, 600, 999})
  @Case(id = "S16", title = "any final status is sent as it is", source = "RFC 9110 15")
  default void anyFinalStatusIsSent(int code) {
    ResponseAssert.assertThat(gateway().play(Script.start(code + " Reason").list("the app's")))
        .hasCode(code)
        .hasText("the app's")
        .isComplete();
  }

  /** The app sees a ContractViolation at that step; uncaught, it is a 500. */
  private void refused(Script script, String step) {
    RawRequest request = gateway().scripted(script);

    RawResponse answer = gateway().ask(request);

    ResponseAssert.assertThat(answer).isInternalServerError().hasNoHeader("X-Inj");
    assertThat(gateway().ledger(request).events())
        .isEqualTo(List.of("call", step + " threw ContractViolation"));
  }
}
