package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The diagrams of docs/how-it-works.md name classes and methods that exist. */
class DiagramsIT {
  private static final Path PROJECT = Path.of(System.getProperty("readme.project"));

  @Test
  void everyClassAndEveryCallExists() throws IOException {
    Diagram diagram = Diagram.of(Files.readString(PROJECT.resolve("docs/how-it-works.md")));

    assertThat(diagram.classes()).hasSizeGreaterThan(20);
    assertThat(diagram.calls()).hasSizeGreaterThan(15);
    assertThat(diagram.faults(Diagram.sources(PROJECT))).isEmpty();
  }

  @Test
  void whatDoesNotExistIsFound() {
    Diagram diagram =
        Diagram.of(
            """
            `Told` and `Gone`

              participant worker as worker.py
              participant There
              participant Lost
              Told->>There: call()
              Told->>There: renamed()
              There-->>Told: the answer()
            """);

    assertThat(
            diagram.faults(
                Map.of("Told", "class Told {}", "There", "  void call() { renamed(); }")))
        .containsExactly(
            "There is no class Gone", "There is no class Lost", "There is no method There.renamed");
  }
}
