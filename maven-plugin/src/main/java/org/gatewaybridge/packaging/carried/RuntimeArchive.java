package org.gatewaybridge.packaging.carried;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.AtomicFile;
import org.gatewaybridge.packaging.archive.Digest;
import org.gatewaybridge.packaging.archive.ReproducibleZip;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.archive.WarLayout;

/**
 * Packs an interpreter as bridge-python's PackedRuntime unpacks it: a ZIP file, whose entry {@code
 * .modes} names executable files and links, and a properties file with its digest beside it.
 */
final class RuntimeArchive {
  private static final String LICENSES = "LICENSES.txt";

  private RuntimeArchive() {}

  /** Writes the archive and its facts into a folder. */
  static void write(PythonHome home, Path target) throws IOException {
    WarLayout layout = new WarLayout();
    List<String> modes = new ArrayList<>();
    for (Path file : files(home.folder())) {
      String name = home.folder().relativize(file).toString().replace('\\', '/');
      if (Pruning.isForBuildsOnly(name)) {
        continue;
      }
      if (Files.isSymbolicLink(file)) {
        modes.add("l\t" + name + "\t" + Files.readSymbolicLink(file));
      } else {
        layout.add(new WarEntry(name, file));
        if (Files.isExecutable(file)) {
          modes.add("x\t" + name);
        }
      }
    }
    Path modesFile = target.resolve("modes");
    Files.write(modesFile, modes);
    layout.add(new WarEntry(".modes", modesFile));
    Path licenses = target.resolve(LICENSES);
    try (InputStream in = RuntimeArchive.class.getResourceAsStream(LICENSES)) {
      if (in == null) {
        throw new IllegalStateException(LICENSES + " is missing in the plugin's jar");
      }
      Files.copy(in, licenses);
    }
    layout.add(new WarEntry(LICENSES, licenses));
    Path archive = target.resolve("runtime.zip");
    AtomicFile.write(
        archive, out -> ReproducibleZip.write(layout, Optional.empty(), Instant.EPOCH, out));
    String digest = Digest.of(out -> Files.copy(archive, out));
    String facts =
        "digest=%s\nexecutable=%s\nversion=%s\n"
            .formatted(digest, home.executable(), home.version());
    Files.write(target.resolve("runtime.properties"), facts.getBytes(UTF_8));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }
}
