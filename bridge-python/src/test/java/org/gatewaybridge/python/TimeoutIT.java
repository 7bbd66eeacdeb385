package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes no progress ends in time, and the next requests are answered. */
@ExtendWith(FaultTable.class)
@SuppressWarnings("NullAway.Init")
class TimeoutIT {
  private static @TempDir Path directory;
  private static FaultyApp app;
  private static PythonServer server;

  @BeforeAll
  static void start() throws Exception {
    app = FaultyApp.start(directory, "timeout", "2", "graceful-timeout", "5");
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
  void requestWithoutProgressIs504AndItsStackIsLogged() throws Exception {
    HttpResponse<String> late = server.get("/sleeps?60");

    assertThat(late.statusCode()).isEqualTo(504);
    PythonServer.await("stacks", () -> server.log().contains("in sleeps"));
    assertThat(server.log())
        .contains("Fatal Python error: Aborted")
        .contains("no progress for 2 s");
    app.bothWorkersAnswer();
  }

  @Test
  void streamWithoutProgressIsCut() throws Exception {
    assertThatThrownBy(() -> server.get("/sleeps-late")).isInstanceOf(IOException.class);
    app.bothWorkersAnswer();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/prints", "/prints?endless-line"})
  void appThatPrintsEndlesslyIsEnded(String target) throws Exception {
    assertThat(server.get(target).statusCode()).isEqualTo(504);
    app.bothWorkersAnswer();
  }
}
