package org.gatewaybridge.python.workers;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.Slot;
import org.gatewaybridge.python.slots.Worker;

/**
 * Looks after a worker that runs an event loop: ends it when the loop is blocked, and gives up
 * requests that take longer than they may. Only the watch thread uses it.
 */
final class LoopWatch {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");

  private final Worker worker;
  private final PythonOptions options;

  LoopWatch(Worker worker, PythonOptions options) {
    this.worker = worker;
    this.options = options;
  }

  /** Ends the worker if its loop is blocked; returns whether it is. */
  boolean endIfBlocked(Connection control, long now) throws IOException {
    long timeout = options.requests().timeout().toNanos();
    if (timeout == 0 || !worker.isBlocked(now, timeout)) {
      return false;
    }
    worker.timeOut(); // what it has not read is sent to another one when it has ended
    LOG.log(
        Level.ERROR,
        "The event loop of worker "
            + worker.pid()
            + " was blocked for "
            + options.requests().timeout().toSeconds()
            + " s (gateway.timeout); its stacks follow, then it is ended. Use await, or"
            + " run_in_executor for what blocks");
    control.send(FrameKind.ABORT, Integer.toString(worker.pid()));
    return true;
  }

  /** Gives up the requests that have taken longer than gateway.python.request-timeout. */
  void giveUpOverdue(long now) {
    long most = options.loops().requestTimeout().toNanos();
    if (most == 0 || !worker.isLoop()) {
      return;
    }
    for (Slot slot : List.copyOf(worker.slots())) {
      if (slot.isCalledFor(now, most)) {
        LOG.log(
            Level.WARNING,
            "A request on worker "
                + worker.pid()
                + " took longer than the "
                + options.loops().requestTimeout().toSeconds()
                + " s of gateway.python.request-timeout and is given up");
        slot.timeOut();
      }
    }
  }
}
