package org.gatewaybridge.compat.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/** Looks at another process until it is as wanted: nothing tells when that is. */
final class Until {
  private static final long PAUSE_NANOS = 50_000_000;

  private Until() {}

  /** A number that another process has. */
  interface Figure {
    long read() throws Exception;
  }

  /** Returns the number once it is as wanted, or as it is when time is over. */
  static long holds(Duration atMost, Figure figure, LongPredicate wanted) throws Exception {
    long end = System.nanoTime() + atMost.toNanos();
    long seen = figure.read();
    while (!wanted.test(seen) && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE_NANOS);
      seen = figure.read();
    }
    return seen;
  }
}
