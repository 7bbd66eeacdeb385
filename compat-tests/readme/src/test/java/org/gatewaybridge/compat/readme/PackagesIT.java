package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packages of each module: none uses itself by way of others. The drawings are in {@code
 * target/packages}, as Mermaid.
 */
class PackagesIT {
  private static final Path PROJECT = Path.of(System.getProperty("readme.project"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bridge-core",
        "bridge-lint",
        "bridge-matrix",
        "bridge-micrometer",
        "bridge-python",
        "bridge-servers",
        "bridge-war-template",
        "maven-plugin"
      })
  void packagesHaveNoCycle(String module) throws IOException {
    PackageGraph graph = PackageGraph.of(PROJECT.resolve(module).resolve("target/classes"));
    Path drawings = Files.createDirectories(Path.of("target/packages"));
    Files.writeString(drawings.resolve(module + ".mmd"), graph.mermaid());

    assertThat(graph.uses()).isNotEmpty();
    assertThat(graph.inCycles()).isEmpty();
  }

  @Test
  void cycleIsFound() {
    PackageGraph graph =
        PackageGraph.read(
            """
            core -> java.base
               org.gatewaybridge.a -> java.lang
               org.gatewaybridge.a -> org.gatewaybridge.b
               org.gatewaybridge.b -> org.gatewaybridge.c
               org.gatewaybridge.c -> org.gatewaybridge.a
               org.gatewaybridge.d -> org.gatewaybridge.a
            """);

    assertThat(graph.inCycles()).containsExactly("a", "b", "c");
    assertThat(graph.mermaid()).contains("  d --> a\n").doesNotContain("java");
  }
}
