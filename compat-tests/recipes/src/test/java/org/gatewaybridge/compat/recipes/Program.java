package org.gatewaybridge.compat.recipes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A program that a Debian package installs. */
enum Program {
  NGINX("nginx", "nginx-light"),
  HTTPD("apache2", "apache2"),
  HAPROXY("haproxy", "haproxy"),
  OPENSSL("openssl", "openssl"),
  PGREP("pgrep", "procps");

  private final String fileName;
  private final String debianPackage;

  Program(String fileName, String debianPackage) {
    this.fileName = fileName;
    this.debianPackage = debianPackage;
  }

  /** Finds it; the test is skipped where it is not installed. */
  String find() {
    Path found =
        Stream.of("/usr/sbin", "/usr/bin")
            .map(folder -> Path.of(folder, fileName))
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
