package org.gatewaybridge.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.ContractRule;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sends besides its head and body: rules R46 to R49. */
class ExtrasTest {
  private final RecordingSink sink = new RecordingSink();

  @ParameterizedTest
  @ValueSource(strings = {"", "ab"})
  void trailersFollowABodyWithoutALength(String body) { // R48: not even one of a single chunk
    promise(() -> Headers.of("X-B", "1", "x-a", "2", "X-A", "3"));

    run("GET", "200 OK", Bodies.of(body, UTF_8));

    assertThat(sink.events)
        .startsWith("trailers {}", "begin 200 []")
        .endsWith("flush", "trailers {x-a=2, 3, X-B=1}");
  }

  @Test
  void trailersOfSeveralAreJoined() {
    promise(() -> Headers.of("X-A", "1"));
    promise(() -> Headers.of("X-A", "2"));

    run("GET", "200 OK", Bodies.of("a", UTF_8));

    assertThat(sink.events).endsWith("trailers {X-A=1, 2}");
  }

  @Test
  void trailersAreAskedForBetweenTheLastChunkAndTheClose() { // R46
    promise(
        () -> {
          sink.events.add("asked");
          return Headers.of();
        });

    run("GET", "200 OK", Bodies.closing(Bodies.of("a", UTF_8), () -> sink.events.add("closed")));

    assertThat(sink.events).containsSubsequence("write a", "asked", "trailers {}", "closed");
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD, 200 OK, ''",
    "GET, 204 No Content, ''",
    "GET, 304 Not Modified, ''",
    "GET, 200 OK, 1"
  })
  void trailersAreDropped(String method, String status, String length) { // R48
    promise(
        () -> {
          throw new AssertionError("asked");
        });

    sink.run(
        method,
        (environ, start) -> {
          start.start(
              status, length.isEmpty() ? Headers.of() : Headers.of("Content-Length", length));
          return length.isEmpty() ? Bodies.empty() : Bodies.of("a", UTF_8);
        });

    assertThat(String.join(" ", sink.events)).doesNotContain("trailers").doesNotContain("abort");
  }

  @Test
  void failureOfASupplierBreaksTheResponseOff() {
    promise(
        () -> {
          throw new IllegalArgumentException("no digest");
        });

    run("GET", "200 OK", Bodies.of("a", UTF_8));

    assertThat(sink.events).endsWith("abort", "thrown");
  }

  @ParameterizedTest
  @CsvSource({
    "Set-Cookie, a, R47",
    "content-type, a, R47",
    "Content-Length, 1, R47",
    "Transfer-Encoding, chunked, R47",
    "Connection, close, R47",
    "X A, 1, R23",
    "X-A, \u20ac, R24"
  })
  void fieldThatIsNoTrailerIsRefused(String name, String value, ContractRule rule) {
    Extras extras = sink.makeExtras();
    extras.send(() -> Headers.of(name, value));
    extras.beginHead(true);

    assertThatThrownBy(extras::end)
        .isInstanceOfSatisfying(ContractViolation.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  @Test
  void bothComeBeforeTheHead() {
    Iterator<byte[]> chunks =
        new Iterator<>() {
          private int made;

          @Override
          public boolean hasNext() {
            if (made == 1) {
              assertThatIllegalStateException()
                  .isThrownBy(() -> sink.makeExtras().send(Headers::of))
                  .withMessageContaining("before the first non-empty chunk");
              assertThatIllegalStateException()
                  .isThrownBy(() -> sink.makeExtras().send(Headers.of()));
              sink.events.add("refused");
            }
            return made < 1;
          }

          @Override
          public byte[] next() {
            made++;
            return "a".getBytes(UTF_8);
          }
        };
    sink.makeExtras();

    run("GET", "200 OK", () -> chunks);

    assertThat(sink.events).endsWith("refused");
  }

  @Test
  void hintsGoOutAtOnce() throws Exception {
    Extras extras = sink.makeExtras();
    extras.send(Headers.of("Link", "</a>"));
    extras.send(Headers.of());

    assertThat(sink.events).containsExactly("hint [Link, </a>]", "hint []");
  }

  @ParameterizedTest
  @CsvSource({"Content-Length, 1, R49", "Connection, close, R21", "X A, 1, R23"})
  void hintWithAnotherFieldIsRefused(String name, String value, ContractRule rule) {
    assertThatThrownBy(() -> sink.makeExtras().send(Headers.of(name, value)))
        .isInstanceOfSatisfying(ContractViolation.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  private void promise(Supplier<List<Map.Entry<String, String>>> fields) {
    sink.makeExtras().send(fields);
  }

  private void run(String method, String status, Iterable<byte[]> body) {
    GatewayApp app =
        (environ, start) -> {
          start.start(status, Headers.of());
          return body;
        };
    sink.run(method, app);
  }
}
