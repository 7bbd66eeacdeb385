package org.gatewaybridge.python;

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
import org.jspecify.annotations.Nullable;

/**
 * The workers of one parent, and what is to be done about them. Lives on the watch's thread.
 *
 * <p>It says how many there should be and asks the parent for those that are missing, so that every
 * end, whatever its reason, leads to a replacement.
 */
final class Crew {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long BETWEEN_STACKS = TimeUnit.SECONDS.toNanos(1);
  private static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FORK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PythonOptions options;
  private final SlotQueue queue;
  private final Map<Integer, Worker> workers = new HashMap<>();
  private final List<Worker> ended = new ArrayList<>(); // what they sent is still being read
  private final WorkerWatch watch;
  private final Backoff backoff;
  private volatile String python = "";
  private boolean ready;
  private boolean complete;
  private int forking;
  private long forkAt = System.nanoTime();
  private long memoryAt = forkAt;
  private volatile long leaveAt;
  private boolean leaving;
  private @Nullable String startFailure;
  private @Nullable String earlyEnd;
  private long earlyEndAt;
  private final ImportWatch preload;
  private final Map<Integer, ImportWatch> imports = new HashMap<>();
  private long stackAskedAt = System.nanoTime() - BETWEEN_STACKS;

  Crew(PythonOptions options, SlotQueue queue) {
    this.options = options;
    this.queue = queue;
    watch = new WorkerWatch(options, queue);
    backoff = new Backoff(2 * options.workers());
    preload = new ImportWatch(options);
  }

  /** Whether all workers have been there at once. */
  boolean isComplete() {
    return complete;
  }

  /** Whether a Python that will do has been there. */
  boolean isPythonThere() {
    return !python.isEmpty();
  }

  /** Says why the app cannot be imported, null while nothing speaks against it. */
  @Nullable String startFailure() {
    return startFailure;
  }

