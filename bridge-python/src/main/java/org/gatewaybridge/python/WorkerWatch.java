package org.gatewaybridge.python;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether single workers go on, and retires or ends those that do not. Lives on the watch's
 * thread, as {@link Crew} does, which replaces them.
 */
final class WorkerWatch {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long LONG_CLOSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How long the last words of an ended worker are waited for. */
  static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PythonOptions options;
  private final SlotQueue queue;

  WorkerWatch(PythonOptions options, SlotQueue queue) {
    this.options = options;
    this.queue = queue;
  }

  /** Replaces a worker that holds more memory than it may. */
  void checkMemory(Worker worker) {
    if (options.maxRss() == 0 || worker.isRetiring()) {
      return;
    }
    long rss = Memory.ofProcess(worker.pid());
    if (rss > options.maxRss()) {
      LOG.log(
          Level.INFO,
          "Worker "
              + worker.pid()
              + " holds "
              + (rss >> 20)
              + " MiB and is replaced; its bound is "
              + (options.maxRss() >> 20)
              + " MiB");
      worker.retire();
    }
  }

  /** Gives up what makes no progress, and ends a worker that has nothing else to do or stays. */
  void checkProgress(Worker worker, Connection control, long now) throws IOException {
    if (worker.isEnding()) {
      return;
    }
    long timeout = options.timeout().toNanos();
    for (int i = 0; timeout > 0 && i < worker.threads(); i++) {
      Slot slot = worker.slot(i);
      long since = slot == null ? worker.expectedSince(i) : slot.waitingSince();
      if (since != 0 && now - since > timeout) {
        giveUp(worker, slot);
      }
    }
    long patience = options.gracefulTimeout().toNanos();
    long stuckSince = worker.stuckSince();
    if (stuckSince != 0 && (worker.openSlots() == 0 || now - stuckSince > patience)) {
      worker.end();
      LOG.log(
          Level.ERROR,
          "Worker "
              + worker.pid()
              + " made no progress for "
              + options.timeout().toSeconds()
              + " s; its stacks follow, then it is ended");
      control.send(FrameKind.ABORT, Integer.toString(worker.pid()));
    } else if (stuckSince == 0 && worker.isRetiring() && worker.overstays(now, patience)) {
      worker.end();
      LOG.log(Level.WARNING, "Worker " + worker.pid() + " did not leave; it is killed");
      control.send(FrameKind.KILL, Integer.toString(worker.pid()));
    }
  }

  /** Replaces a worker that closes bodies for long while requests wait; it ends when it is done. */
  void checkClosing(Worker worker, long now) {
    long patience = options.timeout().isZero() ? LONG_CLOSE_NANOS : options.timeout().toNanos() / 4;
    if (!worker.isRetiring() && worker.onlyClosesSince(now - patience)) {
      LOG.log(
          Level.WARNING,
          "Worker "
              + worker.pid()
              + " has closed a body for more than "
              + patience / 1e9
              + " s while requests wait; it is replaced, and ends when it is done");
      worker.retire();
    }
  }

  /** Gives a request up that makes no progress; those on the worker's other slots go on. */
  private void giveUp(Worker worker, @Nullable Slot slot) {
    if (slot != null) {
      slot.timeOut();
    }
    worker.stuck();
    queue.withdrawRetiring();
    if (worker.openSlots() > 0) {
      LOG.log(
          Level.WARNING,
          "A request on worker "
              + worker.pid()
              + " made no progress for "
              + options.timeout().toSeconds()
              + " s; the worker is replaced, and ended when its other requests have been answered");
    }
  }

  /**
   * Whether all that an ended worker has sent was read. The end of its connections follows that by
   * itself, unless a process that the app has forked holds them open.
   */
  static boolean isSilent(Worker worker, long now) {
    for (int i = 0; i < worker.threads(); i++) {
      Slot slot = worker.slot(i);
      long since = slot == null ? 0 : slot.waitingSince();
      if (slot != null && since != 0 && now - since > LAST_WORDS_NANOS) {
        slot.close();
      }
    }
    return worker.openSlots() == 0;
  }
}
