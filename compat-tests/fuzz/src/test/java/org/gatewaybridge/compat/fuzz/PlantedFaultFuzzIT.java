package org.gatewaybridge.compat.fuzz;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.gatewaybridge.compat.ContainerTest;
import org.gatewaybridge.compat.On;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** That each kind of fault turns the gate red. */
@On("tomcat11")
final class PlantedFaultFuzzIT extends ContainerTest {
  private static final long SEED = 1;

  /** What is planted, and what must be said of it. */
  private static final Map<String, String> FAULTS =
      new TreeMap<>(
          Map.of(
              "leak", "brought what is in WEB-INF",
              "twice", "the app was called twice for one request",
              "hang", " hung: ",
              "throw", "at org.gatewaybridge.compat.app.PlantedFault",
              "forge", "the log says FORGED",
              "keep", "the heap grew",
              "elsewhere", "the app saw SCRIPT_NAME /nowhere"));

  @Test
  void eachPlantedFaultIsFound() {
    Map<String, Path> wars =
        FAULTS.keySet().stream().collect(toMap(fault -> "/" + fault, PlantedFaultFuzzIT::war));
    try (ServerProcess server = container().start(wars)) {
      FAULTS.forEach(
          (fault, said) ->
              assertThat(report(server, fault, 400).faults())
                  .as(fault)
                  .anySatisfy(found -> assertThat(found).contains(said)));
    }
  }

  @Test
  void faultOfTheRequestsBeforeIsFoundToo() {
    try (ServerProcess server = container().start(Map.of("/leak", war("leak")))) {
      // Every twentieth call leaks, but an answer to HEAD shows nothing: so there are many.
      assertThat(report(server, "leak", 2_000).faults())
          .anySatisfy(found -> assertThat(found).contains("of seed " + ~SEED + " brought"));
    }
  }

  private static Path war(String fault) {
    try {
      return FuzzedWar.of("/" + fault, fault);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FuzzReport report(ServerProcess server, String fault, int sent) {
    try {
      return Fuzzing.run(fault, server, "/" + fault, SEED, sent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
