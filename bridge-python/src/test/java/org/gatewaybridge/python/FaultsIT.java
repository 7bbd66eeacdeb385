package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong hurts one request, and the next ones are answered. */
@ExtendWith(FaultTable.class)
@SuppressWarnings("NullAway.Init")
class FaultsIT {
  private static @TempDir Path directory;
  private static FaultyApp app;
  private static PythonServer server;

  @BeforeAll
  static void start() throws Exception {
    app = FaultyApp.start(directory, "graceful-timeout", "5", "python.max-rss", "100m");
    server = app.server();
  }

  @AfterAll
  static void stop() throws Exception {
    app.close();
    PythonServer.await("no process is left", () -> PythonServer.processes().isEmpty());
  }

  @BeforeEach
  void forget() throws IOException {
    app.forget();
  }

  @Test
  void clientThatGoesAwayClosesTheBody() throws Exception {
    for (int i = 0; i < 1000; i++) {
      try (Socket socket = server.raw("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")) {
        assertThat(socket.getInputStream().readNBytes(3000)).hasSize(3000);
      }
    }
    PythonServer.await("1000 bodies closed", () -> app.count("closed") == 1000);
    app.bothWorkersAnswer();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/exits", "/segfault"})
  void endOfTheWorkerIs502ForItsOneRequest(String target) throws Exception {
    HttpResponse<String> lost = server.get(target);

    assertThat(lost.statusCode()).isEqualTo(502);
    String ending = target.equals("/exits") ? "exit code 7" : "signal SIGSEGV";
    PythonServer.await(ending, () -> server.log().contains("ended by " + ending));
    if (target.equals("/exits")) {
      PythonServer.await("what it wrote", () -> server.log().contains("stderr last words"));
    }
    app.bothWorkersAnswer();
  }

  @Test
  void endOfTheWorkerInItsBodyCutsTheConnection() throws Exception {
    assertThatThrownBy(() -> server.get("/exits-late")).isInstanceOf(IOException.class);
    app.bothWorkersAnswer();
  }

  @Test
  void killedWorkerLosesOnlyItsRequest() throws Exception {
    CompletableFuture<HttpResponse<String>> sleeping = app.inBackground("/sleeps?60");
    PythonServer.await("a request", () -> !app.sleepers().isEmpty());
    String pid = app.sleepers().get(0);
    kill(pid);

    assertThat(sleeping.join().statusCode()).isEqualTo(502);
    String end = "Worker " + pid + " of faults:application ended by signal SIGKILL";
    PythonServer.await(end, () -> server.log().contains(end));
    app.bothWorkersAnswer();
  }

  @Test
  void workersKilledWhileFreeLoseNothing() throws Exception {
    for (int i = 0; i < 5; i++) {
      kill(server.body("/pid"));
      assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
    }
    app.bothWorkersAnswer();
  }

  @Test
  void workerKilledWhileItReadsTheBodyIs502(@TempDir Path unbuffered) throws Exception {
    byte[] half = new byte[50_000];
    try (FaultyApp asked = FaultyApp.start(unbuffered, "python.buffering", "false");
        Socket socket =
            asked
                .server()
                .raw("POST /reads HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")) {
      socket.getOutputStream().write(half);
      PythonServer.await("a request", () -> !asked.sleepers().isEmpty());
      String pid = asked.sleepers().get(0);
      kill(pid);
      PythonServer.await("its end", () -> asked.server().log().contains("Worker " + pid + " of"));
      socket.getOutputStream().write(half);

      assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 502");
      assertThat(asked.server().body("/hello")).isEqualTo("Hello, world!\n");
    }
  }

  @Test
  void workerKilledInItsBodyCutsTheConnection() throws Exception {
    HttpResponse<InputStream> begun = server.open("/sleeps-late");
    try (InputStream in = begun.body()) {
      assertThat(in.readNBytes(5)).hasSize(5);
      kill(app.sleepers().get(0));
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
    app.bothWorkersAnswer();
  }

  private static void kill(String pid) {
    ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
  }

  @Test
  void childrenOfAWorkerEndWithIt() throws Exception {
    String pid = server.body("/forks");
    List<ProcessHandle> children =
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().descendants().toList();
    assertThat(children).hasSizeGreaterThanOrEqualTo(2);

    PythonServer.await("502 of that worker", () -> atLeastOneIs502("/exits?" + pid));
    PythonServer.await(
        "the children's end", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    app.bothWorkersAnswer();
  }

  /** Asks both workers. */
  private static boolean atLeastOneIs502(String target) {
    List<CompletableFuture<HttpResponse<String>>> both =
        List.of(app.inBackground(target), app.inBackground(target));
    return both.stream().map(CompletableFuture::join).anyMatch(one -> one.statusCode() == 502);
  }

  @Test
  void childThatReturnsIntoTheGatewayDisturbsNobody() throws Exception {
    assertThat(server.body("/forks-and-returns")).isEqualTo("parent");
    app.bothWorkersAnswer();
  }

  @Test
  void workerThatClosesItsSocketIs502() throws Exception {
    assertThat(server.get("/closes-sockets").statusCode()).isEqualTo(502);
    app.bothWorkersAnswer();
  }

  @Test
  void workerThatHoldsTooMuchIsReplaced() throws Exception {
    long pid = Long.parseLong(server.body("/eats"));
    PythonServer.await(
        "its end",
        () -> {
          app.inBackground("/eats").join(); // on that worker or on the other
          return ProcessHandle.of(pid).isEmpty();
        });
    PythonServer.await("the reason", () -> server.log().contains("its bound is 100 MiB"));
    app.bothWorkersAnswer();
  }

  @Test
  void parentThatIsKilledIsStartedAgain() throws Exception {
    long worker = Long.parseLong(server.body("/pid"));
    ProcessHandle parent = ProcessHandle.of(worker).orElseThrow().parent().orElseThrow();
    parent.destroyForcibly();

    PythonServer.await("its end", () -> ProcessHandle.of(worker).isEmpty());
    assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
    app.bothWorkersAnswer();
  }
}
