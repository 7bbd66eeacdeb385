package org.gatewaybridge.python;

import java.util.concurrent.TimeUnit;

/**
 * How long to wait before a worker is replaced: not at all after a single end, longer and longer
 * when they cannot start or end faster than once a second.
 */
final class Backoff {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int STEPS = 6; // up to 32 s

  private final int burst;
  private double recent; // ends, less one for each second that has passed
  private long last = System.nanoTime();
  private int failedStarts;

  /** Allows that many ends at once. */
  Backoff(int burst) {
    this.burst = burst;
  }

  void started() {
    failedStarts = 0;
  }

  /** Notes an end; returns how many nanoseconds to wait. */
  long afterEnd(long now, boolean hadStarted) {
    recent = Math.max(0, recent - (double) (now - last) / SECOND) + 1;
    last = now;
    if (!hadStarted) {
      return (SECOND / 2) << Math.min(failedStarts++, STEPS);
    }
    return recent > burst ? SECOND : 0;
  }
}
