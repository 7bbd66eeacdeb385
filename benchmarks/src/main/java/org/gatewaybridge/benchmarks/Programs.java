package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
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

  /** Keeps all threads of a process, and those that they will start, on one core if that can be. */
  static void keepOnCore(int core, long pid) throws IOException, InterruptedException {
    if (canPin()) {
      output(List.of("taskset", "-a", "-c", "-p", Integer.toString(core), Long.toString(pid)));
    }
  }

  /** Runs a command and returns what it said, or throws if it failed. */
  static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
    }
    return output;
  }

  /** Runs a command that prints here, and throws if it failed. */
  static void run(List<String> command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed");
    }
  }

  /** Returns the words that keep a command on one core; none where that cannot be said. */
  static List<String> onCore(int core) {
    return canPin() ? List.of("taskset", "-c", Integer.toString(core)) : List.of();
  }
}
