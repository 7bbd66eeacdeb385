package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.ResponseReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request body that comes whole, as wsgi.input gives it. */
public interface RequestBodyContract extends Contract {

  @Test
  @Case(id = "B01", title = "a form is still there to be read", source = "Plack 2, jruby-rack")
  default void formIsStillThere() {
    RawRequest request =
        gateway()
            .app("body")
            .method("POST")
            .with("Content-Type", "application/x-www-form-urlencoded")
            .body("name=tatsuhiko".getBytes(US_ASCII));

    ResponseAssert.assertThat(gateway().ask(request))
        .hasCode(200)
        .hasHeader("X-Told-Length", "14")
        .hasText("name=tatsuhiko");
  }

  @Test
  @Case(id = "B02", title = "96,000 bytes come byte for byte", source = "Plack 3")
  default void largeBodyComesByteForByte() throws Exception {
    byte[] body = new byte[96_000];
    new Random(96).nextBytes(body);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);

    RawResponse answer = gateway().ask(gateway().app("digest").method("POST").body(body));

    ResponseAssert.assertThat(answer)
        .hasCode(200)
        .hasText("96000 " + HexFormat.of().formatHex(hash));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Case(id = "B03", title = "every way to read leads on to the end", source = "PEP 3333, mod_wsgi")
  default void everyWayToReadLeadsOn(boolean chunked) {
    RawRequest request = gateway().app("reads").method("POST");
    String body = "0123456789ABCDEF";

    RawResponse answer =
        gateway()
            .ask(chunked ? request.chunked("01234", body.substring(5)) : request.body(ascii(body)));

    ResponseAssert.assertThat(answer)
        .hasCode(200)
        .hasText(
            """
            read 0: 0
            read: 0
            readNBytes 3: 123
            read into 4: 4 4567
            skip: 2
            rest: ABCDEF
            past the end: -1
            again: -1
            nothing left: 0
            """);
  }

  @Test
  @Case(
      id = "B04",
      title = "chunks are joined, extensions ignored",
      source = "waitress, gunicorn 010")
  default void chunksAreJoined() {
    RawRequest request =
        gateway()
            .app("body")
            .method("POST")
            .with("Transfer-Encoding", "chunked")
            .rawBody("5;a=b;c\r\nhello\r\n6\r\n world\r\n000\r\n\r\n");

    ResponseAssert.assertThat(gateway().ask(request))
        .hasCode(200)
        .hasHeader("X-Told-Length", isBodyCounted() ? "11" : "absent")
        .hasText("hello world");
  }

  @Test
  @Case(id = "B05", title = "no chunks are an empty body", source = "waitress")
  default void noChunksAreAnEmptyBody() {
    ResponseAssert.assertThat(gateway().ask(gateway().app("body").method("POST").chunked()))
        .hasCode(200)
        .hasHeader("X-Told-Length", "absent")
        .hasText("");
  }

  @Test
  @Case(id = "B06", title = "trailers are never headers", source = "gunicorn 012, RFC 9110 6.5.1")
  default void trailersAreNeverHeaders() {
    RawRequest request =
        gateway()
            .app("environ-after-body")
            .method("POST")
            .with("X-Case", "header")
            .with("Transfer-Encoding", "chunked")
            .with("Trailer", "X-T")
            .rawBody("5\r\nhello\r\n0\r\nX-T: tv\r\nContent-Length: 9\r\nX-Case: evil\r\n\r\n");

    Environ environ = gateway().environ(request);

    assertThat(environ.get("HTTP_X_CASE")).isEqualTo("header");
    assertThat(environ.get("CONTENT_LENGTH")).isEqualTo(isBodyCounted() ? "5" : null);
    assertThat(environ.keys()).doesNotContain("HTTP_X_T", "HTTP_CONTENT_LENGTH");
  }

  @Test
  @Case(id = "B13", title = "100-continue is sent once, when the app reads", source = "PEP 3333")
  default void continueIsSentOnce() {
    RawRequest request =
        gateway()
            .app("body")
            .method("POST")
            .with("Expect", "100-continue")
            .with("Content-Length", "5");
    try (RawConnection connection = gateway().connect()) {
      connection.send(request);
      assertThat(connection.ended()).isFalse();
      RawResponse answer = connection.send("hello").read(request);

      ResponseAssert.assertThat(answer).hasCode(200).hasText("hello");
      assertThat(answer.interim()).containsExactly(100);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "OPTIONS", "HEAD", "GET", "FOO"})
  @Case(id = "B16", title = "a body of any method can be read", source = "RFC 9110 9.3")
  default void bodyOfAnyMethodCanBeRead(String method) {
    RawRequest request = gateway().app("body").method(method).body(ascii("hello"));

    ResponseAssert.assertThat(gateway().ask(request)).hasCode(200).isComplete();
    assertThat(gateway().ledger(request).events()).contains("read 5");
  }

  @Test
  @Case(id = "B19", title = "a slow body is read as it comes", source = "this project")
  default void slowBodyIsReadAsItComes() {
    RawRequest request =
        gateway().app("progress").method("POST").with("Transfer-Encoding", "chunked");
    try (RawConnection connection = gateway().connect()) {
      connection.send(request);
      ResponseReader reader = connection.begin(request);
      for (int n = 1; n <= 10; n++) {
        connection.send("1\r\nx\r\n");
        gateway().ledger(request).await("read " + n);
      }
      connection.send("0\r\n\r\n");

      ResponseAssert.assertThat(reader.rest()).hasCode(200).hasText("read 10");
    }
  }

  @Test
  @Case(id = "B20", title = "a multipart body is bytes like any other", source = "CVE-2026-3260")
  default void multipartIsBytes() {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../../x\"\r\n\r\n\0\1\2"
            + "\r\n--b--\r\n";
    RawRequest request =
        gateway()
            .app("body")
            .method("POST")
            .with("Content-Type", "multipart/form-data; boundary=b")
            .body(body.getBytes(ISO_8859_1));

    ResponseAssert.assertThat(gateway().ask(request)).hasCode(200).hasText(body);
  }

  @Test
  @Case(id = "B21", title = "an app may close its input", source = "Rack SPEC")
  default void appMayCloseItsInput() {
    RawRequest request = gateway().app("input-closed").method("POST").body(ascii("hello"));
    try (RawConnection connection = gateway().connect()) {
      ResponseAssert.assertThat(connection.ask(request)).hasCode(200).hasText("closed after h");
      ResponseAssert.assertThat(connection.ask(gateway().get("/next"))).hasCode(200);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
