package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies that break off, are huge, are left unread, or are framed oddly. */
public interface BrokenBodyContract extends Contract {

  @ParameterizedTest
  @ValueSource(strings = {"5\r\nhel", "5\r\nhello", "5\r\nhello\r\n", "5\r\nhello\r\n0\r\n"})
  @Case(id = "B09", title = "a chunked body that breaks off never looks whole", source = "waitress")
  default void brokenOffChunksNeverLookWhole(String sent) throws IOException {
    RawRequest request =
        gateway().app("body").method("POST").with("Transfer-Encoding", "chunked").rawBody(sent);

    neverLooksWhole(request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\nhello\r\n0\r\n\r\n", "5\r\nhelloXX\r\n0\r\n\r\n", "\r\n\r\n"})
  @Case(id = "B09", title = "a body that is no chunks never looks whole", source = "Cheroot")
  default void brokenChunksNeverLookWhole(String sent) throws IOException {
    RawRequest request =
        gateway().app("body").method("POST").with("Transfer-Encoding", "chunked").rawBody(sent);

    neverLooksWhole(request);
  }

  @Test
  @Case(id = "B09", title = "a body short of its length never looks whole", source = "waitress")
  default void shortBodyNeverLooksWhole() throws IOException {
    RawRequest request =
        gateway().app("body").method("POST").with("Content-Length", "10").rawBody("hello");

    neverLooksWhole(request);
  }

  private void neverLooksWhole(RawRequest request) throws IOException {
    try (RawConnection connection = gateway().connect()) {
      connection.send(request).endOutput();
      Optional<RawResponse> answer = connection.tryRead(request);

      answer.ifPresent(response -> ResponseAssert.assertThat(response).hasCode(400));
      List<String> events = gateway().ledger(request).events();
      assertThat(events).noneMatch(event -> event.startsWith("read 5"));
      if (events.contains("read failed")) { // else the container has refused it before the app
        answer.ifPresent(
            response -> ResponseAssert.assertThat(response).isFixed(400, "Bad Request"));
      }
      assertThat(connection.ended()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\nhello\r\n0\r\n\r\n",
        "1 x\r\nn\r\n0\r\n\r\n",
        "5\r\nhello\r\nzz\r\n\r\n",
        "5\r\nhello\r\n50\r\nhel",
        "5\r\nhello\r\n",
        "1\r\nn\r\n0\r\nX Y\u0001: 1\r\n\r\n"
      })
  @Case(
      id = "B22",
      title = "after a failed read no way to read on finds a byte",
      source = "RFC 9112 8")
  default void nothingIsReadAfterAFailedRead(String sent) throws IOException {
    for (int i = 0; i < 5; i++) { // what else there is to read is another request's, now and then
      gateway().ask(gateway().app("ignored").with("Cookie", "of=another"));
      RawRequest request =
          gateway()
              .app("read-on")
              .method("POST")
              .with("Transfer-Encoding", "chunked")
              .rawBody(sent);
      try (RawConnection connection = gateway().connect()) {
        connection.send(request).endOutput();
        Optional<RawResponse> answer = connection.tryRead(request);

        List<String> events = gateway().ledger(request).events();
        assertThat(events).noneMatch(event -> event.startsWith("went on"));
        if (events.contains("read failed")) { // an app may answer a request that is broken
          answer.ifPresent(
              response -> ResponseAssert.assertThat(response).hasCode(200).hasText("read on"));
        }
      }
    }
  }

  @Test
  @Case(id = "B09", title = "a body that breaks off is no error of the app", source = "PEP 3333")
  default void brokenBodyIsNoErrorOfTheApp() throws IOException {
    String path = "/broken-" + System.nanoTime();
    RawRequest request =
        gateway()
            .get(path)
            .method("POST")
            .with("X-App", "body")
            .with("Content-Length", "10")
            .rawBody("hello");

    neverAnswered(request);

    assertThat(Log.of(gateway()).lines(path)).isEmpty();
  }

  private void neverAnswered(RawRequest request) throws IOException {
    try (RawConnection connection = gateway().connect()) {
      connection.send(request).endOutput();
      connection
          .tryRead(request)
          .ifPresent(response -> ResponseAssert.assertThat(response).hasCode(400));
    }
  }

  @Test
  @Case(id = "B10", title = "a length beyond 2 GiB is told", source = "this project")
  default void lengthBeyondIntIsTold() {
    RawRequest request =
        gateway().get("/").method("POST").with("Content-Length", "3000000000").rawBody("hello");

    assertThat(gateway().environ(request).get("CONTENT_LENGTH")).isEqualTo("3000000000");
  }

  @Test
  @Case(id = "B11", title = "2.2 GiB are read to the last byte", source = "this project")
  default void hugeBodyIsReadToTheLastByte() throws Exception {
    byte[] block = new byte[1 << 20];
    int blocks = 2253;
    long length = (long) blocks * block.length;
    RawRequest request =
        gateway().app("count").method("POST").with("Content-Length", String.valueOf(length));
    try (RawConnection connection = gateway().connect()) {
      connection.send(request);
      for (int i = 0; i < blocks; i++) {
        connection.send(block);
      }

      ResponseAssert.assertThat(connection.read(request)).hasCode(200).hasText("" + length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 200_000, 3_000_000})
  @Case(id = "B12", title = "a body left unread corrupts no later answer", source = "Cheroot")
  default void unreadBodyCorruptsNothing(int bytes) throws Exception {
    RawRequest first = gateway().app("ignored").method("POST").body(new byte[bytes]);
    RawRequest second = gateway().scripted(Script.ok().list("second"));
    try (RawConnection connection = gateway().connect()) {
      Thread sender = new Thread(() -> connection.send(first).send(second));
      sender.start();
      RawResponse answer = connection.read(first);
      ResponseAssert.assertThat(answer).hasCode(200).hasText("ignored").isComplete();
      Optional<RawResponse> later = connection.tryRead(second);
      later.ifPresent(
          response -> ResponseAssert.assertThat(response).hasCode(200).hasText("second"));
      // RFC 9112 9.3 leaves it to the server; it is told on the page, and the body is never taken
      // for the second request, which the line above asks.
      observe(
          "B12",
          String.valueOf(bytes),
          later.map(response -> "the connection is reused").orElse("the connection is closed"));
      connection.close();
      sender.join();
    }
  }

  @ParameterizedTest
  @CsvSource({"B14,100-continue", "B15,200-ok"})
  @Case(
      id = "B14 B15",
      title = "an expectation that the app does not meet",
      source = "RFC 9110 10.1.1")
  default void expectationNotMet(String id, String expectation) throws IOException {
    RawRequest request =
        gateway()
            .app("ignored")
            .method("POST")
            .with("Expect", expectation)
            .with("Content-Length", "5");
    try (RawConnection connection = gateway().connect()) {
      RawResponse answer = connection.ask(request);

      if (id.equals("B14")) {
        ResponseAssert.assertThat(answer).hasCode(200).isComplete();
      } else { // RFC 9110 10.1.1 leaves an expectation that nobody knows to the server
        ResponseAssert.assertThat(answer).hasCode(200, 417).isComplete();
      }
      observe(id, "", answer.interim() + " " + answer.code());
    }
  }

  @Test
  @Case(id = "B07", title = "both framings at once", source = "gunicorn smuggle_cl_te")
  default void bothFramingsAtOnce() throws IOException {
    oddlyFramed("B07", "", framed("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n"));
  }

  @Test
  @Case(id = "B08", title = "chunks in HTTP/1.0", source = "gunicorn chunked_05")
  default void chunksInHttp10() throws IOException {
    oddlyFramed("B08", "", framed("Transfer-Encoding: chunked\r\n").replace("/1.1\r", "/1.0\r"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nContent-Length: 5\r\n",
        "Content-Length: 5, 5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0x5\r\n",
        "Content-Length: 1_0\r\n",
        "Content-Length:\r\n",
        "Content-Length: 11111111111111111111\r\n",
        "Content-Length: 005\r\n"
      })
  @Case(id = "B17", title = "lengths that are none", source = "RFC 9112 6.3")
  default void lengthsThatAreNone(String fields) throws IOException {
    oddlyFramed("B17", fields, framed(fields));
  }

  @Test
  @Case(id = "B17", title = "a length beyond a long is no failure", source = "this project")
  default void lengthBeyondLongIsNoFailure() throws IOException {
    RawRequest request =
        gateway().get("/").method("POST").with("Content-Length", "1".repeat(20)).rawBody("hello");
    try (RawConnection connection = gateway().connect()) {
      connection.send(request).endOutput();

      connection
          .tryRead(request)
          .ifPresent(response -> ResponseAssert.assertThat(response).hasCode(400));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip, chunked", "chunked, chunked", "identity", "xchunked"})
  @Case(id = "B18", title = "other transfer codings", source = "RFC 9112 6.1")
  default void otherTransferCodings(String coding) throws IOException {
    String request = framed("Transfer-Encoding: " + coding + "\r\n");
    oddlyFramed("B18", coding, request);
    try (RawConnection connection = gateway().connect()) {
      connection.send(request).send(request);

      Optional<RawResponse> answer = connection.tryRead(gateway().get("/"));

      answer.ifPresent(response -> ResponseAssert.assertThat(response).hasCode(400, 501));
      assertThat(connection.tryRead(gateway().get("/"))).as("what follows").isEmpty();
    }
  }

  private String framed(String fields) {
    RawRequest request = gateway().app("body");
    return "POST %s HTTP/1.1\r\nHost: %s\r\nX-App: body\r\n%s\r\n5\r\nhello\r\n0\r\n\r\n"
        .formatted(request.target(), gateway().authority(), fields);
  }

  /**
   * What the app reads may be the five bytes, or what a length says; never more than one answer.
   */
  private void oddlyFramed(String id, String variant, String request) throws IOException {
    try (RawConnection connection = gateway().connect()) {
      connection.send(request).endOutput();
      Optional<RawResponse> answer = connection.tryRead(gateway().get("/"));

      answer.ifPresent(
          response ->
              assertThat(response.text())
                  .as("a failure of the bridge: " + response)
                  .doesNotStartWith("Internal Server Error"));
      observe(
          id,
          variant.replace("\r\n", " ").trim(),
          answer
              .map(response -> List.of(response.code(), response.body().length).toString())
              .orElse("closed"));
    }
  }
}
