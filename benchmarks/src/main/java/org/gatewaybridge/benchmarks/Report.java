package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatewaybridge.benchmarks.Results.Machine;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes results for people and for programs. */
final class Report {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Report() {}

  /** Returns the folder of {@code benchmark.results}. */
  static Path folder() throws IOException {
    return Files.createDirectories(BenchmarkOptions.results());
  }

  /** Returns the files of a report, {@code NAME-jdkN}, without an ending. */
  static Path file(String name, Machine machine) throws IOException {
    return folder().resolve(named(name, machine));
  }

  private static String named(String name, Machine machine) {
    return name + "-jdk" + machine.jdk().feature();
  }

  /** Writes {@code NAME-jdkN.json} and {@code NAME-jdkN.md}, and prints the latter. */
  static void write(String name, Machine machine, Object results, String markdown)
      throws IOException {
    write(folder(), name, machine, results, markdown);
    System.out.println(markdown);
  }

  static void write(Path folder, String name, Machine machine, Object results, String markdown)
      throws IOException {
    String file = named(name, machine);
    Files.writeString(
        folder.resolve(file + ".json"), JSON.writeValueAsString(results) + "\n", UTF_8);
    Files.writeString(folder.resolve(file + ".md"), markdown, UTF_8);
  }
}
