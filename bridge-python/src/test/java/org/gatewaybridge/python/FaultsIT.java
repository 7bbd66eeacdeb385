package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  private static PythonServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        PythonServer.start(
            directory,
            "faults:application",
            "timeout",
            "2",
            "graceful-timeout",
            "5",
            "python.max-rss",
            "100m");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    PythonServer.await("no process is left", () -> PythonServer.processes().isEmpty());
  }

  @BeforeEach
  void forget() throws IOException {
    Files.writeString(notes(), "");
  }

  // faults.py writes beside the directory it lies in
  private static Path notes() {
    return directory.resolve("war/WEB-INF/notes");
  }

  private static void bothWorkersAnswer() throws Exception {
    Set<String> pids = new HashSet<>();
    PythonServer.await(
        "two workers",
        () -> {
          List<CompletableFuture<HttpResponse<String>>> some =
              List.of(inBackground("/sleeps?0.05"), inBackground("/sleeps?0.05"));
          some.forEach(CompletableFuture::join);
          pids.addAll(sleepers());
          return pids.size() >= 2;
        });
    assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
  }

  private static CompletableFuture<HttpResponse<String>> inBackground(String target) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return server.get(target);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static List<String> sleepers() {
    return sleepers(notes());
  }

  private static List<String> sleepers(Path notes) {
    try {
      return Files.readAllLines(notes).stream()
          .filter(line -> line.startsWith("sleeps "))
          .map(line -> line.substring(7))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Test
  void clientThatGoesAwayClosesTheBody() throws Exception {
    for (int i = 0; i < 1000; i++) {
      try (Socket socket = server.raw("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")) {
        assertThat(socket.getInputStream().readNBytes(3000)).hasSize(3000);
      }
    }
    PythonServer.await("1000 bodies closed", () -> linesOf("closed") == 1000);
    bothWorkersAnswer();
  }

  private static long linesOf(String text) {
    try {
      return Files.readAllLines(notes()).stream().filter(text::equals).count();
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void requestWithoutProgressIs504AndItsStackIsLogged() throws Exception {
    HttpResponse<String> late = server.get("/sleeps?60");

    assertThat(late.statusCode()).isEqualTo(504);
    PythonServer.await("stacks", () -> server.log().contains("in sleeps"));
    assertThat(server.log())
        .contains("Fatal Python error: Aborted")
        .contains("no progress for 2 s");
    bothWorkersAnswer();
  }

  @Test
  void streamWithoutProgressIsCut() throws Exception {
    assertThatThrownBy(() -> server.get("/sleeps-late")).isInstanceOf(IOException.class);
    bothWorkersAnswer();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/exits", "/segfault"})
  void endOfTheWorkerIs502ForItsOneRequest(String target) throws Exception {
    HttpResponse<String> lost = server.get(target);

    assertThat(lost.statusCode()).isEqualTo(502);
    String ending = target.equals("/exits") ? "exit code 7" : "signal SIGSEGV";
    PythonServer.await(ending, () -> server.log().contains("ended by " + ending));
    bothWorkersAnswer();
  }

  @Test
  void endOfTheWorkerInItsBodyCutsTheConnection() throws Exception {
    assertThatThrownBy(() -> server.get("/exits-late")).isInstanceOf(IOException.class);
    bothWorkersAnswer();
  }

  @Test
  void killedWorkerLosesOnlyItsRequest() throws Exception {
    CompletableFuture<HttpResponse<String>> sleeping = inBackground("/sleeps?1");
    PythonServer.await("a request", () -> !sleepers().isEmpty());
    kill(sleepers().get(0));

    assertThat(sleeping.join().statusCode()).isEqualTo(502);
    assertThat(server.log()).contains("signal SIGKILL");
    bothWorkersAnswer();
  }

  @Test
  void workersKilledWhileFreeLoseNothing() throws Exception {
    for (int i = 0; i < 5; i++) {
      kill(server.body("/pid"));
      assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
    }
    bothWorkersAnswer();
  }

  @Test
  void workerKilledWhileItReadsTheBodyIs502(@TempDir Path unbuffered) throws Exception {
    byte[] half = new byte[50_000];
    try (PythonServer asked =
            PythonServer.start(unbuffered, "faults:application", "python.buffering", "false");
        Socket socket =
            asked.raw("POST /reads HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")) {
      Path notes = unbuffered.resolve("war/WEB-INF/notes");
      socket.getOutputStream().write(half);
      PythonServer.await("a request", () -> !sleepers(notes).isEmpty());
      String pid = sleepers(notes).get(0);
      kill(pid);
      PythonServer.await("its end", () -> asked.log().contains("Worker " + pid + " of"));
      socket.getOutputStream().write(half);

      assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 502");
      assertThat(asked.body("/hello")).isEqualTo("Hello, world!\n");
    }
  }

  @Test
  void workerKilledInItsBodyCutsTheConnection() throws Exception {
    HttpResponse<InputStream> begun = server.open("/sleeps-late");
    try (InputStream in = begun.body()) {
      assertThat(in.readNBytes(5)).hasSize(5);
      kill(sleepers().get(0));
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
    bothWorkersAnswer();
  }

  private static void kill(String pid) {
    ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/prints", "/prints?endless-line"})
  void appThatPrintsEndlesslyIsEnded(String target) throws Exception {
    assertThat(server.get(target).statusCode()).isEqualTo(504);
    bothWorkersAnswer();
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
    bothWorkersAnswer();
  }

  /** Asks both workers. */
  private static boolean atLeastOneIs502(String target) {
    List<CompletableFuture<HttpResponse<String>>> both =
        List.of(inBackground(target), inBackground(target));
    return both.stream().map(CompletableFuture::join).anyMatch(one -> one.statusCode() == 502);
  }

  @Test
  void childThatReturnsIntoTheGatewayDisturbsNobody() throws Exception {
    assertThat(server.body("/forks-and-returns")).isEqualTo("parent");
    bothWorkersAnswer();
  }

  @Test
  void workerThatClosesItsSocketIs502() throws Exception {
    assertThat(server.get("/closes-sockets").statusCode()).isEqualTo(502);
    bothWorkersAnswer();
  }

  @Test
  void workerThatHoldsTooMuchIsReplaced() throws Exception {
    long pid = Long.parseLong(server.body("/eats"));
    PythonServer.await(
        "its end",
        () -> {
          inBackground("/eats").join(); // on that worker or on the other
          return ProcessHandle.of(pid).isEmpty();
        });
    PythonServer.await("the reason", () -> server.log().contains("its bound is 100 MiB"));
    bothWorkersAnswer();
  }

  @Test
  void parentThatIsKilledIsStartedAgain() throws Exception {
    long worker = Long.parseLong(server.body("/pid"));
    ProcessHandle parent = ProcessHandle.of(worker).orElseThrow().parent().orElseThrow();
    parent.destroyForcibly();

    PythonServer.await("its end", () -> ProcessHandle.of(worker).isEmpty());
    assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
    bothWorkersAnswer();
  }
}
