package org.gatewaybridge.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Programs of the operating system. */
final class Programs {
  private Programs() {}

  static boolean isThere(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /** Whether server and load can each be kept on a core of its own. */
  static boolean canPin() {
    return isThere("taskset") && Runtime.getRuntime().availableProcessors() > 1;
  }

  /** Returns the words that keep a command on one core; none where that cannot be said. */
  static List<String> onCore(int core) {
    return canPin() ? List.of("taskset", "-c", Integer.toString(core)) : List.of();
  }
}
