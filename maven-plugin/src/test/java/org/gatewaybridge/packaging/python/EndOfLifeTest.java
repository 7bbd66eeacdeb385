package org.gatewaybridge.packaging.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class EndOfLifeTest {
  @Test
  void aVersionIsPastItsEndAfterItsLastMonth() {
    assertThat(EndOfLife.past("3.9.2", at("2025-10-31T23:00:00Z"))).isEmpty();
    assertThat(EndOfLife.past("3.9.2", at("2025-11-01T00:00:00Z")))
        .contains(
            "Python 3.9.2, which has had no security fixes since 2025-10"
                + " (https://devguide.python.org/versions/); build and run the app with a newer"
                + " one");
  }

  @Test
  void theMinorVersionIsCompared() {
    assertThat(EndOfLife.past("3.10.8", at("2026-10-31T00:00:00Z"))).isEmpty();
    assertThat(EndOfLife.past("3.10.8", at("2026-12-01T00:00:00Z"))).isPresent();
    assertThat(EndOfLife.past("3.14.0rc1", at("2030-10-01T00:00:00Z"))).isEmpty();
    assertThat(EndOfLife.past("3.14.0rc1", at("2030-11-01T00:00:00Z"))).isPresent();
  }

  @Test
  void ofAVersionThatIsNotKnownNothingIsSaid() {
    assertThat(EndOfLife.past("3.99.0", at("2099-01-01T00:00:00Z"))).isEmpty();
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }
}
