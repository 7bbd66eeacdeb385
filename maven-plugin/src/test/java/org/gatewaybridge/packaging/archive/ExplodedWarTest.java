package org.gatewaybridge.packaging.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.ExplodedWar.Changes;
import org.gatewaybridge.packaging.files.Exclusions;
import org.gatewaybridge.packaging.files.FileTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ExplodedWarTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

  private Path base;
  private Path content;
  private Path folder;
  private Path work;

  @BeforeEach
  void content(@TempDir Path base) throws IOException {
    this.base = base;
    content = base.resolve("content");
    folder = base.resolve("target/hello");
    work = base.resolve("target/gateway");
    write(content, "a.txt", "a");
    write(content, "deep/er/b.txt", "b");
  }

  @Test
  void theFolderHoldsTheLayout() throws IOException {
    assertThat(update()).isEqualTo(new Changes(2, 0, 0));
    assertThat(files()).containsExactlyInAnyOrder("a.txt", "deep/er/b.txt");
  }

  @Test
  void whatIsRightIsNotTouched() throws IOException {
    update();
    Files.setLastModifiedTime(folder.resolve("a.txt"), LONG_AGO);
    write(content, "deep/er/b.txt", "changed");

    assertThat(update()).isEqualTo(new Changes(1, 0, 1));
    assertThat(Files.getLastModifiedTime(folder.resolve("a.txt"))).isEqualTo(LONG_AGO);
    assertThat(folder.resolve("deep/er/b.txt")).hasContent("changed");
  }

  @Test
  void whatIsGoneFromTheLayoutIsRemovedWithItsEmptyFolders() throws IOException {
    update();
    Files.delete(content.resolve("deep/er/b.txt"));

    assertThat(update()).isEqualTo(new Changes(0, 1, 1));
    assertThat(folder.resolve("deep")).doesNotExist();
    assertThat(folder.resolve("a.txt")).exists();
  }

  @Test
  void whatOthersPutThereStays() throws IOException {
    update();
    write(folder, "deep/er/generated.txt", "another plugin's");
    Files.delete(content.resolve("deep/er/b.txt"));
    update();

    assertThat(files()).containsExactlyInAnyOrder("a.txt", "deep/er/generated.txt");
  }

  @Test
  void whatAKilledRunMayHaveWrittenIsStillKnownAsOurs() throws IOException {
    Files.createDirectories(work);
    Files.writeString(work.resolve("hello.files"), "a.txt\nold.txt");
    write(folder, "old.txt", "from the killed run");

    assertThat(update().removed()).isEqualTo(1);
    assertThat(folder.resolve("old.txt")).doesNotExist();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
  void nothingIsWrittenOrRemovedThroughALinkedFolder() throws IOException {
    update();
    Path outside = Files.createDirectories(base.resolve("outside"));
    Files.move(folder.resolve("deep/er/b.txt"), outside.resolve("b.txt"));
    Files.delete(folder.resolve("deep/er"));
    Files.createSymbolicLink(folder.resolve("deep/er"), outside);

    write(content, "deep/er/b.txt", "changed");
    assertThatThrownBy(this::update)
        .isInstanceOf(PackagingRefused.class)
        .hasMessage(folder.resolve("deep/er") + " is a symbolic link; remove it");
    Files.delete(content.resolve("deep/er/b.txt"));
    assertThatThrownBy(this::update).isInstanceOf(PackagingRefused.class);
    assertThat(outside.resolve("b.txt")).hasContent("b");
  }

  @Test
  void aRecordThatPointsOutsideDeletesNothing() throws IOException {
    write(base, "precious.txt", "x");
    Files.createDirectories(work);
    Files.writeString(work.resolve("hello.files"), "../../precious.txt");

    assertThatThrownBy(this::update).isInstanceOf(PackagingRefused.class);
    assertThat(base.resolve("precious.txt")).exists();
  }

  @Test
  void aFileTakesThePlaceOfALinkAndNotOfWhatItPointsAt() throws IOException {
    write(base, "precious.txt", "x");
    Files.createDirectories(folder);
    Files.createSymbolicLink(folder.resolve("a.txt"), base.resolve("precious.txt"));
    update();

    assertThat(base.resolve("precious.txt")).hasContent("x");
    assertThat(folder.resolve("a.txt")).isRegularFile().hasContent("a");
    assertThat(Files.isSymbolicLink(folder.resolve("a.txt"))).isFalse();
  }

  private Changes update() throws IOException {
    WarLayout layout = new WarLayout();
    FileTree.list(content, "", new Exclusions(line -> {}, line -> {}, List.of()))
        .forEach(layout::add);
    return new ExplodedWar(folder, work).update(layout);
  }

  private Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList()
          .stream();
    }
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
