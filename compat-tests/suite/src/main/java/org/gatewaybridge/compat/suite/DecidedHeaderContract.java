package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that containers refuse or mend, each in its own way: recorded, and never the bridge's
 * failure.
 */
public interface DecidedHeaderContract extends Contract {

  @Test
  @Case(id = "H07", title = "blanks inside a value", source = "RFC 9110 5.5")
  default void blanksInsideAValue() throws IOException {
    Environ environ = gateway().environ(gateway().get("/").with("X-E", "\t a \t b \t "));

    assertThat(environ.get("HTTP_X_E")).isEqualTo("a \t b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: a\u0007b",
        "X: a\u007fb",
        "X: a\u0000b",
        "X: a\rb",
        "X : a",
        "X[L]: a",
        "X\u00e9: a",
        "no colon",
        ": no name"
      })
  @Case(id = "H09", title = "broken header lines", source = "RFC 9110 5.5, RFC 9112 5")
  default void brokenHeaderLines(String line) throws IOException {
    record("H09", line, get() + line + "\r\n\r\n");
  }

  @Test
  @Case(id = "H10", title = "a bare LF between headers", source = "RFC 9112 2.2")
  default void bareLineFeed() throws IOException {
    record("H10", "", get() + "X-A: a\nX-B: b\r\n\r\n");
  }

  @Test
  @Case(id = "H11", title = "a folded header line", source = "RFC 9112 5.2")
  default void foldedLine() throws IOException {
    record("H11", "", get() + "X-A: a\r\n b\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: a\r\nHost: b\r\n",
        "Host: a b\r\n",
        "Host: u@h\r\n",
        "Host: h:abc\r\n",
        "",
        "Host: a/b\r\n",
        "Host: a?b\r\n",
        "Host: a#b\r\n",
        "Host: a\\b\r\n"
      })
  @Case(id = "H12", title = "a Host that is none", source = "RFC 9112 3.2")
  default void hostThatIsNone(String host) throws IOException {
    String target = gateway().get("/").target();

    Optional<RawResponse> answer = send("GET " + target + " HTTP/1.1\r\n" + host + "\r\n");

    assertThat(answer.map(RawResponse::code)).as(host).contains(400);
  }

  @Test
  @Case(id = "H13", title = "a Host with an underscore", source = "RFC 9110 7.2")
  default void hostWithUnderscore() throws IOException {
    RawRequest request = gateway().get("/").without("Host").with("Host", "a_b.example");

    record("H13", "", new String(request.bytes(), ISO_8859_1));
  }

  @Test
  @Case(id = "H15", title = "two Content-Types", source = "RFC 9110 8.3")
  default void twoContentTypes() throws IOException {
    RawRequest request =
        gateway().get("/").with("Content-Type", "text/a").with("Content-Type", "text/b");

    RawResponse answer = gateway().ask(request);

    ResponseAssert.assertThat(answer).hasCode(200);
    assertThat(Environ.of(answer).get("CONTENT_TYPE")).isEqualTo("text/a");
  }

  @ParameterizedTest
  @ValueSource(ints = {7000, 9000, 70_000})
  @Case(id = "H18", title = "large headers", source = "RFC 6585 5")
  default void largeHeaders(int bytes) throws IOException {
    RawRequest request = gateway().get("/").with("X-Large", "x".repeat(bytes));

    record("H18", String.valueOf(bytes), new String(request.bytes(), ISO_8859_1));
  }

  private String get() {
    return "GET "
        + gateway().get("/").target()
        + " HTTP/1.1\r\nHost: "
        + gateway().authority()
        + "\r\n";
  }

  private void record(String id, String variant, String request) throws IOException {
    Optional<RawResponse> answer = send(request);
    answer.ifPresent(
        response ->
            assertThat(response.text())
                .as("a failure of the bridge: " + response)
                .doesNotStartWith("Internal Server Error"));
    observe(
        id,
        variant.replaceAll("[^ -~]", "?"),
        answer.map(response -> String.valueOf(response.code())).orElse("closed"));
  }

  private Optional<RawResponse> send(String request) {
    try (RawConnection connection = gateway().connect()) {
      return connection.send(request).tryRead(gateway().get("/"));
    }
  }
}
