package org.gatewaybridge.python.workers;

import java.util.concurrent.TimeUnit;

/**
 * The delay before a worker is replaced: none after a single end, and longer and longer if workers
 * cannot start, or end faster than once a second.
 */
final class Backoff {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int STEPS = 6; // up to 32 s

  private final int burst;
  private double recent; // ends, minus one for each second that has passed
  private long last = System.nanoTime();
  private int failedStarts;

  /** Allows that many ends at once without a delay. */
  Backoff(int burst) {
    this.burst = burst;
  }

  void started() {
    failedStarts = 0;
  }

  /** Notes the end of a worker; returns how many nanoseconds to wait. */
  long afterEnd(long now, boolean hadStarted) {
    recent = Math.max(0, recent - (double) (now - last) / SECOND) + 1;
    last = now;
    if (!hadStarted) {
      return (SECOND / 2) << Math.min(failedStarts++, STEPS);
    }
    return recent > burst ? SECOND : 0;
  }
}
