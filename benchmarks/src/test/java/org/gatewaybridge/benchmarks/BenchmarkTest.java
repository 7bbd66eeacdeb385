package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class BenchmarkTest {

  @Test
  void benchmarkIsFoundByTheNameOfItsRowInTheReadme() throws Exception {
    Files.readAllLines(Path.of("README.md"), UTF_8).stream()
        .filter(line -> line.matches("\\| `[a-z-]+` \\| .*"))
        .map(line -> line.split("`", -1)[1])
        .forEach(name -> assertThat(Benchmark.named(name)).isNotNull());
  }

  @Test
  void unknownBenchmarkIsToldWhatThereIs() {
    assertThatThrownBy(() -> Benchmark.named("helo"))
        .hasMessageStartingWith("No benchmark \"helo\"; set -Dbenchmark to one of [hello, peers,")
        .hasMessageEndingWith("slow-clients]");
  }
}
