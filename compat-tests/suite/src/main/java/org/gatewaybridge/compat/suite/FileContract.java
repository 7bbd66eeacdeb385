package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatewaybridge.compat.wire.Framing;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are a file or a stream: wsgi.file_wrapper and Bodies.file. */
public interface FileContract extends Contract {
  /** What the app's files hold, 52,000 letters: more than Tomcat sends without its sendfile. */
  String CONTENT = "abcdefghijklmnopqrstuvwxyz".repeat(2000);

  @ParameterizedTest
  @CsvSource({
    "file,HTTP/1.1", "stream,HTTP/1.1", "file-body,HTTP/1.1",
    "file,HTTP/1.0", "stream,HTTP/1.0", "file-body,HTTP/1.0"
  })
  @Case(
      id = "F20",
      title = "a file is sent whole, from where it stands",
      source = "waitress, mod_wsgi")
  default void fileIsSentFromWhereItStands(String app, String version) {
    for (int offset : new int[] {0, 3, 51_999, 52_000}) {
      RawRequest request =
          gateway().app(app).version(version).with("X-Offset", String.valueOf(offset));

      ResponseAssert.assertThat(gateway().ask(request))
          .hasCode(200)
          .hasText(CONTENT.substring(offset))
          .isComplete();
      closedOnce(app, request);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "stream", "file-body"})
  @Case(
      id = "F20",
      title = "a file with its length leaves the connection usable",
      source = "waitress")
  default void fileWithItsLengthKeepsTheConnection(String app) {
    try (RawConnection connection = gateway().connect()) {
      for (int i = 0; i < 2; i++) {
        RawRequest request = gateway().app(app).with("X-Length", "52000");

        ResponseAssert.assertThat(connection.ask(request))
            .isFramedBy(Framing.LENGTH)
            .hasText(CONTENT)
            .isComplete();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "stream", "file-body"})
  @Case(id = "F20", title = "a file longer than its length is cut", source = "waitress")
  default void fileLongerThanItsLengthIsCut(String app) {
    RawRequest request = gateway().app(app).with("X-Length", "10").with("X-Offset", "2");
    try (RawConnection connection = gateway().connect()) {
      ResponseAssert.assertThat(connection.ask(request)).hasText("cdefghijkl").isComplete();
      ResponseAssert.assertThat(connection.ask(gateway().scripted(Script.ok().list("next"))))
          .hasText("next");
    }
    closedOnce(app, request);
  }

  @ParameterizedTest
  @CsvSource({
    "file,HTTP/1.1", "stream,HTTP/1.1", "file-body,HTTP/1.1",
    "file,HTTP/1.0", "stream,HTTP/1.0", "file-body,HTTP/1.0"
  })
  @Case(id = "F20", title = "a file shorter than its length is a visible cut", source = "waitress")
  default void fileShorterThanItsLengthIsAVisibleCut(String app, String version) {
    RawRequest request = gateway().app(app).version(version).with("X-Length", "52001");

    ResponseAssert.assertThat(gateway().ask(request)).hasCode(200).hasText(CONTENT).isCut();
    closedOnce(app, request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "stream", "file-body"})
  @Case(id = "F20", title = "HEAD of a file has no bytes", source = "RFC 9110 9.3.2")
  default void headOfAFileHasNoBytes(String app) {
    RawRequest request = gateway().app(app).method("HEAD");

    ResponseAssert.assertThat(gateway().ask(request)).hasCode(200).hasLength(0);
    closedOnce(app, request);
  }

  @Test
  @Case(id = "F21", title = "a middleware may change a file's bytes", source = "PEP 3333")
  default void middlewareMayChangeAFilesBytes() {
    RawRequest request = gateway().app("file-in-middleware");

    RawResponse answer = gateway().ask(request);

    assertThat(answer.text()).isEqualTo(CONTENT.toUpperCase(java.util.Locale.ROOT));
    closedOnce("file", request);
  }

  @Test
  @Case(id = "F21", title = "a file that is not returned is not sent", source = "PEP 3333")
  default void fileThatIsNotReturnedIsNotSent() {
    ResponseAssert.assertThat(gateway().ask(gateway().app("file-not-returned")))
        .hasCode(200)
        .hasText("another body")
        .isComplete();
  }

  /** Waits for the close of the app's own stream; a FileBody is opened by the gateway alone. */
  private void closedOnce(String app, RawRequest request) {
    if (!app.equals("file-body")) {
      assertThat(gateway().ledger(request).await("closed")).containsOnlyOnce("closed");
    }
  }
}
