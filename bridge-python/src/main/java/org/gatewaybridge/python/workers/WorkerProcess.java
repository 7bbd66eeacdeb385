package org.gatewaybridge.python.workers;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.Slot;
import org.gatewaybridge.python.slots.SlotQueue;
import org.gatewaybridge.python.slots.Worker;
import org.jspecify.annotations.Nullable;

/**
 * A worker process: notices when it makes no progress or takes too much memory, and retires or ends
 * it. {@link WorkerPool} replaces it. Only the watch thread uses it.
 */
final class WorkerProcess {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long LONG_CLOSE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long COMES_BACK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Worker worker;
  private final PythonOptions options;
  private final SlotQueue queue;
  private final ImportWatch imports;
  private final LoopWatch loop;
  private long stuckSince; // 0 while every request makes progress
  private long idleSince;
  private boolean ending;
  private boolean tooLarge;

  WorkerProcess(Worker worker, PythonOptions options, SlotQueue queue) {
    this.worker = worker;
    this.options = options;
    this.queue = queue;
    imports = new ImportWatch(options);
    loop = new LoopWatch(worker, options);
  }

  Worker worker() {
    return worker;
  }

  /** Returns whether it still imports the app. */
  boolean isImporting() {
    return !worker.isReady() && !worker.isRetiring();
  }

  /** Logs the stack of a slow import; returns whether that was due. */
  boolean checkImport(Connection control, long now) throws IOException {
    return imports.check(worker.pid(), now, control);
  }

  /** Ends the process if its import takes too long. */
  void endLateImport(Connection control, long now) throws IOException {
    if (imports.isTooLate(now)) {
      ending = true;
      worker.retire();
      LOG.log(
          Level.ERROR,
          worker + " did not import " + options.app().name() + " in time; it is ended");
      control.send(FrameKind.ABORT, Integer.toString(worker.pid()));
    }
  }

  /** Retires the worker if it holds more memory than it may. */
  void checkMemory() {
    long limit = options.workers().maxRss();
    if (limit == 0 || worker.isRetiring()) {
      return;
    }
    long rss = Memory.ofProcess(worker.pid());
    if (rss > limit) {
      LOG.log(
          Level.INFO,
          worker
              + " holds "
              + (rss >> 20)
              + " MiB and is replaced; its bound is "
              + (limit >> 20)
              + " MiB");
      tooLarge = true;
      worker.retire();
    }
  }

  /** Says how the process has ended, for a sentence. */
  String ending(int code) {
    return tooLarge && code == 0
        ? "because it held more than the "
            + (options.workers().maxRss() >> 20)
            + " MiB of gateway.python.max-rss"
        : "by " + Signals.ending(code);
  }

  /**
   * Retires a worker whose process lives, but one of whose threads does not serve any more, because
   * the app has ended it. It is replaced at once if it has no other, and else when that one has had
   * the time that a request may take.
   */
  void checkSlots(long now) {
    long timeout = options.requests().timeout().toNanos();
    long patience =
        worker.openSlots() == 0 ? COMES_BACK_NANOS : timeout == 0 ? LONG_CLOSE_NANOS : timeout;
    if (!worker.isRetiring() && worker.hasLostSlot(now, patience)) {
      LOG.log(
          Level.ERROR,
          worker
              + " of "
              + options.app().name()
              + " lives, but "
              + (worker.openSlots() == 0 ? "serves no more" : "a thread of it serves no more")
              + ", as after sys.exit() in a signal handler; it is replaced");
      worker.retire();
    }
  }

  /** Gives up requests without progress, and ends a worker that has nothing else to do or stays. */
  void checkProgress(Connection control, long now) throws IOException {
    if (ending) {
      return;
    }
    if (loop.endIfBlocked(control, now)) {
      ending = true;
      return;
    }
    loop.giveUpOverdue(now);
    long timeout = options.requests().timeout().toNanos();
    for (int i = 0; timeout > 0 && i < worker.threads(); i++) {
      if (worker.isStuck(i, now, timeout)) {
        giveUp(worker.slot(i));
      }
    }
    long patience = options.requests().gracefulTimeout().toNanos();
    if (stuckSince != 0 && (worker.openSlots() == 0 || now - stuckSince > patience)) {
      ending = true;
      LOG.log(
          Level.ERROR,
          worker
              + " made no progress for "
              + options.requests().timeout().toSeconds()
              + " s; its stacks follow, then it is ended");
      control.send(FrameKind.ABORT, Integer.toString(worker.pid()));
    } else if (stuckSince == 0 && worker.isRetiring() && overstays(now, patience)) {
      ending = true;
      LOG.log(Level.WARNING, worker + " did not leave; it is killed");
      control.send(FrameKind.KILL, Integer.toString(worker.pid()));
    }
  }

  /** Returns whether it should have left for that long: it has no requests and gets no more. */
  private boolean overstays(long now, long nanos) {
    if (worker.openSlots() > 0) {
      return false;
    }
    if (idleSince == 0) {
      idleSince = now | 1;
    }
    return now - idleSince > nanos;
  }

  /** Gives up a request without progress; those on the worker's other slots go on. */
  private void giveUp(@Nullable Slot slot) {
    if (slot != null) {
      slot.timeOut();
    }
    if (stuckSince == 0) {
      stuckSince = System.nanoTime() | 1;
    }
    worker.retire();
    queue.closeRetiring();
    if (worker.openSlots() > 0) {
      LOG.log(
          Level.WARNING,
          "A request on worker "
              + worker.pid()
              + " made no progress for "
              + options.requests().timeout().toSeconds()
              + " s; the worker is replaced, and ended when its other requests have been answered");
    }
  }

  /** Retires a worker that takes long to close bodies while requests wait; it ends after that. */
  void checkClosing(long now) {
    Duration timeout = options.requests().timeout();
    long patience = timeout.isZero() ? LONG_CLOSE_NANOS : timeout.toNanos() / 4;
    if (!worker.isRetiring() && worker.onlyClosesSince(now - patience)) {
      LOG.log(
          Level.WARNING,
          worker
              + " has closed a body for more than "
              + patience / 1e9
              + " s while requests wait; it is replaced, and ends when it is done");
      worker.retire();
    }
  }

  /**
   * Returns whether everything was read that the ended process had sent. After that its connections
   * end, unless a process that the app has forked holds them open.
   */
  boolean isSilent(long now) {
    boolean late = now - worker.endedAt() > Startup.LAST_WORDS_NANOS; // for a thread to notice it
    for (Slot slot : List.copyOf(worker.slots())) {
      long since = slot.waitingSince();
      if (late && since != 0 && now - since > Startup.LAST_WORDS_NANOS) {
        slot.close();
      }
    }
    return worker.openSlots() == 0;
  }
}
