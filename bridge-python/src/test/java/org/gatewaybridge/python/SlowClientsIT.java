package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that is slow holds no worker: two workers, and more slow clients than those. */
@SuppressWarnings("NullAway.Init")
class SlowClientsIT {
  private static final int SLOW = 10;
  private static final int SIZE = 4_000_000; // of an answer
  private static final int SENT_ALONG = 4 * 1024; // of a body, if there is no memory for more

  /** Has a connection take no more than a few hundred KB of an answer that nobody reads. */
  private static final Map<String, String> SMALL_BUFFER = Map.of("socket.txBufSize", "64000");

  private @TempDir Path folder;
  private @TempDir Path buffers;

  private PythonServer start(String... settings) throws Exception {
    return start(Map.of(), settings);
  }

  private PythonServer start(Map<String, String> connector, String... settings) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("timeout", "20", "python.buffer-folder", buffers.toString()));
    all.addAll(List.of(settings));
    Path war =
        PythonServer.war(folder.resolve("war"), "wire_app:application", all.toArray(String[]::new));
    return PythonServer.start(war, "/", connector);
  }

  @ParameterizedTest
  @ValueSource(strings = {"generator", "list", "file", "removed"})
  void slowReaderGetsItsAnswerAndOthersTheirs(String kind) throws Exception {
    int size = SIZE / chunks(kind);
    try (PythonServer server = start(SMALL_BUFFER)) {
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < SLOW; i++) {
        String target = "/" + kind + "?t=token" + i + "&size=" + size;
        Socket socket = server.raw("GET " + target + " HTTP/1.0\r\nHost: a\r\n\r\n");
        assertThat(socket.getInputStream().read()).isEqualTo('H'); // and no more for now
        slow.add(socket);
      }

      for (int i = 0; i < 20; i++) {
        assertThat(server.get("/pid").statusCode()).isEqualTo(200);
      }
      assertThat(server.log()).doesNotContain("no progress", "Requests wait for a worker");
      for (int i = 0; i < SLOW; i++) {
        try (Socket socket = slow.get(i)) {
          assertOwn(socket.getInputStream(), "token" + i, kind, size);
        }
      }
      assertThat(files()).isZero();
    }
  }

  /** Says how many chunks of such a size wire_app.py answers. */
  private static int chunks(String kind) {
    return kind.equals("generator") ? 5 : kind.equals("list") ? 3 : 1;
  }

  private static void assertOwn(InputStream in, String token, String kind, int size)
      throws IOException {
    String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    int line = token.length() + 1;
    assertThat(body.length()).isEqualTo(chunks(kind) * (size / line) * line);
    assertThat(body.lines().allMatch(token::equals)).isTrue();
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.list(buffers)) {
      return all.count();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 200000",
        "Transfer-Encoding: chunked",
        "Expect: 100-continue\r\nContent-Length: 200000"
      })
  void slowUploadHoldsNoWorker(String framing) throws Exception {
    try (PythonServer server = start()) {
      List<Socket> slow = new ArrayList<>();
      String begin = framing.startsWith("T") ? "11170\r\n" : "";
      for (int i = 0; i < SLOW; i++) {
        Socket socket =
            server.raw(
                "POST /list?t=a&size=9 HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n\r\n" + begin);
        socket.getOutputStream().write("a\n".repeat(35_000).getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }

      for (int i = 0; i < 20; i++) {
        assertThat(server.get("/pid").statusCode()).isEqualTo(200);
      }
      assertThat(server.log()).doesNotContain("no progress", "Requests wait for a worker");
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void slowClientsHoldNoThreadOfTheContainer() throws Exception {
    Path war =
        PythonServer.war(
            folder.resolve("war"),
            "wire_app:application",
            "python.buffer-folder",
            buffers.toString());
    List<String> kinds = List.of("generator", "list", "file", "removed");
    Map<String, String> connector = new HashMap<>(SMALL_BUFFER);
    connector.put("maxThreads", "10");
    try (PythonServer server = PythonServer.start(war, "/", connector)) {
      List<Socket> slow = new ArrayList<>();
      List<Socket> readers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        slow.add(
            server.raw(
                "POST /list?t=a&size=9 HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n" + "aaaa"));
        String kind = kinds.get(i % kinds.size());
        String target = "/" + kind + "?t=token" + i + "&size=" + SIZE / chunks(kind);
        Socket reader = server.raw("GET " + target + " HTTP/1.0\r\nHost: a\r\n\r\n");
        assertThat(reader.getInputStream().read()).isEqualTo('H'); // and no more for now
        readers.add(reader);
      }

      for (int i = 0; i < 20; i++) {
        assertThat(server.get("/pid").statusCode()).isEqualTo(200);
      }
      for (Socket socket : slow) {
        socket.getOutputStream().write("aaaaa".getBytes(StandardCharsets.US_ASCII));
        assertThat(readTo(socket.getInputStream(), "a\na\na\na\n")).isTrue();
        socket.close();
      }
      for (int i = 0; i < readers.size(); i++) {
        String kind = kinds.get(i % kinds.size());
        try (Socket socket = readers.get(i)) {
          assertOwn(socket.getInputStream(), "token" + i, kind, SIZE / chunks(kind));
        }
      }
      assertThat(files()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list&size=20000",
        "list&size=200000",
        "generator&size=20000",
        "removed&size=60000"
      })
  void answerThatAConnectionDoesNotTakeHoldsNoThreadOfTheContainer(String what) throws Exception {
    Path war = PythonServer.war(folder.resolve("war"), "wire_app:application");
    Map<String, String> connector = Map.of("maxThreads", "5", "socket.txBufSize", "24000");
    try (PythonServer server = PythonServer.start(war, "/", connector)) {
      String target = "/" + what.replace("&", "?t=token&");
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < SLOW; i++) {
        Socket socket = server.narrow("GET " + target + " HTTP/1.0\r\nHost: a\r\n\r\n");
        assertThat(socket.getInputStream().read()).isEqualTo('H'); // and no more for now
        slow.add(socket);
      }
      assertThat(server.get("/pid").statusCode()).isEqualTo(200);
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 20})
  void uploadsOnOneConnectionDoNotWaitForEachOther(int uploads) throws Exception {
    try (PythonServer server = start(); // of two workers
        Socket socket = server.raw("")) {
      long begun = System.nanoTime();
      List<String> answers = Http2Uploads.send(socket, "/list?t=a&size=9", uploads, 1 << 20);
      long millis = (System.nanoTime() - begun) / 1_000_000;
      System.out.println(uploads + " uploads of 1 MiB on one connection took " + millis + " ms");

      assertThat(answers).hasSize(uploads).containsOnly("a\n".repeat(12));
      assertThat(server.log()).doesNotContain("no progress");
      assertThat(millis).isLessThan(10_000); // they would wait until gateway.timeout, 20 s
    }
  }

  @Test
  void bodyThatHasNoRoomIs503AndOneThatCanHaveNoneIs413() throws Exception {
    try (PythonServer server =
        start("python.buffer-memory", "0", "python.buffer-disk", "300k", "jmx", "true")) {
      assertThat(upload(server, 100_000)).isEqualTo(200);
      assertThat(upload(server, 400_000)).isEqualTo(413);
      try (Socket first =
          server.raw(
              "POST /list?t=a&size=9 HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n")) {
        first.getOutputStream().write(new byte[290_000]);
        PythonServer.await("the first is kept", () -> keptOnDisk() == 290_000 - SENT_ALONG);
        assertThat(upload(server, 200_000)).isEqualTo(503);
        assertThat(server.log()).contains("gateway.python.buffer-disk");
      }
      PythonServer.await("room again", () -> keptOnDisk() == 0);
      assertThat(upload(server, 200_000)).isEqualTo(200);
      assertThat(files()).isZero();
    }
  }

  private static long keptOnDisk() {
    try {
      TabularData figures =
          (TabularData)
              ManagementFactory.getPlatformMBeanServer()
                  .getAttribute(
                      new ObjectName("org.gatewaybridge:type=Gateway,context=\"\""), "AppFigures");
      return (Long) figures.get(new Object[] {"python.buffered.disk"}).get("value");
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int upload(PythonServer server, int size) {
    try {
      return server
          .send(
              server
                  .request("/list?t=a&size=9")
                  .POST(BodyPublishers.ofString("a\n".repeat(size / 2)))
                  .build())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Test
  void unbufferedBodyIsReadAsItComes() throws Exception {
    try (PythonServer server = start("python.buffering", "false");
        Socket socket =
            server.raw(
                "POST /echo?t=a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")) {
      for (String letter : List.of("x", "y", "z")) {
        String chunk = "1\r\n" + letter + "\r\n";
        socket.getOutputStream().write(chunk.getBytes(StandardCharsets.US_ASCII));
        assertThat(readTo(socket.getInputStream(), "\r\n" + chunk)).isTrue();
      }
      socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(readTo(socket.getInputStream(), "0\r\n\r\n")).isTrue();
    }
  }

  private static boolean readTo(InputStream in, String end) throws IOException {
    StringBuilder got = new StringBuilder("\r\n");
    for (int next; !got.toString().endsWith(end) && (next = in.read()) >= 0; ) {
      got.append((char) next);
    }
    return got.toString().endsWith(end);
  }
}
