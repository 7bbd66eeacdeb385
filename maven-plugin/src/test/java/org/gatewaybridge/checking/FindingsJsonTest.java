package org.gatewaybridge.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FindingsJsonTest {

  @Test
  void programsReadTheFindingsAsJson(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new/check.json");
    FindingsJson.write(List.of(Finding.error("a \"b\" <c>"), Finding.warning("d")), file);

    assertThat(file)
        .hasContent(
            """
            {
              "findings": [
                {
                  "level": "ERROR",
                  "text": "a \\"b\\" <c>"
                },
                {
                  "level": "WARNING",
                  "text": "d"
                }
              ]
            }
            """);
  }
}
