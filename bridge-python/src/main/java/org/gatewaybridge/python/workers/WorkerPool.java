package org.gatewaybridge.python.workers;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.Slot;
import org.gatewaybridge.python.slots.SlotQueue;
import org.gatewaybridge.python.slots.Worker;

/**
 * The worker processes of one parent. Asks the parent for as many as are missing, so that each
 * worker that ends is replaced, for whatever reason it ended. Only the watch thread uses it.
 */
final class WorkerPool {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PythonOptions options;
  private final SlotQueue queue;
  private final Map<Integer, WorkerProcess> processes = new HashMap<>();
  private final List<WorkerProcess> ended = new ArrayList<>(); // what they sent is still being read
  private final Startup startup;
  private final ForkSchedule forks;
  private final SlowImports imports;
  private long memoryAt = System.nanoTime();
  private boolean leaving;

  WorkerPool(PythonOptions options, SlotQueue queue) {
    this.options = options;
    this.queue = queue;
    startup = new Startup(options.app().name());
    forks = new ForkSchedule(options.workers().count());
    imports = new SlowImports(options);
  }

  Startup startup() {
    return startup;
  }

  /** Handles a frame of the parent, or of a worker that cannot start. */
  void handle(Connection.Frame frame) {
    switch (frame.kind()) {
      case FrameKind.PARENT -> startup.parentCame(frame.text());
      case FrameKind.READY -> forks.parentIsReady();
      case FrameKind.FORKED -> {
        int pid = Integer.parseInt(frame.text());
        forks.forked(pid > 0);
        if (pid > 0) {
          processes.computeIfAbsent(pid, this::process);
        }
      }
      case FrameKind.LEFT -> {
        String[] words = frame.text().split(" ", -1);
        ended(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
      }
      case FrameKind.FAILED -> startup.importFailed(frame.text());
      case FrameKind.ALIVE -> heard(frame.data().getInt());
      case FrameKind.UNSTARTED -> startup.startupFailed(frame.text());
      case FrameKind.NOTE -> LOG.log(Level.WARNING, Escaped.text(frame.text()));
      default -> LOG.log(Level.WARNING, "Python sent an unknown frame " + (int) frame.kind());
    }
  }

  private void heard(int pid) {
    WorkerProcess process = processes.get(pid);
    if (process != null) {
      process.worker().heard();
    }
  }

  private WorkerProcess process(int pid) {
    return new WorkerProcess(new Worker(pid, options.threads(), requestLimit()), options, queue);
  }

  private int requestLimit() {
    int limit = options.workers().maxRequests();
    int jitter = options.workers().maxRequestsJitter();
    return limit == 0 || jitter == 0
        ? limit
        : limit + ThreadLocalRandom.current().nextInt(jitter + 1);
  }

  /** Returns whether the parent has announced such a process, and not its end. */
  boolean hasProcess(int pid) {
    return processes.containsKey(pid);
  }

  /**
   * Adds the connection of a known process; returns whether it gets requests.
   *
   * @param ofLoop whether an event loop serves it, and not a thread
   */
  boolean addSlot(int pid, int number, boolean ofLoop, SocketChannel channel) {
    WorkerProcess process = processes.get(pid);
    if (process == null || number < 0 || number >= options.threads()) {
      return false;
    }
    Worker worker = process.worker();
    if (ofLoop) {
      worker.serveOnLoop(options.loops().concurrency());
    }
    if (worker.isRetiring()) {
      worker.cameBack(number);
      return false;
    }
    Slot slot = new Slot(worker, number, channel);
    Slot before = worker.opened(number, slot);
    if (before != null) {
      queue.forget(before); // unless what the thread sent there is still being read
    }
    if (worker.isReady()) {
      forks.workerIsReady();
    }
    queue.add(slot);
    return true;
  }

  private void ended(int pid, int code) {
    WorkerProcess process = processes.remove(pid);
    if (process == null) {
      return;
    }
    Worker worker = process.worker();
    boolean expected = worker.isRetiring();
    worker.ended();
    queue.closeRetiring();
    ended.add(process);
    if (!startup.isComplete() && !worker.isReady()) {
      startup.endedEarly(process.ending(code));
      return;
    }
    if (expected && code == 0) {
      LOG.log(Level.DEBUG, worker + " left after " + worker.served() + " requests");
      return;
    }
    long wait = forks.workerEnded(worker.isReady());
    LOG.log(
        Level.ERROR,
        worker
            + " of "
            + options.app().name()
            + " ended by "
            + Signals.ending(code)
            + " after "
            + worker.served()
            + " requests; "
            + (wait == 0 ? "it is replaced" : "it is replaced in " + wait / 1e9 + " s"));
  }

  /** Does what is due. */
  void tick(Connection control, boolean closing) throws IOException {
    long now = System.nanoTime();
    leaving |= closing;
    startup.check(readyWorkers() >= options.workers().count(), now);
    if (leaving) {
      workers().forEach(Worker::retire);
    } else {
      checkImports(control, now);
      checkMemory(now);
    }
    for (WorkerProcess process : processes.values()) {
      process.checkProgress(control, now);
      process.checkSlots(now);
    }
    if (!leaving && queue.hasWaiting()) {
      processes.values().forEach(process -> process.checkClosing(now));
    }
    ended.removeIf(process -> process.isSilent(now));
    queue.closeRetiring();
    if (!leaving && !startup.hasEarlyEnd()) {
      for (int missing = forks.take(working(), now); missing > 0; missing--) {
        control.send(FrameKind.FORK, "");
      }
    }
  }

  /** Returns whether a worker has ended before it was ready, since this was asked last. */
  boolean takeFailedStart() {
    return forks.takeFailedStart();
  }

  private void checkImports(Connection control, long now) throws IOException {
    if (forks.isParentReady()) {
      imports.check(processes.values(), startup.isComplete(), control, now);
    } else {
      imports.checkParent(control, now);
    }
  }

  private void checkMemory(long now) {
    if (now - memoryAt >= 0) {
      memoryAt = now + MEMORY_NANOS;
      processes.values().forEach(WorkerProcess::checkMemory);
    }
  }

  private Stream<Worker> workers() {
    return processes.values().stream().map(WorkerProcess::worker);
  }

  private long readyWorkers() {
    return workers().filter(Worker::isReady).count();
  }

  private int working() {
    return (int) workers().filter(worker -> !worker.isRetiring()).count();
  }

  /**
   * Returns whether no request is running any more, or the time for them is over.
   *
   * @param leaveAt the end of that time, in {@link System#nanoTime}
   */
  boolean isDrained(long leaveAt) {
    return leaving
        && (System.nanoTime() - leaveAt >= 0
            || Stream.concat(workers(), ended.stream().map(WorkerProcess::worker))
                .allMatch(worker -> worker.openSlots() == 0));
  }

  void closeSlots() {
    workers().forEach(Worker::retire);
    workers().forEach(Worker::closeSlots);
    ended.forEach(process -> process.worker().closeSlots());
    queue.closeRetiring();
  }

  /** Describes the workers for the log. */
  @Override
  public String toString() {
    return options.workers().count()
        + (queue.hasLoops()
            ? " workers with an event loop each, Python "
            : " workers of " + options.threads() + " threads, Python ")
        + startup.python();
  }
}
