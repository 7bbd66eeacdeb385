package org.gatewaybridge.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatewaybridge.packaging.archive.OtherJvm;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildLockTest {
  private final List<String> notes = new ArrayList<>();
  private @TempDir Path folder = Path.of("");

  @Test
  void whoComesSecondWaits() throws Exception {
    Process other = OtherJvm.start(HoldMain.class, folder.toString());
    assertThat(other.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("held");

    String said =
        BuildLock.during(
            folder,
            note -> {
              notes.add(note);
              close(other);
            },
            () -> other.inputReader(StandardCharsets.UTF_8).readLine());

    assertThat(said).isEqualTo("done");
    assertThat(notes)
        .containsExactly(
            "Waiting for another build of this project, which holds " + folder.resolve("lock"));
    assertThat(other.waitFor()).isZero();
  }

  @Test
  void aKilledBuildHoldsNothing() throws Exception {
    Process other = OtherJvm.start(HoldMain.class, folder.toString());
    assertThat(other.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("held");
    other.destroyForcibly().waitFor();

    assertThat(BuildLock.during(folder, notes::add, () -> "worked")).isEqualTo("worked");
    assertThat(notes).isEmpty();
  }

  @Test
  void aFailureGivesItBack() throws IOException {
    assertThatThrownBy(
            () ->
                BuildLock.during(
                    folder,
                    notes::add,
                    () -> {
                      throw new IOException("full");
                    }))
        .hasMessage("full");

    assertThat(BuildLock.during(folder, notes::add, () -> "worked")).isEqualTo("worked");
  }

  @Test
  void oneProcessDoesNotWaitForItself() {
    assertThatThrownBy(
            () ->
                BuildLock.during(
                    folder, notes::add, () -> BuildLock.during(folder, notes::add, () -> "")))
        .isInstanceOf(PackagingRefused.class)
        .hasMessage("This very Maven is already packaging in " + folder + "; try again after");
  }

  private static void close(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
