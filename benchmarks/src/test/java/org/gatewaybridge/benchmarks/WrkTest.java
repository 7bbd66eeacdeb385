package org.gatewaybridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class WrkTest {

  @Test
  void factsStandInOneLineOfTheOutput() {
    Wrk.Facts facts =
        Wrk.Facts.parse("Running 2s test\nFACTS 3000 2000000 1 120 900 450000\nbye\n");

    assertThat(facts).isEqualTo(new Wrk.Facts(3000, 2_000_000, 1, 120, 900, 450_000));
    assertThat(facts.requestsPerSecond()).isEqualTo(1500);
  }

  @Test
  void outputWithoutFactsIsShown() {
    assertThatThrownBy(() -> Wrk.Facts.parse("unable to connect"))
        .hasMessage("wrk said no facts:\nunable to connect");
  }

  @Test
  void turnsStandInALineEach() {
    assertThat(Wrk.Turn.parse("FACTS 1 2 0 3 4\nTURN 0 400 100020 9\nTURN 1 380 100010 10\n"))
        .containsExactly(new Wrk.Turn(0, 400, 100_020, 9), new Wrk.Turn(1, 380, 100_010, 10));
  }
}
