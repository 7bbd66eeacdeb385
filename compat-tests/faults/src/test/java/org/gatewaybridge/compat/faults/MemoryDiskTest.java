package org.gatewaybridge.compat.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "a disk in memory is Linux's")
class MemoryDiskTest {

  @Test
  void diskThatIsLeftMountedIsUnmounted(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("a"));
    Optional<MemoryDisk> left = MemoryDisk.at(folder.resolve("disk"), "1m");
    if (left.isEmpty()) {
      Needed.here().missing(MemoryDisk.NEEDED);
    }
    Files.writeString(left.get().folder().resolve("file"), "in memory");

    MemoryDisk.unmountLeft(folder);

    assertThat(left.get().folder()).isEmptyDirectory();
    assertThat(folder.resolve("a")).isEmptyDirectory();
  }
}
