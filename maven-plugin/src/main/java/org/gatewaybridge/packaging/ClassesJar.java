package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** A class folder as a jar. */
public final class ClassesJar {
  private ClassesJar() {}

  /**
   * Packs a class folder.
   *
   * @param warnings hears what was left out, and why
   */
  public static void write(Path classes, Instant timestamp, Path jar, Consumer<String> warnings)
      throws IOException {
    WarLayout layout = new WarLayout();
    FileTree.of(classes, "", warnings).forEach(layout::add);
    AtomicFile.write(jar, out -> ReproducibleZip.write(layout, Optional.empty(), timestamp, out));
  }
}
