package org.gatewaybridge.benchmarks.alone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What JMH would find only when somebody measures. */
class BridgeAloneTest {

  @ParameterizedTest
  @EnumSource(Work.class)
  void bridgeDoesWhatTheServletDoes(Work work) throws Exception {
    BridgeAlone benchmark = new BridgeAlone();
    benchmark.work = work.name();
    benchmark.by = "bridge";

    benchmark.prepare(); // compares both

    assertThat(benchmark.serve()).isPositive();
  }
}
