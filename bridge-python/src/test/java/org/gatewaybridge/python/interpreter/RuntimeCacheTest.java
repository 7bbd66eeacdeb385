package org.gatewaybridge.python.interpreter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interpreter of two files; any content will do. */
@SuppressWarnings("NullAway.Init")
class RuntimeCacheTest {
  private @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void cacheIsBelowTheTemporaryFolder() {
    folder = temporary.resolve("cache");
  }

  private CarriedPython packed(String name, String content) throws IOException {
    return PackedPython.of(temporary.resolve(name), content);
  }

  private CarriedPython packed(String name, Map<String, String> files) throws IOException {
    return PackedPython.of(temporary.resolve(name), files);
  }

  private static Path home(HeldRuntime held) {
    return held.executable().resolveSibling("..").normalize();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void interpreterIsUnpackedWholeAndForItsOwnerOnly() throws Exception {
    try (HeldRuntime held = RuntimeCache.at(folder).hold(packed("a", "one"))) {
      assertThat(home(held).resolve("bin/python3")).hasContent("one").isExecutable();
      assertThat(home(held).resolve("lib/python3/os.py")).hasContent("one");
      assertThat(home(held).resolve("bin/python")).isSymbolicLink().hasContent("one");
      assertThat(Files.getPosixFilePermissions(folder))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      assertThat(Files.getPosixFilePermissions(home(held)))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      assertThat(names()).hasSize(2); // it, and who uses it
    }
  }

  @Test
  void allWarsWithTheSameOneShareIt() throws Exception {
    RuntimeCache cache = RuntimeCache.at(folder);
    try (HeldRuntime first = cache.hold(packed("a", "one"));
        HeldRuntime second = cache.hold(packed("b", "one"))) {
      assertThat(home(second)).isEqualTo(home(first));
    }
  }

  @RepeatedTest(20)
  void serversThatStartAtOnceShareIt() throws Exception {
    CarriedPython python = packed("a", "one");
    ExecutorService servers = Executors.newFixedThreadPool(8);
    try {
      Callable<Path> start =
          () -> {
            try (HeldRuntime held = RuntimeCache.at(folder).hold(python)) {
              assertThat(home(held).resolve("bin/python3")).hasContent("one");
              return home(held);
            }
          };
      for (Future<Path> home : servers.invokeAll(java.util.Collections.nCopies(32, start))) {
        assertThat(home.get()).isDirectory();
      }
    } finally {
      servers.shutdownNow();
    }
    assertThat(names()).hasSize(2);
  }

  @Test
  void damagedOneIsUnpackedAgainEvenIfItsSizeIsRight() throws Exception {
    RuntimeCache cache = RuntimeCache.at(folder);
    CarriedPython python = packed("a", "one");
    Path library;
    try (HeldRuntime held = cache.hold(python)) {
      library = home(held).resolve("lib/python3/os.py");
    }
    Files.writeString(library, "two"); // as long as it was

    try (HeldRuntime held = cache.hold(python)) {
      assertThat(home(held).resolve("lib/python3/os.py")).hasContent("one");
    }
  }

  @Test
  void damagedArchiveLeavesNothingBehind() throws Exception {
    CarriedPython python = packed("a", "one");
    Files.writeString(python.archive(), "no archive");

    assertThatThrownBy(() -> RuntimeCache.at(folder).hold(python))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is damaged")
        .hasMessageContaining("build the WAR again");
    assertThat(names()).allMatch(name -> name.endsWith(".used"));
  }

  @Test
  void archiveCannotLeaveItsFolder() throws Exception {
    CarriedPython python = packed("a", Map.of("bin/python3", "one", "../../evil", "two"));

    assertThatThrownBy(() -> RuntimeCache.at(folder).hold(python))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leaves its folder");
    assertThat(temporary.resolve("evil")).doesNotExist();
  }

  @Test
  void linkCannotLeaveItsFolder() throws Exception {
    CarriedPython python =
        packed("a", Map.of("bin/python3", "one", ".modes", "l\tbin/evil\t../../../etc\n"));

    assertThatThrownBy(() -> RuntimeCache.at(folder).hold(python))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leaves its folder");
  }

  @Test
  void interpreterInUseIsMadeWholeAndLooksNew() throws Exception {
    try (HeldRuntime held = RuntimeCache.at(folder).hold(packed("a", "one"))) {
      Path library = home(held).resolve("lib/python3/os.py");
      Files.setLastModifiedTime(library, FileTime.from(Instant.EPOCH));
      assertThat(held.restore()).isFalse();
      assertThat(Files.getLastModifiedTime(library).toInstant())
          .isAfter(Instant.now().minus(Duration.ofHours(1)));

      Files.delete(library);
      assertThat(held.restore()).isTrue();
      assertThat(library).hasContent("one");
    }
  }

  @Test
  void cacheThatWasDeletedWhileInUseIsThereAgain() throws Exception {
    try (HeldRuntime held = RuntimeCache.at(folder).hold(packed("a", "one"))) {
      CacheSweep.delete(folder);

      assertThat(held.restore()).isTrue();
      assertThat(held.executable()).hasContent("one");
      assertThat(Files.getPosixFilePermissions(folder))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void whatAnAppHasPutThereDoesNotRunInOthers() throws Exception {
    RuntimeCache cache = RuntimeCache.at(folder);
    CarriedPython python = packed("a", "one");
    Path foreign;
    Path link;
    try (HeldRuntime held = cache.hold(python)) {
      link = home(held).resolve("lib/python3/usercustomize.py");
      Files.createSymbolicLink(link, Files.writeString(temporary.resolve("evil.py"), "evil"));
    }
    try (HeldRuntime held = cache.hold(python)) {
      assertThat(link).doesNotExist();
      foreign = Files.writeString(home(held).resolve("lib/python3/sitecustomize.py"), "evil");
      Files.delete(home(held).resolve("bin/python"));
      Files.writeString(home(held).resolve("bin/python"), "evil"); // in place of the link
    }
    try (HeldRuntime held = cache.hold(python)) {
      assertThat(foreign).doesNotExist();
      assertThat(home(held).resolve("bin/python")).hasContent("one");
    }
  }

  @Test
  void linkInPlaceOfTheFolderIsTold() throws Exception {
    Files.createSymbolicLink(folder, Files.createDirectory(temporary.resolve("elsewhere")));

    assertThatThrownBy(() -> RuntimeCache.at(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a symbolic link");
  }

  @Test
  void lookAtAMarkOfThisProcessDoesNotEndItsLock() throws Exception {
    Path mark = Files.createDirectories(folder).resolve(UseMark.newName());
    try (UseMark use = UseMark.set(mark)) {
      assertThat(UseMark.isFree(mark)).isFalse();
      assertThat(saidByAnother(mark)).isEqualTo("locked");
    }
    assertThat(UseMark.isFree(mark)).isTrue();
  }

  /** flock(1) would ask for another kind of lock. */
  private static String saidByAnother(Path mark) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CacheProgram.class.getName(),
                mark.toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
  }

  @Test
  void folderThatOthersMayWriteToIsRefused() throws Exception {
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> RuntimeCache.at(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("others may write to it");
  }
}
