package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatewaybridge.benchmarks.KeepAliveLoad.Call;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many requests at 64 keep-alive connections: every answer is right, and afterwards the server
 * holds no more memory and no more threads than before.
 */
final class SoakIT {
  private static final List<Call> MIX =
      List.of(
          Call.of("GET", "/soak/hello", "", "Hello, world!\n"),
          Call.of("POST", "/soak/echo", "x".repeat(1024), "x".repeat(1024)),
          Call.of("GET", "/soak/chunks", "", "chunk\n".repeat(5)));

  private static final Path WORK = BenchmarkOptions.work();
  private static final Path JAVA = BenchmarkOptions.java();
  private static final StringBuilder ROWS = new StringBuilder();

  static List<BenchmarkContainer> containers() {
    return BenchmarkOptions.containers();
  }

  @ParameterizedTest
  @MethodSource("containers")
  void everyAnswerIsRightAndNothingIsKept(BenchmarkContainer container) throws Exception {
    int requests = Integer.getInteger("soak.requests");
    Soak soak = Soak.of(container, "SoakApp", MIX, requests, WORK, JAVA);
    ROWS.append("| %s %s | %s\n".formatted(container.id(), container.version(), soak.row()));
    assertThat(soak.faults()).isEmpty();
  }

  @AfterAll
  static void report() throws IOException {
    String text =
        "# Soak: 64 keep-alive connections, JDK %s\n\n%s%s"
            .formatted(Jdk.at(JAVA).version(), Soak.HEAD, ROWS);
    System.out.println(text);
    Path folder = Files.createDirectories(Path.of(System.getProperty("soak.results")));
    Files.writeString(folder.resolve("soak-jdk" + Jdk.at(JAVA).feature() + ".md"), text, UTF_8);
  }

  @Test
  void memoryAndThreadsThatAreKeptAreSeen() throws Exception {
    List<Call> mix = List.of(Call.of("GET", "/soak/", "", "kept\n"));
    Soak soak =
        Soak.of(BenchmarkContainer.named("undertow2.3").get(0), "LeakyApp", mix, 3000, WORK, JAVA);
    assertThat(soak.faults())
        .satisfiesExactly(
            fault -> assertThat(fault).startsWith("heap: grew by "),
            fault -> assertThat(fault).startsWith("threads: "));
  }
}
