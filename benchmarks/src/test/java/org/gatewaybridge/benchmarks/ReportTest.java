package org.gatewaybridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatewaybridge.benchmarks.Results.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
  @Test
  void filesAreNamedAfterTheJdk(@TempDir Path folder) throws Exception {
    Machine machine = new Machine(2, "Linux amd64", 0.25, new Jdk("17.0.15"));

    Report.write(folder, "hello", machine, Map.of("machine", machine), "# Hello\n");

    assertThat(folder.resolve("hello-jdk17.md")).content().isEqualTo("# Hello\n");
    assertThat(Files.readString(folder.resolve("hello-jdk17.json")))
        .contains("\"version\" : \"17.0.15\"");
  }
}
