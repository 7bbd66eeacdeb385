package org.gatewaybridge.compat.faults;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** When each of many requests is due. */
final class Pace {
  private final long nanos;
  private long due = System.nanoTime();

  /** Begins now, with so many requests a second. */
  Pace(int perSecond) {
    nanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /** Waits until the next one is due. */
  void await() {
    due += nanos;
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
