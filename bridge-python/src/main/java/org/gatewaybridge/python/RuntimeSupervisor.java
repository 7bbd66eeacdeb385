package org.gatewaybridge.python;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.reload.SourceWatch;
import org.gatewaybridge.python.runtime.PythonRuntime;
import org.gatewaybridge.python.runtime.PythonStartFailed;
import org.gatewaybridge.python.slots.SlotQueue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a Python runtime running for an app: starts it, replaces it on a reload, and starts another
 * one when it is lost. Safe for use by many threads.
 */
final class RuntimeSupervisor {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final AtomicLong STARTS = new AtomicLong();
  private static final long RESTART_MILLIS = 500;
  private static final int RESTART_STEPS = 6; // up to 32 s

  private final PythonOptions options;
  private final SlotQueue queue;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile @Nullable PythonRuntime runtime;
  private volatile boolean isHealthy = true;
  private volatile long startedBy; // the number of the start of the runtime, 0 before the first
  private final Set<Thread> closers = ConcurrentHashMap.newKeySet(); // of replaced runtimes
  private final Set<Thread> starters = ConcurrentHashMap.newKeySet(); // while they start a runtime
  private @Nullable SourceWatch watch;

  private RuntimeSupervisor(PythonOptions options, SlotQueue queue) {
    this.options = options;
    this.queue = queue;
  }

  /** Starts Python; returns when the app has been imported, or at once if that is a setting. */
  static RuntimeSupervisor start(PythonOptions options, SlotQueue queue)
      throws PythonStartFailed, InterruptedException {
    RuntimeSupervisor started = new RuntimeSupervisor(options, queue);
    started.watch = started.watchForReload(); // looks before the import reads
    Thread starter = new Thread(started::startInBackground, "gateway-python-start");
    if (options.start().inBackground()) {
      starter.setDaemon(true);
      started.starters.add(starter);
      starter.start();
    } else {
      started.reload();
    }
    if (started.watch != null) {
      started.watch.start(starter);
    }
    return started;
  }

  private @Nullable SourceWatch watchForReload() {
    Path sources = options.app().files().sources();
    return options.start().reload() && sources != null
        ? new SourceWatch(sources, this::reload)
        : null;
  }

  private void startInBackground() {
    try {
      reload();
    } catch (PythonStartFailed | RuntimeException | Error e) {
      isHealthy = hasStarted(); // by an edit of its sources meanwhile
      LOG.log(
          Level.ERROR,
          "The app could not be started; "
              + (isHealthy ? "a later start goes on: " : "requests are answered 503: ")
              + (e instanceof PythonStartFailed ? e.getMessage() : Escaped.text("" + e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Starts a new runtime beside the old one, which ends with its last request. If a start that has
   * begun later is ready before it, that one stays.
   *
   * @throws PythonStartFailed if the app cannot be imported; the old runtime stays
   */
  void reload() throws PythonStartFailed, InterruptedException {
    long number = STARTS.incrementAndGet();
    PythonRuntime made = Runtimes.start(options, queue, this::restart);
    PythonRuntime before;
    boolean late;
    synchronized (this) {
      late = ending.getCount() == 0 || number < startedBy;
      before = runtime;
      runtime = late ? runtime : made;
      startedBy = Math.max(startedBy, number);
      isHealthy = true;
    }
    if (late) {
      made.close(options.requests().gracefulTimeout());
    } else if (before != null) {
      closeBeside(before);
    }
  }

  /** Closes a replaced runtime when its requests have ended; waits if no thread can be made. */
  private void closeBeside(PythonRuntime replaced) {
    Runnable close = () -> replaced.close(options.requests().gracefulTimeout());
    Thread closer =
        new Thread(
            () -> {
              close.run();
              closers.remove(Thread.currentThread());
            },
            "gateway-python-replaced");
    closer.setDaemon(true);
    closers.add(closer);
    try {
      closer.start();
    } catch (OutOfMemoryError noThread) {
      closers.remove(closer);
      close.run();
    }
  }

  /** Replaces a runtime that has ended; runs on its own watch thread. */
  private void restart(PythonRuntime lost) {
    starters.add(Thread.currentThread());
    try {
      restartUntilItRuns(lost);
    } finally {
      starters.remove(Thread.currentThread());
    }
  }

  private void restartUntilItRuns(PythonRuntime lost) {
    for (int attempt = 0; ; attempt++) {
      try {
        if (!isCurrentAfter(RESTART_MILLIS << Math.min(attempt, RESTART_STEPS), lost)) {
          return;
        }
        if (attempt == 0) {
          LOG.log(Level.ERROR, "The parent of the Python workers ended; it is started again");
        }
        reload();
        isHealthy = true;
      } catch (PythonStartFailed | RuntimeException | Error e) {
        isHealthy = runtime != lost; // then only the old one could not be closed
        LOG.log(
            Level.ERROR,
            "Python cannot be started again; another attempt follows",
            LoggedFailure.of(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isCurrentAfter(long millis, PythonRuntime lost) throws InterruptedException {
    if (ending.await(millis, TimeUnit.MILLISECONDS)) {
      return false;
    }
    synchronized (this) {
      return runtime == lost;
    }
  }

  /** Returns whether Python runs, or is expected to when it has been started again. */
  boolean isHealthy() {
    PythonRuntime current = runtime;
    return isHealthy && hasStarted() && (current == null || current.isHealthy());
  }

  /** Returns which interpreter runs the app, and why; "" if none does. */
  String interpreter() {
    PythonRuntime current = runtime;
    return current == null ? "" : current.interpreter();
  }

  /** Returns whether the first start is over, so that requests can be answered. */
  boolean hasStarted() {
    return startedBy != 0;
  }

  /** Returns whether any thread may read a response from Python. */
  boolean onAnyThread() {
    PythonRuntime current = runtime;
    return current != null && current.onAnyThread();
  }

  /** Tells the runtime that no further call begins. */
  void leave() {
    PythonRuntime current = runtime;
    if (current != null) {
      current.leave();
    }
  }

  /** Prevents further starts; the runtime goes on. */
  void stop() {
    if (watch != null) {
      watch.close();
    }
    ending.countDown();
    starters.forEach(Thread::interrupt);
    awaitEnd(starters);
  }

  /** Waits for the end of the runtimes that were replaced. */
  void awaitReplaced() {
    awaitEnd(closers);
  }

  private static void awaitEnd(Set<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the runtime, null if there is none, for the caller to close. */
  synchronized @Nullable PythonRuntime release() {
    PythonRuntime last = runtime;
    runtime = null;
    return last;
  }
}
