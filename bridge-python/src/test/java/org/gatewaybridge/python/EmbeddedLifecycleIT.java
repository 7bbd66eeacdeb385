package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the embedded runtime is chosen, and what becomes of it. */
class EmbeddedLifecycleIT {
  private static final String[] ONE = {"python.runtime", "embedded", "python.contexts", "1"};
  // Each takes up to half a minute.
  private static final int DEPLOYMENTS = Integer.getInteger("python.deployments");
  private @TempDir Path directory = Path.of("");

  @Test
  void autoTakesGraalPyWhereNoInterpreterIsAndSaysWhy() throws Exception {
    Path war =
        PythonServer.war(
            directory.resolve("war"),
            "faults:application",
            "python.executable",
            "/no/such/python3",
            "python.contexts",
            "1");
    PythonServer.copyGraalPy(war);
    try (PythonServer server = PythonServer.start(war)) {
      assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
      assertThat(server.log())
          .contains("GraalPy answers, since workers cannot", "/no/such/python3")
          .containsOnlyOnce("is served by 1 contexts of GraalPy")
          .contains("on the Truffle runtime");
    }
  }

  @Test
  void autoWithoutEitherSaysBothWaysOut() {
    assertThatThrownBy(
            () ->
                PythonServer.start(
                    directory, "faults:application", "python.executable", "/no/such/python3"))
        .hasMessageContaining("set gateway.python.executable")
        .hasMessageContaining("-Dgateway.pythonEmbedded=true");
  }

  @Test
  void embeddedWithoutGraalPySaysWhatToDo() throws Exception {
    Path war =
        PythonServer.war(
            directory.resolve("war"), "faults:application", "python.runtime", "embedded");

    assertThatThrownBy(() -> PythonServer.start(war))
        .hasMessageContaining("GraalPy is not in the WAR")
        .hasMessageContaining("-Dgateway.pythonEmbedded=true");
  }

  @Test
  void appThatCannotBeImportedFailsTheDeploymentWithItsTraceback() throws Exception {
    Path war = embedded("war", "faults:no_such");

    assertThatThrownBy(() -> PythonServer.start(war)).hasMessageContaining("has no 'no_such'");
  }

  @Test
  void requestWithoutProgressEndsItsContextWhichIsReplaced() throws Exception {
    Path war = embedded("war", "faults:application", "timeout", "5");
    try (PythonServer server = PythonServer.start(war)) {
      for (String target : List.of("/sleeps?60", "/spins")) {
        assertThat(server.get(target).statusCode()).as(target).isEqualTo(504);
        PythonServer.await("a new context", () -> hasCode(server, "/hello", 200));
      }
      assertThat(server.log()).contains("made no progress for 5 s");
    }
  }

  @Test
  void healthSaysThatNoContextCanBeReplaced() throws Exception {
    Path war = embedded("war", "faults:application", "timeout", "5", "health", "/health");
    Path code = war.resolve("WEB-INF/python/faults.py");
    String sound = Files.readString(code);
    try (PythonServer server = PythonServer.start(war)) {
      assertThat(server.get("/health").statusCode()).isEqualTo(200);

      Files.writeString(code, "raise ImportError('gone')");
      assertThat(server.get("/spins").statusCode()).isEqualTo(504);
      PythonServer.await("failed", () -> hasCode(server, "/health", 503));
      assertThat(server.log()).contains("cannot be replaced");

      Files.writeString(code, sound);
      PythonServer.await("ready again", () -> hasCode(server, "/health", 200));
      assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
    }
  }

  @Test
  void threadsOfOneContextAnswerAtOnce() throws Exception {
    Path war = embedded("war", "faults:application", "python.threads", "2");
    try (PythonServer server = PythonServer.start(war)) {
      Path gate = directory.resolve("gate");
      CompletableFuture<Boolean> slow =
          CompletableFuture.supplyAsync(() -> server.answers("/waits?" + gate));
      PythonServer.await("the request", () -> Files.exists(directory.resolve("war/WEB-INF/notes")));
      assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
      assertThat(server.body("/environ/a")).contains("wsgi.multithread=True");
      assertThat(slow).isNotDone();
      Files.createFile(gate);
      assertThat(slow.join()).isTrue();
    }
  }

  private static boolean hasCode(PythonServer server, String target, int code) {
    try {
      return server.get(target).statusCode() == code;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void deploymentsOneAfterAnotherAnswer() throws Exception {
    for (int i = 0; i < DEPLOYMENTS; i++) {
      try (PythonServer server = PythonServer.start(embedded("war" + i, "faults:application"))) {
        assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
      }
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.startsWith("gateway-python-embedded"));
    }
  }

  @Test
  void twoWarsInOneServerAnswer() throws Exception {
    try (PythonServer one = PythonServer.start(embedded("one", "faults:application"));
        PythonServer other = PythonServer.start(embedded("other", "faults:application"))) {
      assertThat(one.body("/hello")).isEqualTo("Hello, world!\n");
      assertThat(other.body("/hello")).isEqualTo("Hello, world!\n");
    }
  }

  private Path embedded(String name, String app, String... settings) throws Exception {
    String[] all = new String[ONE.length + settings.length];
    System.arraycopy(ONE, 0, all, 0, ONE.length);
    System.arraycopy(settings, 0, all, ONE.length, settings.length);
    Path war = PythonServer.war(directory.resolve(name), app, all);
    PythonServer.copyGraalPy(war);
    return war;
  }
}
