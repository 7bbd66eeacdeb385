package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Python app in the server's process reaches, and what it does not: sandbox.py tries. */
@SuppressWarnings("NullAway.Init")
class EmbeddedSandboxIT {
  private static @TempDir Path directory;
  private static PythonServer server;

  @BeforeAll
  static void start() throws Exception {
    Path war =
        PythonServer.war(
            directory.resolve("war"),
            "sandbox:application",
            "python.runtime",
            "embedded",
            "python.contexts",
            "1");
    PythonServer.copyGraalPy(war);
    server = PythonServer.start(war);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java_type",
        "java_import",
        "another_language",
        "host_object",
        "popen",
        "subprocess_run",
        "fork",
        "execv",
        "kill",
        "c_library",
        "exit_process"
      })
  void javaProcessesAndNativeCodeAreOutOfReach(String attempt) throws Exception {
    assertThat(server.body("/" + attempt)).startsWith("refused: ");
  }

  /**
   * GraalPy takes this for a fault of its own: the context ends with the request, and is replaced.
   */
  @Test
  void shellCommandCostsItsRequestAndIsNotRun() throws Exception {
    assertThat(server.get("/system").statusCode()).isEqualTo(502);
    assertThat(server.log()).contains("Process creation is not allowed");

    PythonServer.await("a new context", () -> answers("/environment"));
  }

  private static boolean answers(String target) {
    try {
      return server.body(target).startsWith("allowed: ");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** An app of Flask or Django needs these: its settings, its database, its files, its threads. */
  @ParameterizedTest
  @ValueSource(strings = {"read_file", "bind_socket", "environment", "start_thread"})
  void whatAppsLiveFromIsAllowed(String attempt) throws Exception {
    assertThat(server.body("/" + attempt)).startsWith("allowed: ");
  }
}
