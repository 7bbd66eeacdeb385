package org.gatewaybridge.benchmarks;

import java.util.Arrays;
import java.util.List;

/** Numbers of keep-alive connections. */
final class Connections {
  private Connections() {}

  /** Lists what {@code benchmark.connections} says, numbers with commas between them. */
  static List<Integer> wanted() {
    return Arrays.stream(System.getProperty("benchmark.connections").split(","))
        .map(Integer::valueOf)
        .toList();
  }
}
