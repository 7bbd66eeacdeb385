package org.gatewaybridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatewaybridge.benchmarks.Results.Machine;
import org.gatewaybridge.benchmarks.Results.OfContainer;
import org.gatewaybridge.benchmarks.Results.Round;
import org.gatewaybridge.benchmarks.Results.Series;
import org.gatewaybridge.benchmarks.Results.Settings;
import org.junit.jupiter.api.Test;

final class HelloReportTest {
  private static final Results RESULTS =
      new Results(
          new Machine(2, "Linux amd64", 0.25, new Jdk("17.0.15")),
          new Settings("Hello", 3, 45, 100, 20, List.of(16), true),
          List.of(
              new OfContainer(
                  "tomcat11",
                  "11.0.25",
                  16,
                  List.of(
                      series(HelloBenchmark.RAW, 20000, 50),
                      series(HelloBenchmark.RAW_AGAIN, 20200, 50),
                      series(HelloBenchmark.BRIDGE, 19500, 51),
                      series(HelloBenchmark.MIDDLEWARE, 19300, 52)))));

  private static Series series(String contestant, double requestsPerSecond, double cpuSeconds) {
    Round round = new Round(requestsPerSecond, cpuSeconds);
    return new Series(contestant, List.of(round, round));
  }

  @Test
  void rowHoldsFiguresAndRatiosWithTheirSpread() {
    assertThat(HelloReport.markdown(RESULTS))
        .contains(
            "JDK 17.0.15, 2 cores, Linux amd64, load average before the run 0.3. Processes of each"
                + " container: 3,")
        .contains(
            "| tomcat11 11.0.25 | 16 | 20,000 (20,000-20,000) | 19,500 (19,500-19,500)"
                + " | **0.970 (0.970-0.970)** | **0.960 (0.960-0.960)** | 1.010 (1.010-1.010)"
                + " | 50.00 (50.00-50.00) | **1.020 (1.020-1.020)** | **1.040 (1.040-1.040)** |\n");
  }
}