  /** Hears what the parent, or a worker that cannot start, has to say. */
  void take(Connection.Frame frame) {
    switch (frame.kind()) {
      case FrameKind.PARENT -> python = frame.text().replaceFirst("\\d+ ", "");
      case FrameKind.READY -> ready = true;
      case FrameKind.FORKED -> {
        forking--;
        int pid = Integer.parseInt(frame.text());
        if (pid > 0) {
          worker(pid);
        } else { // no process could be had; the parent has said why
          forkAt = System.nanoTime() + FORK_AGAIN_NANOS;
        }
      }
      case FrameKind.LEFT -> {
        String[] words = frame.text().split(" ", -1);
        left(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
      }
      case FrameKind.FAILED -> failed(frame.text());
      case FrameKind.NOTE -> LOG.log(Level.WARNING, Escaped.text(frame.text()));
      default -> LOG.log(Level.WARNING, "Python sent an unknown frame " + (int) frame.kind());
    }
  }

  private void failed(String traceback) {
    String message =
        "Python " + python + " cannot import " + options.app() + ": " + summary(traceback);
    if (complete) {
      LOG.log(Level.ERROR, message);
    } else if (startFailure == null) {
      startFailure = message;
    }
  }

  /** Puts the last line of a traceback first. */
  private static String summary(String traceback) {
    String[] lines = traceback.split("\n", -1);
    for (int i = lines.length - 1; i > 0; i--) {
      if (!lines[i].isBlank() && !lines[i].startsWith(" ") && !isSearch(lines[i])) {
        return PythonFailure.indented(lines[i] + "\n" + traceback);
      }
    }
    return PythonFailure.indented(traceback);
  }

  private static boolean isSearch(String line) {
    return line.contains(" is looked for in ");
  }

  private Worker worker(int pid) {
    return workers.computeIfAbsent(pid, id -> new Worker(id, options.threads(), limit()));
  }

  private int limit() {
    int jitter = options.maxRequestsJitter();
    return options.maxRequests() == 0
        ? 0
        : options.maxRequests()
            + (jitter == 0 ? 0 : ThreadLocalRandom.current().nextInt(jitter + 1));
  }

  /** Whether the parent has announced such a process, and not its end. */
  boolean knows(int pid) {
    return workers.containsKey(pid);
  }

  /** Takes a known worker's connection; returns whether it may work. */
  boolean takeSlot(int pid, int number, SocketChannel channel) {
    Worker worker = workers.get(pid);
    if (worker == null || number < 0 || number >= options.threads()) {
      return false;
    }
    if (worker.isRetiring()) {
      worker.cameBack(number);
      return false;
    }
    // An older connection of that thread has been hung up there; what it sent is still being read.
    Slot slot = new Slot(worker, number, channel);
    worker.opened(number, slot);
    if (worker.isReady()) {
      backoff.started();
    }
    queue.add(slot);
    return true;
  }

  private void left(int pid, int code) {
    Worker worker = workers.remove(pid);
    if (worker == null) {
      return;
    }
    boolean expected = worker.isRetiring();
    worker.retire();
    queue.withdrawRetiring();
    ended.add(worker);
    imports.remove(pid);
    if (!complete && !worker.isReady()) {
      earlyEnd(code);
      return;
    }
    if (expected && code == 0) {
      LOG.log(Level.DEBUG, "Worker " + pid + " left after " + worker.served() + " requests");
      return;
    }
    long now = System.nanoTime();
    long wait = backoff.afterEnd(now, worker.isReady());
    forkAt = Math.max(forkAt, now + wait);
    LOG.log(
        Level.ERROR,
        "Worker "
            + pid
            + " of "
            + options.app()
            + " ended by "
            + ending(code)
            + " after "
            + worker.served()
            + " requests; "
            + (wait == 0 ? "it is replaced" : "it is replaced in " + wait / 1e9 + " s"));
  }

  /** Notes that a worker has ended before it was there; what it says about that may still come. */
  private void earlyEnd(int code) {
    if (earlyEnd == null) {
      earlyEndAt = System.nanoTime();
      earlyEnd =
          "A worker of Python "
              + python
              + " ended before it had imported "
              + options.app()
              + ", by "
              + ending(code);
    }
  }

  private static String ending(int code) {
    return code < 0 ? "signal " + Signals.name(-code) : "exit code " + code;
  }

  /** Does what is due. */
  void tick(Connection control, boolean closing) throws IOException {
    long now = System.nanoTime();
    leaving |= closing;
    complete |= readyWorkers() >= options.workers();
    if (startFailure == null
        && earlyEnd != null
        && !complete
        && now - earlyEndAt > WorkerWatch.LAST_WORDS_NANOS) {
      startFailure = earlyEnd;
    }
    if (!leaving) {
      checkImports(control, now);
    }
    if (!leaving && now - memoryAt >= 0) {
      memoryAt = now + MEMORY_NANOS;
      workers.values().forEach(watch::checkMemory);
    }
    for (Worker worker : workers.values()) {
      if (leaving) {
        worker.retire();
      }
      watch.checkProgress(worker, control, now);
    }
    if (!leaving && queue.hasWaiting()) {
      workers.values().forEach(worker -> watch.checkClosing(worker, now));
    }
    ended.removeIf(worker -> WorkerWatch.isSilent(worker, now));
    queue.withdrawRetiring();
    if (ready && !leaving && earlyEnd == null && now - forkAt >= 0) {
      for (int missing = options.workers() - working() - forking; missing > 0; missing--) {
        forking++;
        control.send(FrameKind.FORK, "");
      }
    }
  }

  private void checkImports(Connection control, long now) throws IOException {
    if (!ready) {
      if (options.preload()) {
        preload.check(0, now, control);
      }
      return;
    }
    for (Worker worker : workers.values()) {
      int pid = worker.pid();
      if (worker.isReady() || worker.isRetiring()) {
        imports.remove(pid);
        continue;
      }
      ImportWatch its = imports.computeIfAbsent(pid, id -> new ImportWatch(options));
      // One stack at a time: they are written piece by piece, to one pipe.
      if (now - stackAskedAt >= BETWEEN_STACKS && its.check(pid, now, control)) {
        stackAskedAt = now;
      }
      if (complete && its.isTooLate(now)) {
        worker.end();
        worker.retire();
        LOG.log(Level.ERROR, worker + " did not import " + options.app() + " in time; it is ended");
        control.send(FrameKind.ABORT, Integer.toString(pid));
      }
    }
  }

  private long readyWorkers() {
    return workers.values().stream().filter(Worker::isReady).count();
  }

  private int working() {
    return (int) workers.values().stream().filter(worker -> !worker.isRetiring()).count();
  }

  /** Says until when requests under way may end, in {@link System#nanoTime}; from any thread. */
  void leaveBy(long nanos) {
    leaveAt = nanos;
  }

  /** Whether no request is under way any more, or no more time is left for them. */
  boolean isDrained() {
    return leaving
        && (System.nanoTime() - leaveAt >= 0
            || Stream.concat(workers.values().stream(), ended.stream())
                .allMatch(worker -> worker.openSlots() == 0));
  }

  void closeSlots() {
    workers.values().forEach(Worker::retire);
    workers.values().forEach(Worker::closeSlots);
    ended.forEach(Worker::closeSlots);
    queue.withdrawRetiring();
  }

  /** Says what it is made of, for the log. */
  @Override
  public String toString() {
    return options.workers() + " workers of " + options.threads() + " threads, Python " + python;
  }
}
