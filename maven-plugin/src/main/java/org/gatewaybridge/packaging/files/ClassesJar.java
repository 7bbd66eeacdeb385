package org.gatewaybridge.packaging.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.gatewaybridge.packaging.archive.AtomicFile;
import org.gatewaybridge.packaging.archive.ReproducibleZip;
import org.gatewaybridge.packaging.archive.WarLayout;

/** A class folder as a jar. */
public final class ClassesJar {
  private ClassesJar() {}

  /**
   * Packs a class folder.
   *
   * @param exclusions decides what is left out
   */
  public static void write(Path classes, Instant timestamp, Path jar, Exclusions exclusions)
      throws IOException {
    WarLayout layout = new WarLayout();
    FileTree.list(classes, "", exclusions).forEach(layout::add);
    AtomicFile.write(jar, out -> ReproducibleZip.write(layout, Optional.empty(), timestamp, out));
  }
}
