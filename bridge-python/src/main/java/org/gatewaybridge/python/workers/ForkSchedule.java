package org.gatewaybridge.python.workers;

import java.util.concurrent.TimeUnit;

/** Decides when how many workers are forked. Only the watch thread uses it. */
final class ForkSchedule {
  private static final long FORK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int wanted;
  private final Backoff backoff;
  private boolean parentReady;
  private boolean startFailed;
  private int forking; // asked for, and not reported yet
  private long forkAt = System.nanoTime();

  ForkSchedule(int wanted) {
    this.wanted = wanted;
    backoff = new Backoff(2 * wanted);
  }

  /** Notes that the parent can fork workers. */
  void parentIsReady() {
    parentReady = true;
  }

  boolean isParentReady() {
    return parentReady;
  }

  /** Notes the parent's report of a fork. */
  void forked(boolean hasProcess) {
    forking--;
    if (!hasProcess) { // the system had none to give; the parent has logged why
      forkAt = System.nanoTime() + FORK_AGAIN_NANOS;
    }
  }

  void workerIsReady() {
    backoff.started();
  }

  /** Notes the unexpected end of a worker; returns how many nanoseconds its replacement waits. */
  long workerEnded(boolean wasReady) {
    startFailed |= !wasReady;
    long now = System.nanoTime();
    long wait = backoff.afterEnd(now, wasReady);
    forkAt = Math.max(forkAt, now + wait);
    return wait;
  }

  /** Returns whether a worker has ended before it was ready, since this was asked last. */
  boolean takeFailedStart() {
    boolean failed = startFailed;
    startFailed = false;
    return failed;
  }

  /**
   * Returns how many workers to fork now; the caller asks the parent for them.
   *
   * @param working how many there are
   */
  int take(int working, long now) {
    int missing = Math.max(0, wanted - working - forking);
    if (!parentReady || missing == 0 || now - forkAt < 0) {
      return 0;
    }
    forking += missing;
    return missing;
  }
}
