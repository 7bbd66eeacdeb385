package org.gatewaybridge.python;

import java.io.IOException;

/** Thrown where a worker ends, or is given up, in the middle of a request. */
final class WorkerLost extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean timedOut;

  WorkerLost(Slot slot, IOException cause) {
    super(
        "Worker "
            + slot.worker().pid()
            + (slot.isTimedOut()
                ? " was given up: the request made no progress"
                : cause instanceof OutOfTurn
                    ? " was hung up: " + cause.getMessage()
                    : " ended in the middle of the request"),
        cause);
    timedOut = slot.isTimedOut();
  }

  /** Whether the gateway itself has given the request up. */
  boolean timedOut() {
    return timedOut;
  }
}
