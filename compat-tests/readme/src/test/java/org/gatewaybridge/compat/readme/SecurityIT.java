package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each class of bugs in docs/security.md has its tests, and they are there. */
class SecurityIT {
  private static final Path PROJECT = Path.of(System.getProperty("readme.project"));
  private static final int CLASSES = 25;

  @Test
  void everyClassOfBugsNamesTestsThatAreThere() throws IOException {
    SecurityTable table = SecurityTable.of(Files.readString(PROJECT.resolve("docs/security.md")));

    assertThat(table.rows()).hasSize(CLASSES);
    assertThat(table.faults(PROJECT)).isEmpty();
  }

  @Test
  void testThatIsNotThereIsTold() throws IOException {
    SecurityTable table =
        SecurityTable.of(
            """
            | class | promise | tests |
            |---|---|---|
            | Real | kept | `RequestPathTest#pathFollowsTheRawUri`, `src/it/war-hello` |
            | Renamed | kept | `RequestPathTest#noSuchTest` |
            | Gone | kept | `NoSuchTest#a`, `src/it/no-such` |
            | Bare | kept | by hand |
            """);

    assertThat(table.faults(PROJECT))
        .containsExactly(
            "Renamed names RequestPathTest#noSuchTest, which is not there",
            "Gone names NoSuchTest#a, which is not there",
            "Gone names src/it/no-such, which is not there",
            "Bare names no test");
  }
}
