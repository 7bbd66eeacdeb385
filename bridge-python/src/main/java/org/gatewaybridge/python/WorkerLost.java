package org.gatewaybridge.python;

import java.io.IOException;

/** The fact that a worker ended, or was ended, in the middle of a request. */
final class WorkerLost extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean timedOut;

  WorkerLost(Worker worker, IOException cause) {
    super(
        worker.isTimedOut()
            ? "Worker " + worker.pid() + " was ended: the request made no progress"
            : "Worker " + worker.pid() + " ended in the middle of the request",
        cause);
    timedOut = worker.isTimedOut();
  }

  /** Whether the gateway itself has ended the worker. */
  boolean timedOut() {
    return timedOut;
  }
}
