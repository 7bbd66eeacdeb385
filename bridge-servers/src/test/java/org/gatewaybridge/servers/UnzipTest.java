package org.gatewaybridge.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnzipTest {
  private Path all = Path.of("");
  private Path into = Path.of("");
  private Path war = Path.of("");

  @BeforeEach
  void folders(@TempDir Path folder) throws IOException {
    all = folder;
    into = Files.createDirectories(folder.resolve("deep/er/into"));
    war = folder.resolve("a.war");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../evil",
        "a/../../evil",
        "/etc/evil",
        "C:\\evil",
        "c:evil",
        "\\\\host\\evil",
        "..\\evil",
        "a\\..\\..\\evil"
      })
  void anEntryThatLeavesTheFolderIsRefused(String name) throws IOException {
    pack("a.txt", name);

    assertThatThrownBy(() -> Unzip.BOUNDED.unzip(war, into))
        .isInstanceOf(IOException.class)
        .hasMessage("WAR " + war + " has an entry outside itself: \"" + name + "\"; build it anew");
    assertThat(files()).containsExactlyInAnyOrder("a.war", "deep/er/into/a.txt");
  }

  @Test
  void aLinkIsAFileSoThatNothingIsWrittenThroughIt() throws IOException {
    pack("link", "link/evil");
    asSymbolicLink("link");

    assertThatThrownBy(() -> Unzip.BOUNDED.unzip(war, into))
        .hasMessageStartingWith("WAR " + war + " has two entries for one place, ");
    assertThat(files()).containsExactlyInAnyOrder("a.war", "deep/er/into/link");
    assertThat(into.resolve("link")).isRegularFile();
  }

  @Test
  void aBombIsRefusedBeforeItFillsTheDisk() throws IOException {
    zeros("bomb", 300 << 20);

    assertThatThrownBy(() -> Unzip.BOUNDED.unzip(war, into))
        .hasMessageStartingWith("WAR " + war + " is a bomb: its ");
    assertThat(Files.size(into.resolve("bomb"))).isLessThanOrEqualTo(100 << 20);
  }

  @Test
  void smallFilesMayShrinkAsMuchAsTheyLike() throws IOException {
    zeros("zeros", 10 << 20);

    Unzip.BOUNDED.unzip(war, into);

    assertThat(into.resolve("zeros")).hasSize(10 << 20);
  }

  @Test
  void theBytesAreBoundedHoweverTheyArePacked() throws IOException {
    pack("a", "b", "c");

    assertThatThrownBy(() -> new Unzip(9, 2, 200, 100).unzip(war, into))
        .hasMessageContaining("is a bomb");
    assertThat(into.resolve("c")).isEmptyFile();
  }

  @Test
  void theEntriesAreBounded() throws IOException {
    pack("a", "b", "c");

    assertThatThrownBy(() -> new Unzip(2, 9, 200, 100).unzip(war, into))
        .hasMessage("WAR " + war + " has more than 2 entries");
    assertThat(into.resolve("c")).doesNotExist();
  }

  @Test
  void damageIsToldOfTheWar() throws IOException {
    pack("a", "b");
    byte[] bytes = Files.readAllBytes(war);
    Arrays.fill(bytes, 31, 40, (byte) 0x55);
    Files.write(war, bytes);

    assertThatThrownBy(() -> Unzip.BOUNDED.unzip(war, into))
        .hasMessageStartingWith("WAR " + war + " is damaged: ");
  }

  private void pack(String... names) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write('x');
      }
    }
  }

  private void zeros(String name, int length) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      zip.putNextEntry(new ZipEntry(name));
      byte[] chunk = new byte[1 << 20];
      for (int i = 0; i < length; i += chunk.length) {
        zip.write(chunk);
      }
    }
  }

  // APPNOTE 4.3.12: "version made by" Unix, and the mode S_IFLNK in the external attributes.
  private void asSymbolicLink(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(war);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int entry = text.indexOf("PK\1\2");
    assertThat(text.substring(entry + 46)).startsWith(name);
    try (RandomAccessFile file = new RandomAccessFile(war.toFile(), "rw")) {
      file.seek(entry + 5);
      file.write(3);
      file.seek(entry + 40);
      file.write(0xA1);
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(all)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> all.relativize(file).toString())
          .toList();
    }
  }
}
