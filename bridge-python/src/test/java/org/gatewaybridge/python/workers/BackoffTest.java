package org.gatewaybridge.python.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private final Backoff backoff = new Backoff(2);
  private final long now = System.nanoTime();

  @Test
  void singleEndsAreMadeUpForAtOnce() {
    for (int i = 0; i < 10; i++) {
      assertThat(backoff.afterEnd(now + 2L * i * SECOND, true)).isZero();
    }
  }

  @Test
  void stormOfEndsWaitsASecondEach() {
    assertThat(backoff.afterEnd(now, true)).isZero();
    assertThat(backoff.afterEnd(now, true)).isZero();
    assertThat(backoff.afterEnd(now, true)).isEqualTo(SECOND);
  }

  @Test
  void failedStartsWaitLongerAndLonger() {
    assertThat(backoff.afterEnd(now, false)).isEqualTo(SECOND / 2);
    assertThat(backoff.afterEnd(now, false)).isEqualTo(SECOND);
    for (int i = 0; i < 20; i++) {
      backoff.afterEnd(now, false);
    }
    assertThat(backoff.afterEnd(now, false)).isEqualTo(32 * SECOND);
    backoff.started();
    assertThat(backoff.afterEnd(now, false)).isEqualTo(SECOND / 2);
  }
}
