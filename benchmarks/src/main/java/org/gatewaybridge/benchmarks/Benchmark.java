package org.gatewaybridge.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gatewaybridge.benchmarks.alone.BridgeAloneReport;

/** The benchmarks, as {@code -Dbenchmark=...} names them. */
public enum Benchmark {
  HELLO,
  PEERS,
  GROWTH,
  FILES,
  STREAMING,
  LARGE,
  START,
  ALONE,
  PYTHON,
  ASGI,
  SOCKETS,
  CARRIED,
  SLOW_CLIENTS;

  /** Runs the benchmark that the system property {@code benchmark} names. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    switch (named(System.getProperty("benchmark", ""))) {
      case HELLO -> HelloBenchmark.run();
      case PEERS -> PeersBenchmark.run();
      case GROWTH -> GrowthBenchmark.run();
      case FILES -> FilesBenchmark.run();
      case STREAMING -> StreamingBenchmark.run();
      case LARGE -> LargeBenchmark.run();
      case START -> StartBenchmark.run();
      case ALONE -> alone();
      case PYTHON -> PythonBenchmark.run();
      case ASGI -> AsgiBenchmark.run();
      case SOCKETS -> SocketsBenchmark.run();
      case CARRIED -> CarriedBenchmark.run();
      case SLOW_CLIENTS -> SlowClientsBenchmark.run();
    }
  }

  static Benchmark named(String name) {
    return Arrays.stream(values())
        .filter(each -> each.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No benchmark \""
                        + name
                        + "\"; set -Dbenchmark to one of "
                        + Arrays.stream(values()).map(Benchmark::id).toList()));
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Runs JMH in a process, since it measures in the JDK that runs it. */
  private static void alone() throws IOException, InterruptedException {
    Programs.run(
        List.of(
            BenchmarkOptions.java().resolve("bin/java").toString(),
            "-cp",
            classPath(),
            BridgeAloneReport.class.getName(),
            BenchmarkOptions.results().toString(),
            BenchmarkOptions.text("forks")));
  }

  private static String classPath() {
    return Benchmark.class.getClassLoader() instanceof URLClassLoader loader
        ? Arrays.stream(loader.getURLs())
            .map(URL::getPath)
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }
}
