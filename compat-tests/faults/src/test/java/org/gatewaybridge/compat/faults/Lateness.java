package org.gatewaybridge.compat.faults;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How late events were, in milliseconds. Linux has one clock for all processes. */
final class Lateness {
  private static final int MOST_MILLIS = 120_000;

  private final long[] counts = new long[MOST_MILLIS];
  private long events;

  synchronized void add(long nanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanos));
    counts[(int) Math.min(MOST_MILLIS - 1, millis)]++;
    events++;
  }

  /** Forgets what has come until now. */
  synchronized void reset() {
    Arrays.fill(counts, 0);
    events = 0;
  }

  synchronized long events() {
    return events;
  }

  /** Returns how late so many of a hundred events were at most. */
  synchronized long percentileMillis(double percent) {
    long seen = 0;
    for (int millis = 0; millis < MOST_MILLIS; millis++) {
      seen += counts[millis];
      if (seen >= events * percent / 100 && seen > 0) {
        return millis;
      }
    }
    return MOST_MILLIS;
  }
}
