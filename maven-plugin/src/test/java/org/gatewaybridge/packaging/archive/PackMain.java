package org.gatewaybridge.packaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.jar.Manifest;
import org.gatewaybridge.packaging.files.Exclusions;
import org.gatewaybridge.packaging.files.FileTree;

/**
 * Packs a folder once, or again and again until it is killed; for tests that need a JVM of their
 * own.
 */
final class PackMain {
  private PackMain() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    boolean forever = arguments.length > 2;
    do {
      WarLayout layout = new WarLayout();
      FileTree.list(folder, "", new Exclusions(line -> {}, line -> {}, List.of()))
          .forEach(layout::add);
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
      PackedWar.write(
          layout,
          manifest,
          Instant.parse("2026-01-02T03:04:05Z"),
          target,
          true,
          target.resolveSibling("work"));
      System.out.println("packed");
    } while (forever);
  }
}
