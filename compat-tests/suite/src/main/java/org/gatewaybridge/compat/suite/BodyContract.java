package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.gatewaybridge.compat.wire.Framing;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.ResponseReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a body is asked for its chunks, what a chunk may be, and that it is closed once. */
public interface BodyContract extends Contract {

  @Test
  @Case(id = "S17", title = "close comes once, after the last byte", source = "PEP 3333, Plack 16")
  default void closeComesOnceAfterTheLastByte() {
    RawRequest request = gateway().scripted(Script.ok().generator().yields("a", "b"));

    ResponseAssert.assertThat(gateway().ask(request)).hasText("ab").isComplete();

    assertThat(gateway().ledger(request).await("close"))
        .isEqualTo(List.of("call", "start", "iterator", "yield", "yield", "end", "close"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RuntimeException", "IOException", "AssertionError"})
  @Case(id = "S18", title = "a failure before the first chunk closes once", source = "CPython")
  default void failureBeforeTheFirstChunkClosesOnce(String failure) {
    RawRequest request = gateway().scripted(Script.ok().generator().fails(failure));

    ResponseAssert.assertThat(gateway().ask(request)).isInternalServerError();
    closedOnce(request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RuntimeException", "IOException", "AssertionError"})
  @Case(id = "S18", title = "a failure after a chunk closes once", source = "CPython")
  default void failureAfterAChunkClosesOnce(String failure) {
    RawRequest request =
        gateway()
            .scripted(Script.ok().generator().yields("a").step("next-throws", failure).yields("b"));

    ResponseAssert.assertThat(gateway().ask(request)).hasCode(200).hasText("a").isCut();
    closedOnce(request);
  }

  @Test
  @Case(id = "S18", title = "a failure of close itself is only logged", source = "mod_wsgi")
  default void failureOfCloseIsOnlyLogged() {
    RawRequest request =
        gateway()
            .scripted(Script.ok().generator().yields("a").step("close-throws", "RuntimeException"));

    ResponseAssert.assertThat(gateway().ask(request)).hasCode(200).hasText("a").isComplete();
    closedOnce(request);
  }

  @Test
  @Case(id = "S18", title = "a call that fails has no body to close", source = "PEP 3333")
  default void callThatFailsHasNothingToClose() {
    RawRequest request = gateway().scripted(Script.ok().fails("RuntimeException").generator());

    ResponseAssert.assertThat(gateway().ask(request)).isInternalServerError();
    assertThat(gateway().ledger(request).events())
        .isEqualTo(List.of("call", "start", "throw threw RuntimeException"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "no-iterator"})
  @Case(id = "S19", title = "null is no body", source = "wsgiref.validate")
  default void nullIsNoBody(String kind) {
    ResponseAssert.assertThat(gateway().play(Script.ok().returns(kind))).isInternalServerError();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yield-null", "yield-text"})
  @Case(id = "S20", title = "a first chunk that is no byte array is a failure", source = "mod_wsgi")
  default void firstChunkMustBeBytes(String step) {
    RawRequest request = gateway().scripted(Script.ok().generator().step(step, "LEAK"));

    ResponseAssert.assertThat(gateway().ask(request)).isInternalServerError();
    closedOnce(request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yield-null", "yield-text"})
  @Case(
      id = "S20",
      title = "a later chunk that is no byte array cuts the answer",
      source = "mod_wsgi")
  default void laterChunkMustBeBytes(String step) {
    RawRequest request =
        gateway().scripted(Script.ok().generator().yields("first").step(step, "x").yields("b"));

    ResponseAssert.assertThat(gateway().ask(request)).hasCode(200).hasText("first").isCut();
    closedOnce(request);
  }

  @Test
  @Case(
      id = "S21",
      title = "a client that goes away closes the body",
      source = "PEP 3333, mod_wsgi")
  default void clientThatGoesAwayClosesTheBody() throws IOException {
    RawRequest request =
        gateway()
            .scripted(Script.ok().generator().yields("first").await("gone").step("flood", "2000"));
    try (RawConnection connection = gateway().connect()) {
      assertThat(connection.send(request).begin(request).read(5)).asString().isEqualTo("first");
      connection.reset();
    }
    gateway().ledger(request).note("gone");

    List<String> events = gateway().ledger(request).await("close");

    assertThat(events).containsOnlyOnce("close").doesNotContain("end");
  }

  @Test
  @Case(id = "S22", title = "a list of one chunk has a Content-Length", source = "PEP 3333")
  default void listOfOneHasALength() {
    ResponseAssert.assertThat(gateway().play(Script.ok().list("hello")))
        .hasHeader("Content-Length", "5")
        .hasText("hello");
  }

  @Test
  @Case(id = "S23", title = "two chunks end an HTTP/1.0 connection", source = "waitress listlentwo")
  default void twoChunksEndAnHttp10Connection() {
    RawRequest request =
        gateway()
            .scripted(Script.ok().list("one", "two"))
            .version("HTTP/1.0")
            .with("Connection", "keep-alive");
    try (RawConnection connection = gateway().connect()) {
      RawResponse answer = connection.ask(request);

      ResponseAssert.assertThat(answer).hasText("onetwo").isComplete();
      ResponseAssert.assertThat(answer).isFramedBy(Framing.CLOSE, Framing.LENGTH);
      assertThat(answer.framing() == Framing.LENGTH || connection.ended()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "generator"})
  @Case(id = "S24", title = "an empty chunk is no end of the body", source = "gunicorn")
  default void emptyChunkIsNoEnd(String kind) {
    RawResponse answer = gateway().play(Script.ok().returns(kind).yields("", "a", "", "", "b", ""));

    ResponseAssert.assertThat(answer).hasText("ab").isComplete();
  }

  @Test
  @Case(id = "S25", title = "write fails when the app has returned", source = "PEP 3333")
  default void writeFailsWhenTheAppHasReturned() {
    RawRequest request =
        gateway()
            .scripted(Script.ok().writeLater("LATE").generator().yields("body").await("tried"));
    try (RawConnection connection = gateway().connect()) {
      ResponseReader reader = connection.send(request).begin(request);
      assertThat(reader.read(4)).asString().isEqualTo("body");
      gateway().ledger(request).note("later");
      gateway().ledger(request).await("late write threw ContractViolation");
      gateway().ledger(request).note("tried");

      ResponseAssert.assertThat(reader.rest()).hasText("body").isComplete();
      ResponseAssert.assertThat(connection.ask(gateway().scripted(Script.ok().list("next"))))
          .hasText("next");
    }
  }

  @Test
  @Case(id = "S26", title = "a body that looks like headers is a body", source = "Plack 29")
  default void bodyThatLooksLikeHeaders() {
    String body = "Foo: Bar\r\n\r\nHello World";

    ResponseAssert.assertThat(gateway().play(Script.ok().list(body)))
        .hasNoHeader("Foo")
        .hasText(body);
  }

  @Test
  @Case(id = "S27", title = "line ends are not translated", source = "Plack 30")
  default void lineEndsAreNotTranslated() {
    ResponseAssert.assertThat(gateway().play(Script.ok().list("Bar\nBaz")))
        .hasText("Bar\nBaz")
        .hasLength(7);
  }

  private void closedOnce(RawRequest request) {
    assertThat(gateway().ledger(request).await("close")).containsOnlyOnce("close");
  }
}
