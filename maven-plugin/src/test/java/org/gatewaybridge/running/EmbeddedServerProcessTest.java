package org.gatewaybridge.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedServerProcessTest {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private Path folder;

  @BeforeEach
  void compile(@TempDir Path folder) throws Exception {
    this.folder = FakeServer.compile(folder);
  }

  @Test
  void theAddressIsThatOfTheReadyLineAndAllOtherLinesAreHeard() throws Exception {
    try (EmbeddedServerProcess server =
        EmbeddedServerProcess.start(launch("ready", 60), lines::add)) {
      assertThat(server.address()).isEqualTo(URI.create("http://127.0.0.1:4711/x/"));
    }
    assertThat(lines)
        .contains(
            "arguments --server ready --war a.war --host 127.0.0.1 --port 0 --context-path /x"
                + " --exit-with-parent",
            "colour blue 8",
            "in " + folder.getFileName(),
            "READY for requests",
            "READY http://127.0.0.1:x",
            "starting... ",
            "an error line",
            "stopped gracefully")
        .noneMatch(line -> line.contains("4711"));
  }

  @Test
  void aServerThatEndsBeforeItAnswersIsAFailure() {
    assertThatThrownBy(() -> EmbeddedServerProcess.start(launch("fails", 60), lines::add))
        .isInstanceOf(LaunchFailed.class)
        .hasMessage("fails could not run the app (exit code 3); its lines above say why");
  }

  @Test
  void aServerThatDoesNotAnswerInTimeIsStopped() {
    assertThatThrownBy(() -> EmbeddedServerProcess.start(launch("silent", 1), lines::add))
        .isInstanceOf(LaunchFailed.class)
        .hasMessageStartingWith("silent did not answer within 1 s")
        .hasMessageEndingWith("-Dgateway.startTimeout");
  }

  @Test
  void aServerThatEndsInFailureLaterIsOneToo() throws Exception {
    try (EmbeddedServerProcess server =
        EmbeddedServerProcess.start(launch("dies", 60), lines::add)) {
      assertThatThrownBy(server::join)
          .isInstanceOf(LaunchFailed.class)
          .hasMessageContaining("exit code 9");
    }
  }

  private ServerLaunch launch(String container, int seconds) {
    return new ServerLaunch(
        new ServerJvm(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            List.of("-XX:TieredStopAtLevel=1"),
            Map.of("size", "8"),
            Map.of("COLOUR", "blue"),
            folder,
            List.of(folder)),
        container,
        Path.of("a.war"),
        new ListenAddress("127.0.0.1", 0, "/x"),
        Duration.ofSeconds(seconds));
  }
}
