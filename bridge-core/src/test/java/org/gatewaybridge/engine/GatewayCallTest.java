package org.gatewaybridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatewaybridge.engine.Body.bytes;
import static org.gatewaybridge.engine.RecordingSink.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.BodyWriter;
import org.gatewaybridge.api.ContractRule;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.Headers;
import org.junit.jupiter.api.Test;

/** Rules R17 to R19, R27 to R32 and R34: the head, and bodies that go well. */
class GatewayCallTest {
  private static final List<Map.Entry<String, String>> TEXT =
      Headers.of("Content-Type", "text/plain");
  private static final String OK = "begin 200 [Content-Type, text/plain]";

  @Test
  void headWaitsForTheFirstByteOfBody() {
    List<String> events = new ArrayList<>();
    RecordingSink sink = new RecordingSink();

    sink.run(
        "GET",
        (environ, startResponse) -> {
          startResponse.start("200 OK", TEXT);
          return Body.making(
              () -> {
                events.addAll(sink.events);
                return new byte[0];
              },
              () -> bytes("hi"));
        });

    assertThat(events).isEmpty();
    assertThat(sink.events).containsExactly(OK, "write hi", "flush");
  }

  @Test
  void eachChunkIsFlushedBeforeTheNextIsAskedFor() {
    RecordingSink sink = new RecordingSink();
    List<Integer> seen = new ArrayList<>();

    sink.run(
        "GET",
        (environ, startResponse) -> {
          startResponse.start("200 OK", TEXT);
          return Body.making(
              () -> bytes("a"),
              () -> {
                seen.add(sink.events.size());
                return bytes("b");
              });
        });

    assertThat(seen).containsExactly(3);
    assertThat(sink.events).containsExactly(OK, "write a", "flush", "write b", "flush");
  }

  @Test
  void oneChunkMakesTheLengthAndNeedsNoFlush() {
    assertThat(
            answer(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", TEXT);
                  return List.of(bytes("hello"));
                }))
        .containsExactly(OK + " length 5", "write hello");
  }

  @Test
  void oneChunkIsFlushedBeforeAnythingIsClosed() {
    assertThat(
            answer(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", TEXT);
                  return Bodies.closing(List.of(bytes("hello")), () -> {});
                }))
        .containsExactly(OK + " length 5", "write hello", "flush");
  }

  @Test
  void noChunkMakesTheLengthZero() {
    assertThat(
            answer(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", TEXT);
                  return Body.of("", "");
                }))
        .containsExactly(OK + " length 0");
  }

  @Test
  void startResponseMayWaitForTheFirstChunk() {
    assertThat(
            answer(
                (environ, startResponse) ->
                    Body.making(
                        () -> {
                          startResponse.start("200 OK", TEXT);
                          return bytes("late");
                        })))
        .containsExactly(OK, "write late", "flush");
  }

  @Test
  void writtenChunksComeBeforeReturnedOnes() {
    assertThat(
            answer(
                (environ, startResponse) -> {
                  BodyWriter writer = startResponse.start("200 OK", TEXT);
                  writer.write(bytes("a"));
                  writer.write(new byte[0]);
                  return List.of(bytes("b"));
                }))
        .containsExactly(OK, "write a", "flush", "write b", "flush");
  }

  @Test
  void writeAfterTheCallHasReturnedIsRefused() {
    List<BodyWriter> kept = new ArrayList<>();

    List<String> events =
        answer(
            (environ, startResponse) -> {
              kept.add(startResponse.start("200 OK", TEXT));
              return List.of(bytes("x"));
            });

    assertThatThrownBy(() -> kept.get(0).write(bytes("late")))
        .isInstanceOfSatisfying(
            ContractViolation.class, e -> assertThat(e.rule()).isEqualTo(ContractRule.R30));
    assertThat(events).doesNotContain("write late");
  }

  @Test
  void secondStartNeedsAFailureToReport() {
    assertThat(
            answer(
                (environ, startResponse) -> {
                  startResponse.start("200 OK", TEXT);
                  startResponse.start("201 Created", TEXT);
                  return List.of(bytes("x"));
                }))
        .first()
        .asString()
        .startsWith("begin 500");
  }

  @Test
  void excInfoReplacesAHeadThatWaits() {
    assertThat(
            answer(
                (environ, startResponse) -> {
                  startResponse.start(
                      "200 OK", Headers.of("X-Before", "1", "Content-Length", "99"));
                  startResponse.start("503 Sorry", TEXT, new RuntimeException("late"));
                  return List.of(bytes("sorry"));
                }))
        .containsExactly("begin 503 [Content-Type, text/plain] length 5", "write sorry");
  }

  @Test
  void excInfoIsThrownAsItIsOnceTheHeadIsSent() {
    Exception failure = new Exception("checked");
    List<Throwable> seen = new ArrayList<>();

    List<String> events =
        answer(
            (environ, startResponse) -> {
              startResponse.start("200 OK", TEXT).write(bytes("a"));
              try {
                startResponse.start("500 Oops", TEXT, failure);
              } catch (Throwable thrown) {
                seen.add(thrown);
                throw thrown;
              }
              return List.of();
            });

    assertThat(seen).containsExactly(failure);
    assertThat(events).containsExactly(OK, "write a", "flush", "abort", "thrown");
  }

  @Test
  void headAnswersCarryTheLengthAndNoByte() {
    assertThat(
            answer(
                "HEAD",
                (environ, startResponse) -> {
                  startResponse.start("200 OK", TEXT);
                  return List.of(bytes("hello"));
                }))
        .containsExactly(OK + " length 5 bodiless");
  }

  @Test
  void headAnswersKeepTheLengthOfABodyLeftOut() {
    assertThat(
            answer(
                "HEAD",
                (environ, startResponse) -> {
                  startResponse.start("200 OK", Headers.of("Content-Length", "12345"));
                  return List.of();
                }))
        .containsExactly("begin 200 [] length 12345 bodiless");
  }

  @Test
  void statusesWithoutContentCarryNeitherLengthNorByte() {
    for (int status : new int[] {204, 205, 304}) {
      assertThat(
              answer(
                  (environ, startResponse) -> {
                    startResponse
                        .start(status + " Nothing", Headers.of("Content-Length", "5"))
                        .write(bytes("no"));
                    return List.of(bytes("hello"));
                  }))
          .containsExactly("begin " + status + " [] bodiless");
    }
  }

  @Test
  void bodyIsClosedOnceAfterItsLastChunk() {
    Body body = Body.of("a", "b");

    answer(
        (environ, startResponse) -> {
          startResponse.start("200 OK", TEXT);
          return body;
        });

    assertThat(body.closed).isEqualTo(1);
    assertThat(body.asked).isEqualTo(1);
  }
}
