package org.gatewaybridge.compat.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened in one request, in order. The app notes what it does and the test reads it; the
 * test notes what the app is to wait for, so that neither has to sleep.
 */
final class Ledger {
  private final List<String> events = new ArrayList<>();

  synchronized void note(String event) {
    events.add(event);
    notifyAll();
  }

  /** Waits until that event has been noted, and says whether it was in time. */
  synchronized boolean await(String event, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!events.contains(event)) {
      long millisLeft = (deadline - System.nanoTime()) / 1_000_000;
      if (millisLeft <= 0) {
        return false;
      }
      wait(millisLeft);
    }
    return true;
  }

  synchronized List<String> events() {
    return List.copyOf(events);
  }
}
