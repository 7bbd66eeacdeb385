package org.gatewaybridge.compat.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LatenessTest {
  private final Lateness lateness = new Lateness();

  @Test
  void percentileIsOfAllEvents() {
    for (int millis = 1; millis <= 100; millis++) {
      lateness.add(millis * 1_000_000L);
    }
    assertThat(lateness.events()).isEqualTo(100);
    assertThat(lateness.percentileMillis(99)).isEqualTo(99);
    assertThat(lateness.percentileMillis(50)).isEqualTo(50);
  }

  @Test
  void earlyEventIsNotLate() {
    lateness.add(-5);
    assertThat(lateness.percentileMillis(99)).isZero();
  }

  @Test
  void nothingIsLateAfterAReset() {
    lateness.add(5_000_000_000L);
    lateness.reset();
    lateness.add(1_000_000);
    assertThat(lateness.percentileMillis(99)).isEqualTo(1);
  }
}
