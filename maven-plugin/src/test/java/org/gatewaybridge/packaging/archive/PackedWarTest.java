package org.gatewaybridge.packaging.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.gatewaybridge.packaging.files.Exclusions;
import org.gatewaybridge.packaging.files.FileTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class PackedWarTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  private Path folder;
  private Path content;
  private Path war;

  @BeforeEach
  void content(@TempDir Path folder) throws IOException {
    this.folder = folder;
    content = Files.createDirectories(folder.resolve("content"));
    war = folder.resolve("target").resolve("a.war");
    for (String name :
        List.of(
            "b.txt", "a/x.txt", "a/b/\u00e4\u20ac.txt", "WEB-INF/web.xml", "META-INF/services/x")) {
      write(name, name);
    }
  }

  @Test
  void theManifestComesFirstAndFoldersBeforeTheirFiles() throws IOException {
    pack(false);

    try (ZipFile zip = new ZipFile(war.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly(
              "META-INF/",
              "META-INF/MANIFEST.MF",
              "META-INF/services/",
              "META-INF/services/x",
              "WEB-INF/",
              "WEB-INF/web.xml",
              "a/",
              "a/b/",
              "a/b/\u00e4\u20ac.txt",
              "a/x.txt",
              "b.txt");
    }
    try (JarInputStream jar = new JarInputStream(Files.newInputStream(war))) {
      assertThat(jar.getManifest()).isNotNull();
    }
  }

  @Test
  void whatIsUpToDateIsNotWrittenAgain() throws IOException {
    assertThat(pack(false)).isTrue();
    assertThat(pack(false)).isFalse();
    assertThat(pack(true)).isTrue();

    write("b.txt", "changed");
    assertThat(pack(false)).isTrue();

    Files.writeString(war, "somebody else's");
    assertThat(pack(false)).isTrue();
    assertThat(entries(war)).contains("b.txt");

    Files.delete(war);
    assertThat(pack(false)).isTrue();
  }

  @Test
  void timesOutsideZipsOwnFieldAreMovedIntoIt() throws IOException {
    for (Instant time : List.of(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"))) {
      PackedWar.write(layout(), manifest(), time, war, true, folder.resolve("work"));
      try (ZipFile zip = new ZipFile(war.toFile())) {
        assertThat(zip.getEntry("b.txt").getExtra()).isNull();
        assertThat(zip.getEntry("b.txt").getTimeLocal().getYear()).isIn(1980, 2099);
      }
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no umask and no modes")
  void theBytesDependOnNothingButNamesAndContents() throws Exception {
    Path first = folder.resolve("first/a.war");
    Path second = folder.resolve("second/a.war");
    runIn("022", first, "-Duser.timezone=UTC", "-Duser.language=en");

    // The same content, made in another order, at another time, with other modes.
    Path copy = folder.resolve("copy");
    List<WarEntry> entries = new ArrayList<>(layout().entries());
    Collections.reverse(entries);
    for (WarEntry entry : entries) {
      Path file = copy.resolve(entry.name());
      Files.createDirectories(file.getParent());
      Files.copy(entry.file(), file);
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
    content = copy;
    runIn(
        "077",
        second,
        "-Duser.timezone=Pacific/Kiritimati",
        "-Duser.language=tr",
        "-Duser.country=TR");

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its names are Unicode in every locale")
  void aNameThatTheLocaleDoesNotKnowIsRefusedNotGarbled() throws Exception {
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(OtherJvm.command(content, war, List.of()))
            .redirectError(errors.toFile());
    builder.environment().put("LC_ALL", "C");

    assertThat(builder.start().waitFor()).isPositive();
    assertThat(errors)
        .content()
        .contains("the build's locale does not know its characters, as LC_ALL=C.UTF-8 would");
    assertThat(war).doesNotExist();
  }

  @Test
  void aKilledBuildLeavesTheOldFileOrTheNewOneAndNothingStray() throws Exception {
    // Bytes that do not compress, so that a pack takes long enough to be hit.
    Random random = new Random(1);
    byte[] noise = new byte[4_000_000];
    random.nextBytes(noise);
    Files.write(content.resolve("noise"), noise);
    int hitWhileWriting = 0;
    for (int i = 0; i < 12; i++) {
      Process process = OtherJvm.pack(content, war, List.of(), "forever");
      assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("packed");
      assertThat(process.waitFor(random.nextInt(150), TimeUnit.MILLISECONDS)).isFalse();
      process.destroyForcibly().waitFor();

      hitWhileWriting += parts().isEmpty() ? 0 : 1;
      assertThat(entries(war)).contains("noise", "b.txt");
    }
    pack(true);

    assertThat(hitWhileWriting).as("kills in the middle of writing").isPositive();
    assertThat(parts()).isEmpty();
  }

  @Test
  void theUnfinishedFileOfALivingBuildIsLeftAlone() throws IOException {
    Path living = war.resolveSibling(".a.war." + ProcessHandle.current().pid() + ".x.part");
    Path dead = war.resolveSibling(".a.war.999999999999.x.part");
    Path foreign = war.resolveSibling(".b.war.999999999999.x.part");
    // In a container, the next build often gets the very process number of the one that was killed.
    Path reused = war.resolveSibling(".a.war." + ProcessHandle.current().pid() + ".y.part");
    Files.createDirectories(war.getParent());
    for (Path file : List.of(living, dead, foreign, reused)) {
      Files.createFile(file);
    }
    Files.setLastModifiedTime(reused, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
    pack(true);

    assertThat(parts()).containsExactlyInAnyOrder(living, foreign);
  }

  @Test
  void buildsIntoOneTargetAtOnceEachLeaveAWholeFile() throws Exception {
    Process other = OtherJvm.pack(content, war, List.of(), "forever");
    assertThat(other.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("packed");
    for (int i = 0; i < 50; i++) {
      pack(true);
      assertThat(entries(war)).contains("b.txt");
    }
    assertThat(other.isAlive()).isTrue();
    other.destroyForcibly().waitFor();
  }

  @Test
  void aFailureLeavesTheOldFile() throws IOException {
    pack(true);
    byte[] before = Files.readAllBytes(war);
    WarLayout broken = layout();
    broken.add(new WarEntry("z", folder.resolve("missing")));

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    war, out -> ReproducibleZip.write(broken, Optional.empty(), TIME, out)))
        .isInstanceOf(IOException.class)
        .hasMessage("Cannot write " + war + ": " + folder.resolve("missing") + " does not exist");
    assertThat(war).hasBinaryContent(before);
    assertThat(parts()).isEmpty();
  }

  @Test
  void whereNoNoteCanBeWrittenTheOldFileStays() throws IOException {
    pack(true);
    byte[] before = Files.readAllBytes(war);
    write("b.txt", "changed");
    Files.delete(folder.resolve("work/a.war.made-of"));
    Files.createDirectories(folder.resolve("work/a.war.made-of/in the way"));

    assertThatThrownBy(() -> pack(true)).hasMessageContaining("a.war.made-of: Is a directory");
    assertThat(war).hasBinaryContent(before);
    assertThat(parts()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(folder.resolve("target"), "a file");

    assertThatThrownBy(() -> pack(true))
        .isInstanceOf(IOException.class)
        .hasMessage("Cannot write " + war + ": " + folder.resolve("target") + " is in the way");
  }

  @Test
  void aNoteIsOfTheBytesThatItsOwnBuildWrote() throws Exception {
    WarLayout others = new WarLayout();
    others.add(new WarEntry("theirs", content.resolve("b.txt")));
    for (int round = 0; round < 50; round++) {
      Thread other =
          new Thread(
              () -> {
                for (int i = 0; i < 20; i++) {
                  packUnchecked(others);
                }
              });
      other.start();
      while (other.isAlive()) {
        pack(true);
      }
      other.join();
      pack(false);
      assertThat(entries(war)).as("round %s", round).contains("b.txt");
    }
  }

  private void runIn(String umask, Path target, String... jvmArguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh"));
    command.addAll(OtherJvm.command(content, target, List.of(jvmArguments)));
    assertThat(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor())
        .isZero();
  }

  private boolean pack(boolean force) throws IOException {
    return pack(layout(), force);
  }

  private boolean pack(WarLayout layout, boolean force) throws IOException {
    return PackedWar.write(layout, manifest(), TIME, war, force, folder.resolve("work"));
  }

  // Another project's build, into the same file.
  private void packUnchecked(WarLayout layout) {
    try {
      PackedWar.write(layout, manifest(), TIME, war, true, folder.resolve("their work"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    return manifest;
  }

  private WarLayout layout() throws IOException {
    WarLayout layout = new WarLayout();
    FileTree.list(content, "", new Exclusions(line -> {}, line -> {}, List.of()))
        .forEach(layout::add);
    return layout;
  }

  private void write(String name, String text) throws IOException {
    Path file = content.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> files = Files.list(war.getParent())) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }

  /** The names of a whole archive: each entry's bytes are read and their checksum compared. */
  private static List<String> entries(Path war) throws IOException {
    try (ZipFile zip = new ZipFile(war.toFile())) {
      List<String> names = new ArrayList<>();
      for (ZipEntry entry : Collections.list(zip.entries())) {
        CRC32 checksum = new CRC32();
        checksum.update(zip.getInputStream(entry).readAllBytes());
        assertThat(checksum.getValue()).as(entry.getName()).isEqualTo(entry.getCrc());
        names.add(entry.getName());
      }
      return names;
    }
  }
}
