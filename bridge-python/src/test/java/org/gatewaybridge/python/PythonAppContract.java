package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes well: PEP 3333 on the wire. */
abstract class PythonAppContract {

  /** The server of {@code faults:application}. */
  abstract PythonServer server();

  @Test
  void answerIsTheApps() throws Exception {
    HttpResponse<String> hello = server().get("/hello");

    assertThat(hello.statusCode()).isEqualTo(200);
    assertThat(hello.body()).isEqualTo("Hello, world!\n");
    assertThat(hello.headers().firstValue("Content-Length")).hasValue("14");
  }

  @Test
  void environIsPythonsOwn() throws Exception {
    String request =
        String.join(
            "\r\n",
            "GET /environ/gr%C3%BC%C3%9Fe?a=%20b HTTP/1.1",
            "Host: a",
            "X-L: caf\u00e9",
            "Connection: close",
            "",
            "");
    String seen;
    try (Socket socket = server().raw(request)) {
      seen = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(seen)
        .contains("type=dict")
        .contains("PATH_INFO='/environ/gr\u00c3\u00bc\u00c3\\x9fe'")
        .contains("QUERY_STRING='a=%20b'")
        .contains("SCRIPT_NAME=''")
        .contains("SERVER_PROTOCOL='HTTP/1.1'")
        .contains("HTTP_X_L='caf\u00e9'")
        .contains("wsgi.version=(1, 0)")
        .contains("wsgi.multiprocess=True")
        .contains("wsgi.multithread=False")
        .contains("wsgi.run_once=False")
        .contains("wsgi.url_scheme='http'")
        .contains("wsgi.input_terminated=True")
        .doesNotContain("servlet");
  }

  @Test
  void smallBodyIsReadWhole() throws Exception {
    assertThat(post("/echo", "hello".getBytes(StandardCharsets.UTF_8))).isEqualTo("hello");
    assertThat(post("/echo", new byte[0])).isEmpty();
  }

  @Test
  void inputIsReadByLinesAndSizes() throws Exception {
    byte[] small = "one\ntwo\nthree\nfour\nfive\n\nlast".getBytes(StandardCharsets.UTF_8);
    String parts = "|one\n|two|\nt|hree\n|four\n|five\n|\n|last||";

    assertThat(post("/lines", small)).isEqualTo(parts);
    assertThat(
            server()
                .send(
                    server()
                        .request("/lines")
                        .POST(
                            BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(small)))
                        .build())
                .body())
        .as("chunked, on demand")
        .isEqualTo(parts);
  }

  @Test
  void bigUploadIsStreamed() throws Exception {
    byte[] body = new byte[8 << 20];
    new Random(1).nextBytes(body);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));

    assertThat(post("/digest", body)).isEqualTo(body.length + " " + digest);
    assertThat(post("/digest", Arrays.copyOf(body, 65536))).startsWith("65536 ");
    assertThat(post("/digest", Arrays.copyOf(body, 65537))).startsWith("65537 ");
  }

  @Test
  void bigBodyIsEchoedWhole() throws Exception {
    byte[] body = new byte[3 << 20];
    Arrays.fill(body, (byte) 'x');

    HttpResponse<String> echoed =
        server().send(server().request("/echo").POST(BodyPublishers.ofByteArray(body)).build());

    assertThat(echoed.body()).hasSize(body.length);
    assertThat(echoed.headers().firstValue("Content-Length")).hasValue("" + body.length);
  }

  private String post(String target, byte[] body) throws IOException, InterruptedException {
    return server()
        .send(server().request(target).POST(BodyPublishers.ofByteArray(body)).build())
        .body();
  }

  @Test
  void fileIsSentFromWhereItStands(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("hundred");
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] block = new byte[1 << 20];
      for (int i = 0; i < 100; i++) {
        Arrays.fill(block, (byte) i);
        out.write(block);
      }
    }

    HttpResponse<InputStream> whole = server().open("/file?" + file);
    assertThat(whole.headers().firstValue("Content-Length")).hasValue("" + (100 << 20));
    try (InputStream in = whole.body()) {
      assertThat(in.readAllBytes()).hasSize(100 << 20).endsWith(99).startsWith(0);
    }
    HttpResponse<String> part =
        server()
            .send(server().request("/file?" + file).header("From", "" + ((100 << 20) - 3)).build());
    assertThat(part.body()).isEqualTo("ccc");
  }

  @Test
  void chunkDoesNotWaitForTheNext(@TempDir Path directory) throws Exception {
    Path gate = directory.resolve("gate");
    try (InputStream in = server().open("/gated?" + gate).body()) {
      assertThat(in.readNBytes(5)).asString(StandardCharsets.UTF_8).isEqualTo("first");
      Files.createFile(gate);
      assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(" second");
    }
  }

  @Test
  void writeAndExcInfoAreThose0fPep3333() throws Exception {
    assertThat(server().body("/write")).isEqualTo("one two three");
    HttpResponse<String> replaced = server().get("/exc-info");
    assertThat(replaced.statusCode()).isEqualTo(418);
    assertThat(replaced.headers().firstValue("X-First")).isEmpty();
    assertThat(replaced.headers().firstValue("X-Second")).hasValue("yes");
  }

  @Test
  void failureIsA500AndATracebackInTheLog() throws Exception {
    HttpResponse<String> failed = server().get("/raises");

    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).isEqualTo("Internal Server Error\n");
    assertThat(server().log())
        .contains("GET /raises [")
        .contains("PythonFailure: Traceback (most recent call last):\n\t  File \"")
        .contains("\n\tValueError: boom\n\tand a second line \\u001b[31m")
        .contains("faults.py\", line")
        .doesNotContain("gateway_worker")
        .doesNotContain("\nand a second line");
  }

  @Test
  void badHeaderIsRefusedInTheAppsOwnFrame() throws Exception {
    assertThat(server().get("/bad-header").statusCode()).isEqualTo(500);
    assertThat(server().log()).contains("ContractViolation: Header 'X-Bad'").contains("[R24]");
  }

  @Test
  void lateFailureCutsTheConnection() {
    assertThatThrownBy(() -> server().get("/raises-late")).isInstanceOf(IOException.class);
  }

  @Test
  void uploadThatBreaksOffIsNoSuccess() throws Exception {
    try (Socket socket =
        server().raw("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc")) {
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .doesNotContain(" 200 ");
    }
    try (Socket socket =
        server().raw("POST /digest HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc")) {
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .doesNotContain(" 200 ");
    }
    assertThat(server().body("/hello")).startsWith("Hello");
  }

  @Test
  void logHasLevelAndLogger() throws Exception {
    server().get("/logs");

    PythonServer.await("records", () -> server().log().contains("complained"));
    PythonServer.await("records", () -> server().log().contains("printed"));
    assertThat(server().log())
        .contains("SEVERE python.shop.cart no \\u001b[31mstock for bread")
        .contains("INFO org.gatewaybridge.python.stdout printed")
        .contains("WARNING org.gatewaybridge.python.stderr complained");
  }
}
