package org.gatewaybridge.python;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A Python app in GraalPy, in the process of the server. */
@SuppressWarnings("NullAway.Init")
class EmbeddedAppIT extends PythonAppContract {
  private static @TempDir Path directory;
  private static PythonServer server;

  @BeforeAll
  static void start() throws Exception {
    Path war =
        PythonServer.war(
            directory.resolve("war"),
            "faults:application",
            "python.runtime",
            "embedded",
            "timeout",
            "20");
    PythonServer.copyGraalPy(war);
    server = PythonServer.start(war);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  PythonServer server() {
    return server;
  }
}
