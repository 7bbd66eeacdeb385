package org.gatewaybridge.python.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A later start reads no byte of an interpreter of which no file has changed. */
@EnabledOnOs(OS.LINUX)
@SuppressWarnings("NullAway.Init")
class CheckRecordTest {
  private @TempDir Path temporary;
  private CarriedPython python;
  private RuntimeCache cache;
  private Path library;
  private Path record;

  @BeforeEach
  void interpreterWasStartedAndThenLostBytes() throws IOException {
    python = PackedPython.of(temporary.resolve("war"), "one");
    cache = RuntimeCache.at(temporary.resolve("cache"));
    try (HeldRuntime held = cache.hold(python)) {
      Path home = held.executable().resolveSibling("..").normalize();
      library = home.resolve("lib/python3/os.py");
      record = home.resolveSibling(home.getFileName() + ".used").resolve("checked");
    }
    FileTime before = Files.getLastModifiedTime(library);
    Files.writeString(library, "two");
    Files.setLastModifiedTime(library, before); // no program does, but disks
  }

  private String startedAgain() throws IOException {
    try (HeldRuntime held = cache.hold(python)) {
      return Files.readString(library);
    }
  }

  @Test
  void bytesAreNotReadSoonAgain() throws IOException {
    assertThat(startedAgain()).isEqualTo("two");
  }

  @Test
  void bytesAreReadAgainAfterADay() throws IOException {
    Files.setLastModifiedTime(record, FileTime.from(Instant.now().minus(Duration.ofHours(25))));

    assertThat(startedAgain()).isEqualTo("one");
  }

  @Test
  void bytesAreReadAgainWhenTheClockWasPutBack() throws IOException {
    Files.setLastModifiedTime(record, FileTime.from(Instant.now().plus(Duration.ofHours(1))));

    assertThat(startedAgain()).isEqualTo("one");
  }

  @Test
  void bytesAreReadAgainWhenTheMachineWasStartedAgain() throws IOException {
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
    Files.writeString(record, Files.readString(record).replace(boot, "another\n"));

    assertThat(startedAgain()).isEqualTo("one");
  }

  @Test
  void bytesAreReadAgainWhenAnyFileHasChanged() throws IOException {
    Path executable = library.resolve("../../../bin/python3").normalize();
    Path copy = temporary.resolve("copy"); // of the same name, size and time, but another inode
    Files.copy(executable, copy, StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(copy, executable, StandardCopyOption.REPLACE_EXISTING);

    assertThat(startedAgain()).isEqualTo("one");
  }

  @Test
  void interpreterThatMayNotBeExecutedIsUnpackedAgain() throws IOException {
    Path executable = library.resolve("../../../bin/python3").normalize();
    Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rw-------"));

    assertThat(startedAgain()).isEqualTo("one");
    assertThat(executable).isExecutable();
  }

  @Test
  void nothingIsRememberedOfWhatAnotherServerIsReplacing() throws IOException {
    CheckRecord gone = new CheckRecord(temporary.resolve("gone"), temporary.resolve("checked"));
    gone.write(gone.look());

    assertThat(gone.holds()).isFalse();
  }

  @Test
  void recordThatCannotBeWrittenIsNoReasonToFail() throws IOException {
    Files.delete(record);
    Files.createDirectory(record);

    assertThat(startedAgain()).isEqualTo("one");
  }

  @Test
  void bytesAreReadByWhoeverKeepsItWhole() throws IOException {
    try (HeldRuntime held = cache.hold(python)) {
      assertThat(held.restore()).isTrue();
      assertThat(library).hasContent("one");
    }
  }
}
