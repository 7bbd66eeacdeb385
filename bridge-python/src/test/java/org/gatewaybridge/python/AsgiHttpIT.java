package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP requests to an ASGI app on real workers. */
@SuppressWarnings("NullAway.Init")
class AsgiHttpIT {
  private static @TempDir Path directory;
  private static PythonServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        PythonServer.start(
            directory,
            "asgi_app:application",
            "python.workers",
            "1",
            "python.disconnect-grace",
            "1");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void appAnswers() throws Exception {
    HttpResponse<String> answer = server.get("/hello");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("Hello, world!\n");
    assertThat(answer.headers().firstValue("Content-Length")).contains("14");
  }

  @Test
  void scopeIsWhatTheSpecificationWants() throws Exception {
    try (Socket socket =
        server.raw(
            """
            GET /show/%C3%A9%20b?a=%20b HTTP/1.1\r
            Host: a:80\r
            X-Two: 1\r
            B_C: no\r
            X-Two: 2\r
            Connection: close\r
            \r
            """)) {
      String body = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(body)
          .contains("\"type\": \"http\"", "\"http_version\": \"1.1\"", "\"method\": \"GET\"")
          .contains("\"path\": \"/show/\\u00e9 b\"", "\"raw_path\": \"/show/%C3%A9%20b\"")
          .contains("\"query_string\": \"a=%20b\"", "\"root_path\": \"\"", "\"scheme\": \"http\"")
          .contains("[\"x-two\", \"1\"], [\"x-two\", \"2\"]", "[\"host\", \"a:80\"]")
          .contains("\"client\": [\"127.0.0.1\", ", "\"server\": [\"a\", 80]")
          .contains("\"state\": [\"started\"]")
          .doesNotContain("b_c");
    }
  }

  @Test
  void bodyIsEchoedAsItComes() throws Exception {
    String text = "0123456789abcdef".repeat(40_000);

    assertThat(
            server.send(server.request("/echo").POST(BodyPublishers.ofString(text)).build()).body())
        .isEqualTo(text);
  }

  @Test
  void answerBeforeTheUploadIsRead() throws Exception {
    try (Socket socket =
        server.raw("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\nbegun")) {
      assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void exceptionIs500() throws Exception {
    assertThat(server.get("/raises").statusCode()).isEqualTo(500);
    assertThat(server.log()).contains("LookupError: lost in the app");
  }

  @Test
  void exceptionInTheAnswerCutsTheConnection() {
    assertThatThrownBy(() -> server.get("/raises-late")).isInstanceOf(IOException.class);
    assertThat(server.log()).contains("LookupError: lost in the answer");
  }

  @Test
  void appThatDoesNotAnswerIs500() throws Exception {
    assertThat(server.get("/silent").statusCode()).isEqualTo(500);
    assertThat(server.get("/twice").statusCode()).isEqualTo(500);
    assertThat(server.log())
        .contains("The app returned without an answer", "sent http.response.start twice");
  }

  @Test
  void exceptionOfABackgroundTaskIsLogged() throws Exception {
    assertThat(server.body("/background")).isEqualTo("ok\n");
    PythonServer.await("the log", () -> server.log().contains("lost in the background"));
  }

  @Test
  void goneClientIsToldAndSendRaises() throws Exception {
    int gone = count("gone");
    try (Socket socket = server.raw("GET /streams HTTP/1.1\r\nHost: a\r\n\r\n")) {
      assertThat(socket.getInputStream().readNBytes(5000)).hasSize(5000);
    }
    PythonServer.await("the exception", () -> count("gone") > gone);
    assertThat(server.body("/calls")).contains("ClientGone");
  }

  @Test
  void fileIsSent() throws Exception {
    HttpResponse<String> answer = server.get("/file");

    assertThat(answer.body()).startsWith("\"\"\"An ASGI app for tests");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/x-python");
  }

  @Test
  void manyRequestsWaitAtOnce() throws Exception {
    Socket[] sockets = new Socket[100];
    for (int i = 0; i < sockets.length; i++) {
      sockets[i] = server.raw("GET /sleeps?2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }
    PythonServer.await("all of them", () -> count("started") == sockets.length);
    for (Socket socket : sockets) {
      try (socket;
          InputStream in = socket.getInputStream()) {
        assertThat(new String(in.readAllBytes(), UTF_8)).endsWith("slept\n");
      }
    }
  }

  private static int count(String what) {
    try {
      return Integer.parseInt(
          server.body("/calls").replaceAll("(?s).*\"" + what + "\": (\\d+).*", "$1"));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
