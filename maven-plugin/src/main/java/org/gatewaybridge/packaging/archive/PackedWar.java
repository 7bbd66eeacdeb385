package org.gatewaybridge.packaging.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.jar.Manifest;

/** A packed WAR. */
public final class PackedWar {
  private PackedWar() {}

  /**
   * Writes the WAR, unless the existing file was made of the same inputs.
   *
   * @param force whether it is written in any case
   * @param work the folder of the record of what a WAR was made of
   * @return whether it was written
   */
  public static boolean write(
      WarLayout layout, Manifest manifest, Instant timestamp, Path target, boolean force, Path work)
      throws IOException {
    Path note = work.resolve(target.getFileName() + ".made-of");
    String inputs = Digest.of(out -> describe(layout, manifest, timestamp, out));
    if (!force
        && Files.exists(target)
        && Files.exists(note)
        && Files.readString(note).equals(inputs + digestOf(target))) {
      return false;
    }
    AtomicFile.write(
        target,
        out -> {
          String digest =
              Digest.of(
                  out, to -> ReproducibleZip.write(layout, Optional.of(manifest), timestamp, to));
          // Before the file is in place: where even a note cannot be written, the old file stays.
          AtomicFile.write(
              note, to -> to.write((inputs + digest).getBytes(StandardCharsets.UTF_8)));
        });
    return true;
  }

  private static void describe(
      WarLayout layout, Manifest manifest, Instant timestamp, OutputStream out) throws IOException {
    manifest.write(out);
    out.write(timestamp.toString().getBytes(StandardCharsets.UTF_8));
    for (WarEntry entry : layout.entries()) {
      out.write(
          ("\n" + entry.name() + " " + digestOf(entry.file())).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String digestOf(Path file) throws IOException {
    return Digest.of(out -> Files.copy(file, out));
  }
}
