package org.gatewaybridge.compat.readme;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the jars are free of that go into a WAR, or in front of one. */
class PublishedJarsIT {
  private static final Path PROJECT = Path.of(System.getProperty("readme.project"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bridge-core",
        "bridge-lint",
        "bridge-python",
        "bridge-micrometer",
        "bridge-servers"
      })
  void noClassReadsJavasObjects(String module) throws IOException {
    try (Stream<Path> files = Files.list(PROJECT.resolve(module).resolve("target"))) {
      List<Path> jars =
          files.filter(file -> file.toString().matches(".*[0-9](-SNAPSHOT)?\\.jar")).toList();
      assertThat(jars).hasSize(1);
      assertThat(readersOfObjects(jars.get(0))).isEmpty();
    }
  }

  @Test
  void classThatReadsJavasObjectsIsFound(@TempDir Path folder) throws IOException {
    String name = Reader.class.getName().replace('.', '/') + ".class";
    Path jar = folder.resolve("a.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
        InputStream reader = Reader.class.getResourceAsStream("/" + name)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(reader.readAllBytes());
    }

    assertThat(readersOfObjects(jar)).containsExactly(name);
  }

  /** A class as it should not be. */
  static final class Reader {
    static Object read(InputStream in) throws IOException, ClassNotFoundException {
      return new ObjectInputStream(in).readObject();
    }
  }

  /** Names the classes whose constants tell of it: a constant pool holds each name as it is. */
  private static List<String> readersOfObjects(Path jar) throws IOException {
    List<String> found = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> classes =
          zip.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
      for (ZipEntry entry : classes) {
        try (InputStream in = zip.getInputStream(entry)) {
          String constants = new String(in.readAllBytes(), ISO_8859_1);
          if (constants.contains("java/io/ObjectInput") || constants.contains("readObject")) {
            found.add(entry.getName());
          }
        }
      }
      assertThat(classes).isNotEmpty();
    }
    return found;
  }
}
