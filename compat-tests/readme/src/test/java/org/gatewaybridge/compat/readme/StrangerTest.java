package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StrangerTest {
  private final Stranger stranger;

  StrangerTest(@TempDir Path directory) throws IOException {
    stranger =
        new Stranger(Files.createDirectory(directory.resolve("project")), directory.resolve("bin"));
  }

  @Test
  void scriptsOutputIsReturned() throws Exception {
    assertThat(stranger.run("echo one; echo two; echo wrong >&2", Map.of())).isEqualTo("one\ntwo");
  }

  @Test
  void scriptThatFailsIsTold() {
    assertThatThrownBy(() -> stranger.run("echo begun; false; echo ended", Map.of()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failed:\nbegun\n\n");
  }

  @Test
  @Timeout(60)
  void scriptThatHangsIsEnded() {
    // Nobody writes to it, so cat never ends.
    assertThatThrownBy(() -> stranger.run("echo begun; cat", Map.of(), Duration.ofSeconds(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("has not ended after PT1S:\nbegun\n");
  }
}
