package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.gatewaybridge.compat.wire.Field;
import org.gatewaybridge.compat.wire.Framing;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawHttp2;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app sends behind its body: gateway.trailers. */
public interface TrailerContract extends Contract {

  @ParameterizedTest
  @ValueSource(strings = {"x", "one,two", "*50000", ""})
  @Case(id = "T01", title = "trailers follow a body in chunks", source = "RFC 9112 7.1.2")
  default void trailersFollowTheChunks(String chunks) {
    Script script = promise("X-Sum", "a b", "Server-Timing", "db;dur=1");
    RawResponse answer =
        ask(
            gateway()
                .scripted(chunks.isEmpty() ? script.list() : script.list(chunks.split(",", -1))));

    ResponseAssert.assertThat(answer)
        .hasCode(200)
        .isFramedBy(Framing.CHUNKED)
        .isComplete()
        .hasNoHeader("X-Sum")
        .hasNoHeader("Content-Length");
    assertThat(trailers(answer)).containsExactlyInAnyOrder("x-sum: a b", "server-timing: db;dur=1");
  }

  @Test
  @Case(id = "T02", title = "trailers of one name are joined", source = "RFC 9110 5.3")
  default void trailersOfOneNameAreJoined() {
    RawResponse answer = ask(gateway().scripted(promise("X-A", "1", "x-a", "2").list("x")));

    assertThat(trailers(answer)).containsExactly("x-a: 1, 2");
  }

  @Test
  @Case(
      id = "T03",
      title = "trailers are sent on a connection that closes",
      source = "RFC 9112 7.1.2")
  default void trailersAreSentOnAConnectionThatCloses() {
    RawResponse answer =
        ask(gateway().scripted(promise("X-A", "1").list("x")).with("Connection", "close"));

    ResponseAssert.assertThat(answer).hasText("x").isComplete();
    assertThat(trailers(answer)).containsExactly("x-a: 1");
  }

  @Test
  @Case(id = "T04", title = "a connection goes on after trailers", source = "RFC 9112 9.3")
  default void connectionGoesOnAfterTrailers() {
    RawRequest first = gateway().scripted(promise("X-A", "1").list("x"));
    RawRequest second = gateway().scripted(Script.ok().list("y"));
    try (RawConnection connection = gateway().connect()) {
      RawResponse trailed = connection.ask(first);
      RawResponse other = connection.ask(second);

      seesTrailers(first);
      assertThat(trailers(trailed)).containsExactly("x-a: 1");
      ResponseAssert.assertThat(other).hasText("y").isComplete();
      assertThat(other.trailers()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "204 No Content", "304 Not Modified", "Content-Length"})
  @Case(id = "T05", title = "trailers are dropped where none can be", source = "this project")
  default void trailersAreDroppedWhereNoneCanBe(String why) {
    boolean length = why.equals("Content-Length");
    boolean toHead = why.equals("HEAD");
    Script script =
        Script.nothing()
            .step("trail", "X-A", "1")
            .startAgain(
                toHead || length ? "200 OK" : why,
                length ? new String[] {why, "1"} : new String[0]);
    RawRequest asked = gateway().scripted(length ? script.list("x") : script.list());

    RawResponse answer = gateway().ask(toHead ? asked.method("HEAD") : asked);

    ResponseAssert.assertThat(answer).hasText(length ? "x" : "").isComplete();
    assertThat(answer.trailers()).isEmpty();
  }

  @Test
  @Case(
      id = "T17",
      title = "nobody is asked for trailers that are dropped",
      source = "this project")
  default void nobodyIsAskedForTrailersThatAreDropped() {
    RawRequest request = gateway().scripted(promise("throw", "RuntimeException").list("x"));
    RawRequest toHead = request.method("HEAD");

    ResponseAssert.assertThat(gateway().ask(toHead)).hasCode(200).isComplete();
    assertThat(gateway().ledger(request).events()).contains("trail").doesNotContain("trailers");
  }

  @Test
  @Case(id = "T06", title = "HTTP/1.0 has no trailers", source = "RFC 9112 7.1.2")
  default void oldProtocolHasNoTrailers() {
    RawRequest request = gateway().scripted(promise("X-A", "1").list("x")).version("HTTP/1.0");

    ResponseAssert.assertThat(gateway().ask(request)).hasText("x").isComplete();
    assertThat(gateway().ledger(request).events()).contains("no trailers");
  }

  @Test
  @Case(
      id = "T07",
      title = "trailers are asked for after the last chunk, before the close",
      source = "this project")
  default void trailersAreAskedForInBetween() {
    RawRequest request = gateway().scripted(promise("X-A", "1").generator().yields("a", "b"));

    ResponseAssert.assertThat(ask(request)).hasText("ab").isComplete();
    assertThat(gateway().ledger(request).await("close"))
        .containsSubsequence("yield", "yield", "end", "trailers", "close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"throw", "Set-Cookie", "Content-Length", "Connection", "X A"})
  @Case(id = "T08", title = "a failure of trailers cuts the answer", source = "RFC 9110 6.5.1")
  default void failureOfTrailersCutsTheAnswer(String name) {
    RawResponse answer = ask(gateway().scripted(promise(name, "RuntimeException").list("x")));

    ResponseAssert.assertThat(answer).hasCode(200).isCut();
    assertThat(answer.trailers()).isEmpty();
  }

  @Test
  @Case(id = "T09", title = "trailers are promised before the head", source = "this project")
  default void trailersArePromisedBeforeTheHead() {
    RawRequest request =
        gateway()
            .scripted(promise("X-A", "1").generator().yields("a").step("try", "trail", "X-B", "2"));

    RawResponse answer = ask(request);

    assertThat(trailers(answer)).containsExactly("x-a: 1");
    assertThat(gateway().ledger(request).events()).contains("trail threw IllegalStateException");
  }

  @Test
  @Case(id = "T10", title = "HTTP/2 has trailers", source = "RFC 9113 8.1")
  default void newProtocolHasTrailers() throws IOException {
    RawRequest request = gateway().scripted(promise("X-A", "1").list("x"));
    List<String> frames = frames(request);

    seesTrailers(request);
    assertThat(frames).containsSubsequence("HEADERS", "DATA", "HEADERS and end");
  }

  /** The kinds of frames that answer a scripted request over HTTP/2. */
  default List<String> frames(RawRequest scripted) throws IOException {
    List<Field> fields =
        List.of(
            new Field(":method", "GET"),
            new Field(":scheme", "http"),
            new Field(":path", scripted.target()),
            new Field(":authority", gateway().authority()),
            new Field("x-app", "script"),
            new Field("x-req-id", scripted.first("X-Req-Id").orElseThrow()),
            new Field("x-script", scripted.first("X-Script").orElseThrow()));
    return RawHttp2.frames(gateway().host(), gateway().port(), fields);
  }

  private RawResponse ask(RawRequest request) {
    RawResponse answer = gateway().ask(request);
    seesTrailers(request);
    return answer;
  }

  /** Sees that the container has trailers, as the app says that the request has reached. */
  private void seesTrailers(RawRequest request) {
    assertThat(gateway().ledger(request).events().contains("no trailers"))
        .as("no trailers")
        .isFalse();
  }

  private static Script promise(String... fields) {
    return Script.nothing().step("trail", fields).step("start", "200 OK");
  }

  private static List<String> trailers(RawResponse answer) {
    return answer.trailers().stream()
        .map(field -> field.name().toLowerCase(java.util.Locale.ROOT) + ": " + field.value())
        .toList();
  }
}
