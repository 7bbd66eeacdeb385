package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A JDK, as its release file tells. */
record Jdk(String version) {

  static Jdk at(Path home) throws IOException {
    Properties release = new Properties();
    try (Reader in = Files.newBufferedReader(home.resolve("release"), UTF_8)) {
      release.load(in);
    }
    return new Jdk(release.getProperty("JAVA_VERSION").replace("\"", ""));
  }

  /** The first number of the version, as in file names. */
  String feature() {
    return version.replaceFirst("\\D.*", "");
  }
}
