package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.gatewaybridge.packaging.archive.AtomicFile;

/** A Python program that the plugin carries. */
final class BundledScript {
  private BundledScript() {}

  /** Writes a script of the plugin into a folder, and returns the file. */
  static Path write(Path folder, String name) throws IOException {
    Path script = folder.resolve(name);
    try (InputStream in = BundledScript.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the plugin's jar; build it anew");
      }
      AtomicFile.write(script, in::transferTo);
    }
    return script;
  }
}
