package org.gatewaybridge.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The options of docs/benchmarks.md: system properties {@code benchmark.*}, and their defaults. */
final class BenchmarkOptions {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("containers", "all"),
          Map.entry("java", System.getProperty("java.home")),
          Map.entry("app", "Hello"),
          Map.entry("processes", "3"),
          Map.entry("seconds", "45"),
          // Short turns: a machine that others use too changes its speed all the time.
          Map.entry("turn", "100"),
          Map.entry("warmup", "20"),
          Map.entry("connections", "16,256"),
          Map.entry("rounds", "7"),
          Map.entry("clients", "10000"),
          Map.entry("gibibytes", "10"),
          Map.entry("forks", "2"),
          Map.entry("python", "/usr/bin/python3"),
          Map.entry("python.loads", "all"),
          Map.entry("python.rounds", "7"),
          Map.entry("python.seconds", "2"));

  private BenchmarkOptions() {}

  /** Returns the value of an option, named without {@code benchmark.} in front. */
  static String text(String name) {
    String value = System.getProperty("benchmark." + name, DEFAULTS.get(name));
    return Objects.requireNonNull(value, "no option benchmark." + name);
  }

  static int number(String name) {
    return Integer.parseInt(text(name));
  }

  /** Returns the containers to measure. */
  static List<BenchmarkContainer> containers() {
    return BenchmarkContainer.named(text("containers"));
  }

  /** Returns the numbers of keep-alive connections. */
  static List<Integer> connections() {
    return Arrays.stream(text("connections").split(",")).map(Integer::valueOf).toList();
  }

  /** Returns the home of the JDK that runs the servers. */
  static Path java() {
    return Path.of(text("java"));
  }

  /** Returns the folder that the results are written to. */
  static Path results() {
    return Path.of(System.getProperty("benchmark.results", module("results").toString()));
  }

  /** Returns the folder of the containers' jars, where the servers work too. */
  static Path work() {
    return module("target/benchmarks");
  }

  /** Returns a file or folder of this module, whose folder the build passes on. */
  static Path module(String path) {
    return Path.of(System.getProperty("benchmarks.folder", "")).toAbsolutePath().resolve(path);
  }
}
