package org.gatewaybridge.python;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A Python app on CPython workers. */
@SuppressWarnings("NullAway.Init")
class PythonAppIT extends PythonAppContract {
  private static @TempDir Path directory;
  private static PythonServer server;

  @BeforeAll
  static void start() throws Exception {
    server = PythonServer.start(directory, "faults:application");
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
