package org.gatewaybridge.compat.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Commands as somebody would type them. */
final class Shell {
  private Shell() {}

  /** Runs commands to their end and returns what they print; they must succeed. */
  static String run(Path folder, Map<String, String> environment, String commands)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-ec", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(commands + "\nfailed:\n" + printed);
    }
    return printed;
  }
}
