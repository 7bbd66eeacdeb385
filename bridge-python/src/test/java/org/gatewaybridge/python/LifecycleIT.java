package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gatewaybridge.python.runtime.PythonStartFailed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From start to end: deployments that fail, that are ended, and whose JVM dies. */
@ExtendWith(FaultTable.class)
class LifecycleIT {
  private static final String TEMPORARY = "java.io.tmpdir";
  private final String before = System.getProperty(TEMPORARY);

  private @TempDir Path directory = Path.of("");
  private @TempDir Path temporary = Path.of("");

  /** Has the sockets where no other JVM makes its own. */
  @BeforeEach
  void setTemporary() {
    System.setProperty(TEMPORARY, temporary.toString());
  }

  @AfterEach
  void resetTemporary() {
    System.setProperty(TEMPORARY, before);
  }

  @Test
  void tenDeploymentsLeaveNothing() throws Exception {
    deployOnce(0);
    long descriptors = count("/proc/self/fd");
    Set<String> threads = threads();
    for (int i = 1; i <= 10; i++) {
      deployOnce(i);
    }
    assertThat(PythonServer.processes()).isEmpty();
    assertThat(socketDirectories()).isEmpty();
    // Of a test before, one may have ended; and the client's connections end behind the server's.
    PythonServer.await("the end of threads", () -> threads.containsAll(threads()));
    PythonServer.await("closed files", () -> count("/proc/self/fd") <= descriptors + 3);
  }

  private void deployOnce(int number) throws Exception {
    try (PythonServer server =
        PythonServer.start(
            directory.resolve("" + number),
            "faults:application",
            "python.preload",
            "" + (number % 2 == 0))) {
      assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
    }
  }

  private static long count(String directory) {
    return list(Path.of(directory)).size();
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> threads() {
    Set<String> names = new HashSet<>();
    Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("gateway-"))
        .forEach(names::add);
    return names;
  }

