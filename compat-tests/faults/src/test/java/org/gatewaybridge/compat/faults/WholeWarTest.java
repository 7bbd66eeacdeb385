package org.gatewaybridge.compat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeWarTest {
  private @TempDir Path folder = Path.of("");

  @Test
  void everyEntryIsReadToItsEnd() throws IOException {
    assertThat(WholeWar.of(war())).isEqualTo(new WholeWar(2, 2_000));
    assertThat(WholeWar.streamed(war())).isEqualTo(new WholeWar(2, 2_000));
  }

  @Test
  void whatIsCutOffIsNotWhole() throws IOException {
    Path war = war();
    byte[] bytes = Files.readAllBytes(war);
    for (int length : new int[] {0, 1, bytes.length / 2, bytes.length - 1}) {
      Files.write(war, Arrays.copyOf(bytes, length));

      assertThat(WholeWar.isAt(war)).as("the first %s bytes", length).isFalse();
    }
  }

  @Test
  void aChangedByteIsNotWhole() throws IOException {
    Path war = war();
    byte[] bytes = Files.readAllBytes(war);
    bytes[200] ^= 1;
    Files.write(war, bytes);

    assertThat(WholeWar.isAt(war)).isFalse();
    assertThatThrownBy(() -> WholeWar.streamed(war)).isInstanceOf(ZipException.class);
  }

  @Test
  void nothingIsNotWhole() throws IOException {
    assertThat(WholeWar.isAt(folder.resolve("missing"))).isFalse();
  }

  private Path war() throws IOException {
    Path war = folder.resolve("a.war");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      for (int seed = 0; seed < 2; seed++) {
        zip.putNextEntry(new ZipEntry(seed + ".txt"));
        zip.write(PackagedProject.noise(1_000, seed));
      }
    }
    return war;
  }
}
