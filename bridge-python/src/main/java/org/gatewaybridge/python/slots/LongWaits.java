package org.gatewaybridge.python.slots;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Warns of requests that wait long for a worker, once a minute. */
final class LongWaits {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();

  private long warned = System.nanoTime() - BETWEEN_WARNINGS;

  synchronized void warn(long waiting) {
    if (System.nanoTime() - warned < BETWEEN_WARNINGS) {
      return;
    }
    warned = System.nanoTime();
    LOG.log(
        Level.WARNING,
        "Requests wait for a worker, {0} by now, one of them for 2 s; is a request stuck, or are"
            + " there too few workers (gateway.python.workers, gateway.python.contexts)?",
        waiting);
  }
}
