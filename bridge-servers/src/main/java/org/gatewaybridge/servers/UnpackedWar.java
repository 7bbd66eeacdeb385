package org.gatewaybridge.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An app as a directory, unpacked if it is a file. */
record UnpackedWar(WebApp app, Path directory) {

  static List<UnpackedWar> all(List<WebApp> apps, TemporaryFolder temporary) throws IOException {
    List<UnpackedWar> unpacked = new ArrayList<>();
    for (WebApp app : apps) {
      Path directory =
          Files.isDirectory(app.war())
              ? app.war()
              : unzip(app.war(), temporary.make("war-" + unpacked.size()));
      unpacked.add(new UnpackedWar(app, directory));
    }
    return unpacked;
  }

  private static Path unzip(Path war, Path into) throws IOException {
    Unzip.BOUNDED.unzip(war, into);
    return into;
  }

  /**
   * Returns the jars of WEB-INF/lib in the order of names, so that every run has the same class
   * path.
   */
  List<Path> libraries() throws IOException {
    Path lib = directory.resolve("WEB-INF/lib");
    if (!Files.isDirectory(lib)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
