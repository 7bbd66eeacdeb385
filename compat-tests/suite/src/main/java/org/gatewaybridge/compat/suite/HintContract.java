package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.gatewaybridge.compat.wire.Field;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.ResponseReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sends before its answer: gateway.early_hints. */
public interface HintContract extends TrailerContract {
  /** What a style sheet is hinted by. */
  String STYLE = "</style.css>; rel=preload; as=style";

  @Test
  @Case(id = "T11", title = "a hint comes before its answer is made", source = "RFC 8297 2")
  default void hintComesBeforeTheAnswer() {
    RawRequest request =
        gateway()
            .scripted(
                Script.nothing()
                    .step("hint", "Link", STYLE)
                    .await("seen")
                    .step("start", "200 OK")
                    .list("x"));
    try (RawConnection connection = gateway().connect()) {
      ResponseReader reader = connection.send(request).begin(request);
      gateway().ledger(request).await("hint");
      boolean takesHints = takesHints(request);
      if (takesHints) {
        assertThat(reader.interim().code()).isEqualTo(103);
      }
      gateway().ledger(request).note("seen");
      RawResponse answer = reader.rest();

      assertThat(takesHints).as("no hints").isTrue();
      assertThat(answer.hints().get(0).fields()).containsExactly(new Field("Link", STYLE));
      ResponseAssert.assertThat(answer).hasCode(200).hasText("x").isComplete().hasNoHeader("Link");
    }
  }

  @Test
  @Case(
      id = "T12",
      title = "hints leave the answer and the connection as they are",
      source = "RFC 8297 2")
  default void hintsLeaveTheAnswerAsItIs() {
    Script script =
        Script.nothing()
            .step("hint", "Link", "</a>", "Link", "</b>")
            .step("hint", "Link", "</c>", "X-More", "1")
            .step(
                "start",
                "200 OK",
                "Link",
                "</d>",
                "Set-Cookie",
                "a=1",
                "Content-Type",
                "text/plain")
            .list("x");
    RawRequest request = gateway().scripted(script);
    try (RawConnection connection = gateway().connect()) {
      RawResponse answer = connection.ask(request);

      assertThat(takesHints(request)).as("no hints").isTrue();
      assertThat(answer.hints().stream().map(hint -> hint.all("Link").toString()))
          .containsExactly("[</a>, </b>]", "[</c>]");
      assertThat(answer.hints()).allMatch(hint -> hint.all("Content-Length").isEmpty());
      ResponseAssert.assertThat(answer)
          .hasHeader("Link", "</d>")
          .hasHeader("Set-Cookie", "a=1")
          .hasHeader("Content-Length", "1")
          .hasNoHeader("X-More")
          .hasText("x");
      ResponseAssert.assertThat(connection.ask(gateway().scripted(Script.ok().list("y"))))
          .hasText("y");
    }
  }

  @Test
  @Case(id = "T13", title = "an error after a hint is the fixed text", source = "this project")
  default void errorAfterAHintIsTheFixedText() {
    RawRequest request =
        gateway().scripted(Script.nothing().step("hint", "Link", STYLE).fails("RuntimeException"));
    RawResponse answer = gateway().ask(request);

    assertThat(takesHints(request)).as("no hints").isTrue();
    ResponseAssert.assertThat(answer).isInternalServerError().hasNoHeader("Link");
    assertThat(answer.interim()).containsExactly(103);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "Connection", "X A"})
  @Case(id = "T14", title = "a hint with another field is refused", source = "RFC 9110 8.6")
  default void hintWithAnotherFieldIsRefused(String name) {
    RawRequest request =
        gateway()
            .scripted(Script.nothing().step("hint", name, "1").step("start", "200 OK").list("x"));
    RawResponse answer = gateway().ask(request);

    assertThat(takesHints(request)).as("no hints").isTrue();
    ResponseAssert.assertThat(answer).isInternalServerError();
    assertThat(answer.interim()).isEmpty();
  }

  @Test
  @Case(
      id = "T15",
      title = "HTTP/1.0 has no hints, and none follow the head",
      source = "RFC 9110 15.2")
  default void noHintIsSentWhereNoneBelongs() {
    Script late =
        Script.nothing()
            .step("hint")
            .step("start", "200 OK")
            .generator()
            .yields("a")
            .step("try", "hint", "Link", STYLE);
    RawRequest old = gateway().scripted(late).version("HTTP/1.0");
    RawRequest request = gateway().scripted(late);

    assertThat(gateway().ask(old).interim()).isEmpty();
    ResponseAssert.assertThat(gateway().ask(request)).hasText("a").isComplete();

    assertThat(gateway().ledger(old).events()).contains("no hints");
    assertThat(takesHints(request)).as("no hints").isTrue();
    assertThat(gateway().ledger(request).events()).contains("hint threw IllegalStateException");
  }

  @Test
  @Case(id = "T16", title = "HTTP/2 has hints", source = "RFC 9113 8.1")
  default void newProtocolHasHints() throws IOException {
    RawRequest request =
        gateway()
            .scripted(
                Script.nothing().step("hint", "Link", STYLE).step("start", "200 OK").list("x"));
    List<String> frames = frames(request);

    assertThat(takesHints(request)).as("no hints").isTrue();
    assertThat(frames).startsWith("HEADERS", "HEADERS").doesNotContain("RST_STREAM and end");
  }

  /** Whether the container has hints, as the app that a request has reached says. */
  private boolean takesHints(RawRequest request) {
    return !gateway().ledger(request).events().contains("no hints");
  }
}
