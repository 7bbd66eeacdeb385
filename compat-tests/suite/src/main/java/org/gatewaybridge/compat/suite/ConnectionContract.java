package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many requests on a connection, many connections at once. */
public interface ConnectionContract extends Contract {

  @ParameterizedTest
  @ValueSource(ints = {3, 25})
  @Case(
      id = "F12",
      title = "pipelined requests are answered in order",
      source = "waitress, gunicorn 018")
  default void pipelinedRequestsAreAnsweredInOrder(int count) {
    List<RawRequest> requests =
        IntStream.range(0, count)
            .mapToObj(n -> gateway().scripted(Script.ok().list("answer " + n)))
            .toList();
    try (RawConnection connection = gateway().connect()) {
      requests.forEach(connection::send);

      for (int n = 0; n < count; n++) {
        ResponseAssert.assertThat(connection.read(requests.get(n))).hasText("answer " + n);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1,", "HTTP/1.1,keep-alive", "HTTP/1.0,Keep-Alive", "HTTP/1.0,keep-alive"})
  @Case(id = "F13", title = "a connection is kept where it may be", source = "waitress keepalive")
  default void connectionIsKept(String version, String connectionHeader) {
    RawRequest request = gateway().scripted(Script.ok().list("a")).version(version);
    RawRequest asked =
        Optional.ofNullable(connectionHeader)
            .map(value -> request.with("Connection", value))
            .orElse(request);
    try (RawConnection connection = gateway().connect()) {
      for (int i = 0; i < 3; i++) {
        ResponseAssert.assertThat(connection.ask(asked)).hasText("a").isComplete();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1,close", "HTTP/1.1,Close", "HTTP/1.0,close", "HTTP/1.0,"})
  @Case(
      id = "F13",
      title = "a connection is closed where it must be",
      source = "waitress keepalive")
  default void connectionIsClosed(String version, String connectionHeader) {
    RawRequest request = gateway().scripted(Script.ok().list("a")).version(version);
    RawRequest asked =
        Optional.ofNullable(connectionHeader)
            .map(value -> request.with("Connection", value))
            .orElse(request);
    try (RawConnection connection = gateway().connect()) {
      ResponseAssert.assertThat(connection.ask(asked)).hasText("a").isComplete();
      assertThat(connection.ended()).isTrue();
    }
  }

  @Test
  @Case(id = "F17", title = "50 clients at once are all served", source = "waitress many_clients")
  default void fiftyClientsAreServed() throws Exception {
    List<Integer> served = InParallel.all(50, 50, n -> served(10));

    assertThat(served).hasSize(50).containsOnly(10);
  }

  /** How many of so many requests on one connection are answered rightly. */
  private int served(int requests) {
    int served = 0;
    try (RawConnection connection = gateway().connect()) {
      for (int i = 0; i < requests; i++) {
        RawResponse answer = connection.ask(gateway().scripted(Script.ok().list("a")));
        served += answer.code() == 200 && answer.text().equals("a") ? 1 : 0;
      }
    }
    return served;
  }

  @Test
  @Case(id = "F18", title = "a slow app blocks no fast one", source = "waitress Sleepy")
  default void slowAppBlocksNoFastOne() {
    RawRequest slow = gateway().scripted(Script.ok().await("fast is through").list("slow"));
    try (RawConnection connection = gateway().connect()) {
      connection.send(slow);
      gateway().ledger(slow).await("start");

      ResponseAssert.assertThat(gateway().play(Script.ok().list("fast"))).hasText("fast");
      gateway().ledger(slow).note("fast is through");
      ResponseAssert.assertThat(connection.read(slow)).hasText("slow");
    }
  }

  @Test
  @Case(id = "F26", title = "an included call writes no second head", source = "jruby-rack")
  default void includedCallWritesNoSecondHead() {
    ResponseAssert.assertThat(gateway().ask(gateway().app("nested")))
        .hasCode(200)
        .hasHeader("Content-Type", "text/plain")
        .hasHeader("X-Outer", "outer")
        .hasNoHeader("X-Inner")
        .hasText("before inner after")
        .isComplete();
  }
}
