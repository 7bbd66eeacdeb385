package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A class folder as a jar. */
public final class ClassesJar {
  private ClassesJar() {}

  /**
   * Packs a class folder.
   *
   * @param leftOut decides what is left out
   */
  public static void write(Path classes, Instant timestamp, Path jar, LeftOut leftOut)
      throws IOException {
    WarLayout layout = new WarLayout();
    FileTree.of(classes, "", leftOut).forEach(layout::add);
    AtomicFile.write(jar, out -> ReproducibleZip.write(layout, Optional.empty(), timestamp, out));
  }
}
