package org.gatewaybridge.compat.recipes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A program that a Debian package installs. */
final class Program {
  private Program() {}

  /** Finds it; the test is skipped where it is not installed. */
  static String of(String name, String debianPackage) {
    Path found =
        Stream.of("/usr/sbin", "/usr/bin")
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of(""));
    assumeTrue(!found.toString().isEmpty(), "apt install " + debianPackage);
    return found.toString();
  }

  /** Makes an empty folder for one server of a test. */
  static Path folder(String name) throws IOException {
    Path work = Files.createDirectories(Path.of(System.getProperty("recipes.work")));
    return Files.createTempDirectory(work, name + "-").toRealPath();
  }
}
