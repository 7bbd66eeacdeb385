package org.gatewaybridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatewaybridge.engine.Body.bytes;

import java.util.List;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.junit.jupiter.api.Test;

/** Requests that somebody else answers, and answers that can still be replaced. */
class OtherAnswerTest {
  private static final String ERROR = "begin 500 [Content-Type, text/plain] length 22";
  private static final String TEXT = "write Internal Server Error\n";

  private final RecordingSink sink = new RecordingSink();

  private List<String> answer(GatewayApp app) {
    sink.run("GET", app);
    return sink.events;
  }

  @Test
  void answerOfSomebodyElseStands() {
    sink.answered = true;

    assertThat(answer((environ, startResponse) -> Bodies.empty())).isEmpty();
  }

  @Test
  void withoutOneTheAppHasToStart() {
    assertThat(answer((environ, startResponse) -> Bodies.empty()))
        .containsExactly(ERROR, TEXT, "flush");
  }

  @Test
  void nothingIsAppendedToAnAnswerOfSomebodyElse() {
    sink.answered = true;

    assertThat(
            answer(
                (environ, startResponse) -> {
                  throw new IllegalStateException("late");
                }))
        .containsExactly("abort", "thrown");
    sink.events.clear();
    assertThat(answer((environ, startResponse) -> List.of(bytes("more"))))
        .containsExactly("abort", "thrown");
  }

  @Test
  void failureThatNobodyHasSeenBecomesAnError() {
    sink.replaceable = true;

    assertThat(
            answer(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", Headers.of()).write(bytes("first"));
                  throw new IllegalStateException("late");
                }))
        .containsSubsequence("write first", "reset", ERROR, TEXT)
        .doesNotContain("abort");
  }

  @Test
  void shortBodyThatNobodyHasSeenBecomesAnError() {
    sink.replaceable = true;

    assertThat(
            answer(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", Headers.of("Content-Length", "9"));
                  return List.of(bytes("first"));
                }))
        .containsSubsequence("write first", "reset", ERROR, TEXT)
        .doesNotContain("abort");
  }
}
