package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers are started, watched and replaced without fork, Unix sockets, process groups and signals,
 * which Python lacks on Windows.
 */
@SuppressWarnings("NullAway.Init")
class BarePythonIT {
  private static @TempDir Path directory;
  private static @TempDir Path bare;
  private static FaultyApp app;
  private static PythonServer server;

  @BeforeAll
  static void start() throws Exception {
    app =
        FaultyApp.start(
            directory,
            "timeout",
            "2",
            "graceful-timeout",
            "5",
            "python.executable",
            BarePython.in(bare).toString(),
            "python.start",
            "spawn",
            "python.wire",
            "tcp");
    server = app.server();
  }

  @AfterAll
  static void stop() throws Exception {
    app.close();
    PythonServer.await("no process is left", () -> PythonServer.processes().isEmpty());
  }

  @BeforeEach
  void forget() throws Exception {
    app.forget();
  }

  @Test
  void workersAnswerAndLog() throws Exception {
    assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
    assertThat(server.body("/file?" + directory.resolve("war/WEB-INF/python/faults.py")))
        .contains("def hello");
    assertThat(server.body("/logs")).isEqualTo("logged");
    PythonServer.await("the log", () -> server.log().contains("stdout printed"));
    app.bothWorkersAnswer();
  }

  @Test
  void endOfAWorkerIs502ForItsRequestAndItIsReplaced() throws Exception {
    assertThat(server.get("/exits").statusCode()).isEqualTo(502);
    PythonServer.await("its end", () -> server.log().contains("ended by exit code 7"));
    app.bothWorkersAnswer();
  }

  @Test
  void requestWithoutProgressIs504AndItsStackIsLogged() throws Exception {
    assertThat(server.get("/sleeps?60").statusCode()).isEqualTo(504);
    PythonServer.await("its stack", () -> server.log().contains("in sleeps"));
    PythonServer.await("its end", () -> server.log().contains("ended by exit code 3"));
    app.bothWorkersAnswer();
  }

  @Test
  void workersEndWithTheParentAndBothAreStartedAgain() throws Exception {
    CompletableFuture<HttpResponse<String>> stuck = app.inBackground("/sleeps?60");
    PythonServer.await("a request", () -> !app.sleepers().isEmpty());
    ProcessHandle worker = ProcessHandle.of(Long.parseLong(app.sleepers().get(0))).orElseThrow();
    worker.parent().orElseThrow().destroyForcibly();

    PythonServer.await("its end", () -> !worker.isAlive());
    assertThat(stuck.join().statusCode()).isEqualTo(502);
    app.bothWorkersAnswer();
  }

  @Test
  void importThatTakesLongIsToldWithItsStack(@TempDir Path slow) throws Exception {
    Path war =
        PythonServer.war(
            slow.resolve("war"),
            "late:application",
            "python.executable",
            bare.resolve("bin/python3").toString(),
            "python.start",
            "spawn",
            "python.wire",
            "tcp",
            "python.start-in-background",
            "true");
    Files.writeString(war.resolve("WEB-INF/python/late.py"), "import time\ntime.sleep(600)\n");
    try (PythonServer late = PythonServer.start(war)) {
      PythonServer.await("the stack", () -> late.log().contains("late.py\", line 2 in <module>"));
      assertThat(late.log()).contains("late:application is still being imported");
    }
    PythonServer.await("three processes", () -> PythonServer.processes().size() == 3);
  }
}
