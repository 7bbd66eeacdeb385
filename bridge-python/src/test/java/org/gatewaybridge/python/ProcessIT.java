package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app does to its process is its own: it does not reach the gateway. */
@ExtendWith(FaultTable.class)
class ProcessIT {
  private @TempDir Path directory = Path.of("");

  /** Starts an app that is {@code process.py} behind some more lines. */
  private PythonServer start(String lines, String... settings) throws Exception {
    return PythonServer.start(war(lines, settings));
  }

  private Path war(String lines, String... settings) throws Exception {
    String[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "python.runtime";
    all[settings.length + 1] = "workers";
    Path war = PythonServer.war(directory.resolve("war"), "more:application", all);
    Files.writeString(
        war.resolve("WEB-INF/python/more.py"), lines + "\nfrom process import application\n");
    return war;
  }

  @Test
  void eachWorkerImportsTheAppUnlessPreloadIsSet() throws Exception {
    try (PythonServer server = start("")) {
      String[] pids = server.body("/where").split(" ", -1);
      assertThat(pids[0]).isEqualTo(pids[1]);
    }
  }

  @Test
  void preloadForksTheImportedApp() throws Exception {
    PythonMode.assumeForks("nothing is preloaded");
    try (PythonServer server = start("", "python.preload", "true")) {
      String[] pids = server.body("/where").split(" ", -1);
      assertThat(pids[0]).isNotEqualTo(pids[1]);
      assertThat(server.body("/terminates")).isEqualTo("-15 45 -3");
      assertThat(server.body("/survives")).matches("\\d+");
      assertThat(server.log()).doesNotContain("cannot share").doesNotContain("ended by");
    }
    assertThat(PythonServer.processes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()"
            + "|thread Thread-1",
        "import socket; pair = socket.socketpair()|socket to its other end",
        "import sqlite3; base = sqlite3.connect('db'); base.execute('create table if not exists"
            + " t(a)')|open file",
        "import subprocess; child = subprocess.Popen(['sleep', '60'])|child processes",
      })
  void preloadIsGivenUpWhereTheImportLeavesWhatForksCannotShare(String line, String what)
      throws Exception {
    PythonMode.assumeForks("nothing is preloaded");
    try (PythonServer server = start(line, "python.preload", "true")) {
      String[] pids = server.body("/where").split(" ", -1);
      assertThat(pids[0]).isEqualTo(pids[1]);
      assertThat(server.log())
          .contains("gateway.python.preload is true, but the import of more:application")
          .contains(what);
    }
    PythonServer.await("no process is left", () -> PythonServer.processes().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void timeoutOfTheAppsSocketsIsNotTheGateways(String preload) throws Exception {
    try (PythonServer server =
        start("import socket\nsocket.setdefaulttimeout(0.3)", "python.preload", preload)) {
      assertThat(server.body("/sleeps?1")).isEqualTo("slept"); // the other worker waits meanwhile
      assertThat(server.body("/where")).matches("\\d+ \\d+");
      assertThat(server.log()).doesNotContain("ended by");
    }
  }

  @ParameterizedTest
  @CsvSource({"true,1", "true,3", "false,1", "false,3"})
  void appThatReplacesPythonsModulesIsServed(String preload, String threads) throws Exception {
    String patch =
        """
        import os, select, signal, socket, sys, threading, time
        import faults, process
        def broken(*_, **__):
            raise RuntimeError("the gateway took the app's")
        for module, names in (
            (select, "select poll epoll"), (socket, "socket socketpair create_connection"),
            (time, "monotonic"), (threading, "Thread Lock"), (signal, "signal set_wakeup_fd"),
            (os, "fork waitpid write"),
        ):
            for name in names.split():
                setattr(module, name, broken)
        sys.stdout = sys.stderr = None
        """;
    try (PythonServer server =
        start(patch, "python.preload", preload, "python.threads", threads, "timeout", "2")) {
      assertThat(server.body("/where")).matches("\\d+ \\d+");
      server.get("/exits");
      assertThat(server.get("/sleeps?60").statusCode()).isEqualTo(504);
      PythonServer.await("workers again", () -> server.answers("/hello"));
      assertThat(server.log()).doesNotContain("the gateway took the app's");
    }
    PythonServer.await("no process is left", () -> PythonServer.processes().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void databaseInsideTheDeploymentIsWarnedOfOnce(String preload) throws Exception {
    String makes =
        "import sqlite3; base = sqlite3.connect('shop.db');"
            + " base.execute('create table if not exists t(a)'); base.close()";
    try (PythonServer server = start(makes, "python.preload", preload)) {
      String warning = "shop.db is inside the deployment: the next WAR replaces it";
      PythonServer.await("the warning", () -> server.log().contains(warning));
      assertThat(server.body("/where")).matches("\\d+ \\d+");
      assertThat(server.log().split(warning, -1)).hasSize(2);
    }
  }

  @Test
  void databaseOutsideIsNoneToWarnOf() throws Exception {
    String makes =
        "import sqlite3; base = sqlite3.connect('%s');".formatted(directory.resolve("shop.db"))
            + " base.execute('create table if not exists t(a)'); base.close()";
    try (PythonServer server = start(makes, "python.workers", "1")) {
      assertThat(server.body("/where")).matches("\\d+ \\d+");
      assertThat(server.log()).doesNotContain("is inside the deployment");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void appThatGeventHasPatchedRunsOnThreadsAndIsPreloaded(String preload) throws Exception {
    assumeGevent();
    String patches = "import gevent.monkey; gevent.monkey.patch_all()";
    try (PythonServer server = start(patches, "python.preload", preload, "python.threads", "2")) {
      String[] pids = server.body("/where").split(" ", -1);
      assertThat(pids[0].equals(pids[1])).isEqualTo(preload.equals("false") || PythonMode.spawns());
      assertThat(server.body("/survives")).matches("\\d+");
      assertThat(server.log()).doesNotContain("cannot share").doesNotContain("ended by");
    }
  }

  @Test
  void greenletsOfTheImportAreNamedWherePreloadIsGivenUp() throws Exception {
    PythonMode.assumeForks("nothing is preloaded");
    assumeGevent();
    String spawns = "import gevent; kept = gevent.spawn(gevent.sleep, 1000)";
    try (PythonServer server = start(spawns, "python.preload", "true")) {
      String[] pids = server.body("/where").split(" ", -1);
      assertThat(pids[0]).isEqualTo(pids[1]);
      assertThat(server.log()).containsPattern("forks cannot share: greenlet .*sleep");
    }
  }

  @Test
  void childrenHaveTheSignalsOfAPlainProgramAndWorkersSurvive() throws Exception {
    try (PythonServer server = start("", "python.threads", "2")) {
      assertThat(server.body("/terminates")).isEqualTo("-15 45 -3");
      String pid = server.body("/survives");
      assertThat(ProcessHandle.of(Long.parseLong(pid))).isPresent();
      assertThat(server.log()).doesNotContain("ended by");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void appMayWrapAndCloseItsStreams(String preload) throws Exception {
    String wraps =
        """
        import io, sys
        sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", line_buffering=True)
        print("wrapped")
        sys.stderr.close()
        """;
    try (PythonServer server = start(wraps, "python.preload", preload, "python.workers", "1")) {
      assertThat(server.body("/logs")).isEqualTo("logged");
      PythonServer.await("the log", () -> server.log().contains("complained"));
      assertThat(server.log()).contains("INFO org.gatewaybridge.python.stdout wrapped");
    }
  }

  @Test
  void clientThatGoesAwayEndsNoNeighbourWhateverSigpipeDoes() throws Exception {
    String dies = "import signal; signal.signal(signal.SIGPIPE, signal.SIG_DFL)";
    try (PythonServer server = start(dies, "python.workers", "1", "python.threads", "2")) {
      String pid = server.body("/where");
      CompletableFuture<String> neighbour = inBackground(server, "/sleeps?2");
      Path notes = directory.resolve("war/WEB-INF/notes");
      PythonServer.await("a neighbour", () -> Files.exists(notes));
      try (Socket socket = server.raw("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")) {
        assertThat(socket.getInputStream().readNBytes(3000)).hasSize(3000);
      }
      assertThat(neighbour.join()).isEqualTo("slept");
      PythonServer.await("a closed body", () -> server.log().contains("SIGPIPE") || has(notes));
      assertThat(server.body("/where")).isEqualTo(pid);
    }
  }

  private static CompletableFuture<String> inBackground(PythonServer server, String target) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return server.body(target);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static boolean has(Path notes) {
    try {
      return Files.readString(notes).contains("closed");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void parentOutlivesTheSignalHandlersOfAPreloadedApp() throws Exception {
    PythonMode.assumeForks("nothing is preloaded");
    String ends =
        """
        import signal, sys
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: sys.exit(0))
        signal.setitimer(signal.ITIMER_REAL, 0.7)
        """;
    try (PythonServer server = start(ends, "python.preload", "true", "python.workers", "1")) {
      String parent = server.body("/where").split(" ", -1)[0];
      assertThat(ProcessHandle.of(Long.parseLong(parent)).orElseThrow().destroy()).isTrue();
      assertThat(server.body("/sleeps?1")).isEqualTo("slept");
      server.get("/exits");
      assertThat(server.body("/where")).startsWith(parent + " ");
      assertThat(server.body("/survives")).matches("\\d+");
      assertThat(server.log()).doesNotContain("it is started again");
    }
  }

  @Test
  void workerThatLivesButServesNoMoreIsReplaced() throws Exception {
    Path gate = directory.resolve("gate");
    Path left = directory.resolve("left");
    String exits =
        """
        import os, signal, sys, threading, time
        def stays():
            while not os.path.exists("%s"):
                time.sleep(0.05)
        def leaves(*_):
            open("%s", "w").close()
            sys.exit(0)
        signal.signal(signal.SIGTERM, leaves)
        threading.Thread(target=stays).start()
        """
            .formatted(gate, left);
    try (PythonServer server = start(exits, "python.workers", "1", "graceful-timeout", "300")) {
      String pid = server.body("/pid");
      ProcessHandle worker = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      worker.destroy();
      PythonServer.await("its main thread", () -> Files.exists(left)); // and no request meets that
      PythonServer.await(
          "its replacement",
          () -> server.answers("/hello") && server.log().contains("lives, but serves no more"));
      assertThat(server.body("/pid")).isNotEqualTo(pid);
      assertThat(worker.isAlive()).isTrue();
      Files.createFile(gate);
    }
  }

  @Test
  void argumentsAreThoseOfAPlainProgram() throws Exception {
    String parse = "import argparse\nargparse.ArgumentParser().parse_args()";
    try (PythonServer server = start(parse)) {
      assertThat(server.body("/argv")).isEqualTo("['gateway']");
    }
  }

  @Test
  void recordsAreWholeAndNoTextOfAClientIsOne() throws Exception {
    String letters = "é".repeat(60_000);
    String text = letters + "\nLOGIN OK\n\u001e50 com.acme\u001fFORGED\r\n\u001b[31m";
    try (PythonServer server = start("")) {
      server.send(server.request("/logs").POST(BodyPublishers.ofString(text)).build());
      String rest = letters + "\n\tLOGIN OK\n\t\\u001e50 com.acme\\u001fFORGED\n\t\\u001b[31m";
      PythonServer.await(
          "the records",
          () ->
              server.log().contains("WARNING python.audit logged " + rest)
                  && server.log().contains("INFO org.gatewaybridge.python.stdout printed " + rest)
                  && server
                      .log()
                      .contains("WARNING org.gatewaybridge.python.stderr complained " + rest));
      assertThat(server.log()).doesNotContain("SEVERE").doesNotContain("python.com.acme");
    }
  }

  @Test
  void workAtExitHasGracefulTimeout() throws Exception {
    Path notes = directory.resolve("war/WEB-INF/notes");
    try (PythonServer server = start("", "graceful-timeout", "20", "python.workers", "1")) {
      assertThat(server.body("/works-at-exit")).isEqualTo("later");
    }
    assertThat(notes).content().contains("worked at exit");
  }

  @Test
  void workAtExitEndsWithGracefulTimeout() throws Exception {
    try (PythonServer server = start("", "graceful-timeout", "1", "python.workers", "1")) {
      assertThat(server.body("/works-at-exit")).isEqualTo("later");
    }
    assertThat(directory.resolve("war/WEB-INF/notes")).doesNotExist();
    assertThat(PythonServer.processes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void importWithoutEndIsToldWithItsStackAndFailsInTime(String preload) throws Exception {
    String lines = "import time\ntime.sleep(600)";
    String background = "python.start-in-background";
    try (PythonServer server =
        start(lines, "python.preload", preload, "python.start-timeout", "20", background, "true")) {
      String failure =
          "more:application was not imported within the 20 s of gateway.python.start-timeout";
      PythonServer.await("the failure", () -> server.log().contains(failure));
      assertThat(server.log())
          .contains("more:application is still being imported")
          .contains("more.py\", line 2 in <module>");
    }
    assertThat(PythonServer.processes()).isEmpty();
  }

  @Test
  void startInTheBackgroundAnswers503Until() throws Exception {
    Path gate = directory.resolve("gate");
    String wait =
        "import os, time\nwhile not os.path.exists('%s'):\n    time.sleep(0.05)".formatted(gate);
    try (PythonServer server = start(wait, "python.start-in-background", "true")) {
      HttpResponse<String> early = server.get("/where");
      assertThat(early.statusCode()).isEqualTo(503);
      assertThat(early.headers().firstValue("Retry-After")).isPresent();

      Files.createFile(gate);
      PythonServer.await("the app", () -> server.answers("/where"));
    }
    assertThat(PythonServer.processes()).isEmpty();
  }

  @Test
  void startInTheBackgroundThatFailsIsLoggedAndTheAppStaysAway() throws Exception {
    try (PythonServer server =
        start("raise OSError('no database')", "python.start-in-background", "true")) {
      PythonServer.await("the failure", () -> server.log().contains("no database"));
      assertThat(server.get("/where").statusCode()).isEqualTo(503);
    }
    assertThat(PythonServer.processes()).isEmpty();
  }

  @Test
  void deploymentThatEndsBeforeItsAppIsThereLeavesNothing() throws Exception {
    PythonServer server =
        start("import time\ntime.sleep(600)", "python.start-in-background", "true");
    PythonServer.await("Python", () -> !PythonServer.processes().isEmpty());
    CompletableFuture.runAsync(server::close).join();
    assertThat(PythonServer.processes()).isEmpty();
  }

  /** Debian's python3-gevent; .ci/run installs it, another machine may have none. */
  private static void assumeGevent() throws IOException, InterruptedException {
    assumeTrue(
        new ProcessBuilder(PythonServer.PYTHON, "-c", "import gevent").start().waitFor() == 0,
        "python3-gevent is not installed");
  }
}