  private List<Path> socketDirectories() {
    return list(temporary).stream()
        .filter(file -> file.getFileName().toString().matches("gw\\d{10,}"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nosuch:app|python3|No module named 'nosuch'",
        "nosuch:app|python3|nosuch is looked for in",
        "faults:aplication|python3|has no 'aplication'; it has",
        "faults:EATEN|python3|is a list, no WSGI callable",
        "broken:app|python3|SyntaxError",
        "raising:app|python3|no database",
        "lacking:app|python3|was built without the module sqlite3 (_sqlite3). Use a database"
            + " server",
        "exiting:app|python3|SystemExit",
        "crashing:app|python3|ended before it had imported crashing:app",
        "killed:app|python3|ended before it had imported killed:app",
        "faults:application|/nowhere/python3|set gateway.python.executable",
      })
  void wrongDeploymentFailsWithOneClearException(String app, String python, String sentence)
      throws Exception {
    Path war = PythonServer.war(directory.resolve("war"), app);
    Path sources = war.resolve("WEB-INF/python");
    Files.writeString(sources.resolve("broken.py"), "def app(:\n");
    Files.writeString(
        sources.resolve("raising.py"), "raise OSError('no database\\nINFO forged')\n");
    Files.writeString(
        sources.resolve("lacking.py"),
        "raise ModuleNotFoundError(\"No module named '_sqlite3'\", name='_sqlite3')\n");
    Files.writeString(sources.resolve("exiting.py"), "import sys\nsys.exit(3)\n");
    Files.writeString(sources.resolve("crashing.py"), "import os\nos._exit(3)\n");
    Files.writeString(sources.resolve("killed.py"), "import os\nos.kill(os.getpid(), 9)\n");
    for (String preload : List.of("true", "false")) {
      Throwable failure =
          catchThrowable(
              () ->
                  new PythonAppFactory()
                      .create(
                          Map.of(
                              "gateway.web-inf", war.resolve("WEB-INF").toString(),
                              "gateway.python.app", app,
                              "gateway.python.runtime", "workers",
                              "gateway.python.executable", python,
                              "gateway.python.preload", preload)));

      assertThat(failure)
          .isInstanceOf(PythonStartFailed.class)
          .hasMessageContaining(sentence)
          .message()
          .doesNotContainPattern("gateway_worker\\S*\", line");
      assertThat(((PythonStartFailed) failure).isPythonMissing())
          .isEqualTo(python.startsWith("/nowhere"));
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString().split("Traceback", -1)).hasSizeLessThanOrEqualTo(2);
      assertThat(trace.toString().lines().skip(1))
          .allMatch(line -> line.startsWith("\t") || line.startsWith("Caused by: "));
    }
    assertThat(PythonServer.processes()).isEmpty();
    assertThat(socketDirectories()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void nativePackagesForAnotherPythonFailTheDeployment(String preload) throws Exception {
    Path webInf = PythonServer.war(directory.resolve("war"), "faults:app").resolve("WEB-INF");
    Files.writeString(
        webInf.resolve("python-native.properties"),
        "for=cp27-sunos_sparc\nbecause=WEB-INF/python-packages/fast.so\n");
    assertThatThrownBy(
            () ->
                new PythonAppFactory()
                    .create(
                        Map.of(
                            "gateway.web-inf",
                            webInf.toString(),
                            "gateway.python.app",
                            "faults:application",
                            "gateway.python.runtime",
                            "workers",
                            "gateway.python.executable",
                            PythonServer.PYTHON,
                            "gateway.python.preload",
                            preload)))
        .isInstanceOf(PythonStartFailed.class)
        .hasMessageContaining(
            "native packages for cp27-sunos_sparc, such as WEB-INF/python-packages/fast.so, but "
                + PythonServer.PYTHON
                + " is cp3")
        .hasMessageContaining("Set gateway.python.executable to a Python that fits");
    assertThat(PythonServer.processes()).isEmpty();
  }

  @Test
  void changedSourcesAreLoadedAndBrokenOnesLeaveTheAppAsItWas() throws Exception {
    Path sources = Files.createDirectories(directory.resolve("sources"));
    Path module = Files.writeString(sources.resolve("live.py"), live("one"));
    try (PythonServer server =
        PythonServer.start(
            directory,
            "live:application",
            "python.path",
            sources.toString(),
            "python.reload",
            "true",
            "graceful-timeout",
            "300")) {
      assertThat(server.body("/")).isEqualTo("one");
      HttpResponse<InputStream> stream = server.open("/stream");
      assertThat(stream.body().readNBytes(5)).asString().isEqualTo("begun");

      Files.writeString(module, live("second"));
      PythonServer.await("the reload", () -> server.log().contains("the app is reloaded"));
      assertThat(server.body("/")).isEqualTo("second");

      Files.writeString(module, "def application(:\n");
      PythonServer.await("the failure", () -> server.log().contains("goes on as it was"));
      assertThat(server.body("/")).isEqualTo("second");

      Path imports = directory.resolve("imports");
      String endless = "import time; open('%s', 'w').close(); time.sleep(600)%n".formatted(imports);
      Files.writeString(module, endless);
      PythonServer.await("the import", () -> Files.exists(imports));
      Files.writeString(module, live("the last"));
      PythonServer.await(
          "the next edit", () -> server.log().split("the app is reloaded", -1).length > 2);
      assertThat(server.body("/")).isEqualTo("the last");

      Files.delete(imports);
      Files.writeString(module, endless);
      PythonServer.await("the import", () -> Files.exists(imports));
      Files.createFile(directory.resolve("gate"));
      assertThat(stream.body().readAllBytes()).isEmpty();
    }
    assertThat(PythonServer.processes()).isEmpty();
  }

  private String live(String word) {
    return """
    import os, time

    def stream():
        yield b"begun"
        while not os.path.exists("%s"):
            time.sleep(0.02)

    def application(environ, start_response):
        start_response("200 OK", [])
        return stream() if environ["PATH_INFO"] == "/stream" else [b"%s"]
    """
        .formatted(directory.resolve("gate"), word);
  }

  @Test
  void requestsInFlightEndBeforeTheDeployment() throws Exception {
    PythonServer server = PythonServer.start(directory, "faults:application");
    CompletableFuture<String> slow =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return server.body("/sleeps?2");
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Path notes = directory.resolve("war/WEB-INF/notes");
    PythonServer.await("the request", () -> Files.exists(notes));

    server.close();

    assertThat(slow.get(30, TimeUnit.SECONDS)).isEqualTo("slept");
    assertThat(PythonServer.processes()).isEmpty();
  }

  @Test
  void fullBacklogIs503() throws Exception {
    try (PythonServer server =
        PythonServer.start(
            directory, "faults:application", "python.workers", "1", "python.backlog", "0")) {
      Path gate = directory.resolve("gate");
      CompletableFuture<Boolean> slow =
          CompletableFuture.supplyAsync(() -> server.answers("/waits?" + gate));
      PythonServer.await("the request", () -> Files.exists(directory.resolve("war/WEB-INF/notes")));
      var refused = server.get("/hello");
      Files.createFile(gate);

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(slow.join()).isTrue();
    }
  }

  @Test
  void reloadTakesTheNewSourcesWithoutAGap() throws Exception {
    Path war = PythonServer.war(directory.resolve("war"), "versioned:app");
    Path source = war.resolve("WEB-INF/python/versioned.py");
    Files.writeString(source, versioned("one"));
    GatewayAppCaller caller = new GatewayAppCaller();
    try (PythonApp app =
        (PythonApp)
            new PythonAppFactory()
                .create(
                    Map.of(
                        "gateway.web-inf",
                        war.resolve("WEB-INF").toString(),
                        "gateway.python.app",
                        "versioned:app",
                        "gateway.python.executable",
                        PythonServer.PYTHON))) {
      assertThat(caller.body(app)).isEqualTo("one");
      Files.writeString(source, versioned("second"));
      app.reload();
      assertThat(caller.body(app)).isEqualTo("second");
      Files.writeString(source, "nonsense(");
      assertThatThrownBy(app::reload).hasMessageContaining("SyntaxError");
      assertThat(caller.body(app)).isEqualTo("second");
    }
    assertThat(PythonServer.processes()).isEmpty();
  }

  private static String versioned(String answer) {
    return """
    def app(environ, start_response):
        start_response("200 OK", [])
        return [b"%s"]
    """
        .formatted(answer);
  }

  @Test
  void nothingOutlivesAKilledJvm() throws Exception {
    Path war = PythonServer.war(directory.resolve("war"), "faults:application");
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-D" + TEMPORARY + "=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                "org.gatewaybridge.servers.Main",
                "--war",
                war.toString(),
                "--port",
                "0")
            .redirectErrorStream(true)
            .start();
    try (var out = jvm.inputReader()) {
      String line = out.readLine();
      while (line != null && !line.startsWith("READY")) {
        line = out.readLine();
      }
      String address = line == null ? "" : line.substring("READY ".length());
      var client = java.net.http.HttpClient.newHttpClient();
      client.send(
          java.net.http.HttpRequest.newBuilder(java.net.URI.create(address + "forks")).build(),
          java.net.http.HttpResponse.BodyHandlers.discarding());
      var stuck =
          client.sendAsync(
              java.net.http.HttpRequest.newBuilder(java.net.URI.create(address + "sleeps")).build(),
              java.net.http.HttpResponse.BodyHandlers.discarding());
      PythonServer.await("the request", () -> Files.exists(directory.resolve("war/WEB-INF/notes")));
      List<ProcessHandle> python = jvm.descendants().toList();
      assertThat(python).hasSize(5);
      jvm.destroyForcibly().waitFor();

      PythonServer.await("all gone", () -> python.stream().noneMatch(ProcessHandle::isAlive));
      stuck.cancel(true);
    }
    PythonServer.await("no socket left", () -> socketDirectories().isEmpty());
  }
}
