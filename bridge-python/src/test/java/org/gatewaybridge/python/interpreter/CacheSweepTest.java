package org.gatewaybridge.python.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers leave in the cache does not stay. */
@SuppressWarnings("NullAway.Init")
class CacheSweepTest {
  private static final Duration LONG = Duration.ofDays(8);
  private static final Duration SOME_HOURS = Duration.ofHours(2);

  private @TempDir Path temporary;
  private RuntimeCache cache;
  private Path folder;

  @BeforeEach
  void cacheIsBelowTheTemporaryFolder() throws IOException {
    folder = temporary.resolve("cache");
    cache = RuntimeCache.at(folder);
  }

  /** Starts an app whose interpreter has that content. */
  private HeldRuntime start(String content) throws IOException {
    return cache.hold(PackedPython.of(temporary.resolve(content), content));
  }

  private Path home(HeldRuntime held) {
    return held.executable().resolveSibling("..").normalize();
  }

  private Path used(Path home) {
    return folder.resolve(home.getFileName() + ".used");
  }

  private static void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void interpreterThatNobodyUsesForLongIsDeletedAndOneInUseIsNot() throws IOException {
    Path old;
    try (HeldRuntime held = start("one")) {
      old = home(held);
    }
    try (HeldRuntime inUse = start("two")) {
      age(used(old), LONG);
      age(used(home(inUse)), LONG);

      start("three").close();

      assertThat(old).doesNotExist();
      assertThat(used(old)).doesNotExist();
      assertThat(home(inUse)).isDirectory();
    }
  }

  @Test
  void interpreterForWhichThereWasNoRoomLeavesNoFolderForItsMarks() throws IOException {
    Path used = Files.createDirectories(folder.resolve("0123456789abcdef".repeat(2) + ".used"));
    age(used, LONG);

    start("one").close();

    assertThat(used).doesNotExist();
  }

  @Test
  void whatAKilledServerHasBegunIsDeletedAtOnce() throws IOException {
    Path half = Files.createDirectories(folder.resolve("half-of-a-killed-server/bin")).getParent();

    start("one").close();

    assertThat(half).doesNotExist();
  }

  @Test
  void marksOfKilledServersAreDeletedAlsoOfAnInterpreterInUse() throws IOException {
    Path mark;
    Path half = Files.createFile(folder.resolve("half-1-2-a-b-c-d-e.used"));
    Path probe = Files.createFile(folder.resolve("probe-1"));
    try (HeldRuntime held = start("one")) {
      mark = Files.createFile(used(home(held)).resolve("1-2-a-b-c-d-e"));
      for (Path file : new Path[] {mark, half, probe}) {
        age(file, SOME_HOURS);
      }

      start("one").close();

      assertThat(held.use().file()).exists();
      assertThat(used(home(held)).resolve("checked")).exists();
    }
    assertThat(mark).doesNotExist();
    assertThat(half).doesNotExist();
    assertThat(probe).doesNotExist();
  }

  @Test
  void newMarkIsLeftSinceItsServerMayBeAboutToLockIt() throws IOException {
    try (HeldRuntime held = start("one")) {
      Path mark = Files.createFile(used(home(held)).resolve("1-2-a-b-c-d-e"));

      start("one").close();

      assertThat(mark).exists();
    }
  }
}
