package org.gatewaybridge.python.calls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.gatewaybridge.python.slots.OutOfTurn;
import org.gatewaybridge.python.slots.Slot;

/** Thrown if a worker ends or is given up during a request. */
public final class WorkerLost extends IOException {
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

  /**
   * Returns whether the worker had not read the request. Linux, unix(7): if a process ends without
   * having read all that it was sent, this is a reset; if it has, it is an end of file.
   */
  boolean wasUnread() {
    Throwable cause = getCause();
    return !(cause instanceof EOFException)
        && !(cause instanceof ClosedChannelException)
        && !(cause instanceof OutOfTurn);
  }

  /** Returns whether the gateway has given the request up. */
  public boolean timedOut() {
    return timedOut;
  }
}
