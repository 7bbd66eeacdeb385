package org.gatewaybridge.python.workers;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.python.interpreter.Interpreter;
import org.gatewaybridge.python.log.LogText;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.runtime.PythonRuntime;
import org.gatewaybridge.python.runtime.PythonStartFailed;
import org.gatewaybridge.python.slots.SlotQueue;
import org.gatewaybridge.python.wire.TcpWire;
import org.gatewaybridge.python.wire.UnixWire;
import org.jspecify.annotations.Nullable;

/**
 * CPython worker processes: one parent process, the workers that it starts, and the thread that
 * watches all of them.
 */
public final class WorkerRuntime implements PythonRuntime {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long TICK_MILLIS = 200;
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

  private final PythonOptions options;
  private final WorkerPool pool;
  private final WorkerListener listener;
  private final ParentProcess parent;
  private final Consumer<PythonRuntime> whenLost;

  /** Completed with "" when all workers wait for requests, or with the reason of a failed start. */
  private final CompletableFuture<String> started = new CompletableFuture<>();

  private final Thread watch = new Thread(this::watch, "gateway-python-watch");
  private volatile @Nullable Long leaveAt; // null unless it is closed
  private volatile boolean hasFailed;

  private WorkerRuntime(
      PythonOptions options,
      WorkerPool pool,
      WorkerListener listener,
      ParentProcess parent,
      Consumer<PythonRuntime> whenLost) {
    this.options = options;
    this.pool = pool;
    this.listener = listener;
    this.parent = parent;
    this.whenLost = whenLost;
    watch.setDaemon(true);
  }

  /**
   * Starts a parent and its workers; returns when all of them wait for requests.
   *
   * @param interpreter is closed when it is not in use any more
   * @param whenLost called, on the watch thread, if that or the parent ends without being asked to
   */
  public static WorkerRuntime start(
      PythonOptions options,
      Interpreter interpreter,
      SlotQueue queue,
      Consumer<PythonRuntime> whenLost)
      throws PythonStartFailed, InterruptedException {
    if (options.workers().preload() && options.workers().spawns()) {
      LOG.log(
          Level.WARNING,
          "gateway.python.preload is true, but with gateway.python.start=spawn no worker is a fork:"
              + " each worker imports the app. Leave preload out, or set start to fork");
    }
    WorkerRuntime runtime = launch(options, interpreter, queue, whenLost);
    long seconds = options.start().timeout().toSeconds();
    String failure;
    try {
      failure = runtime.started.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      failure =
          options.app().name()
              + " was not imported within the "
              + seconds
              + " s of gateway.python.start-timeout";
    } catch (InterruptedException e) {
      runtime.close(Duration.ZERO);
      throw e;
    }
    if (failure.isEmpty()) {
      return runtime;
    }
    runtime.close(Duration.ZERO);
    throw runtime.pool.startup().isPythonThere()
        ? new PythonStartFailed(failure)
        : PythonStartFailed.noPython(failure, null);
  }

  private static WorkerRuntime launch(
      PythonOptions options,
      Interpreter interpreter,
      SlotQueue queue,
      Consumer<PythonRuntime> whenLost)
      throws PythonStartFailed {
    WorkerListener listener = null;
    boolean isWatched = false;
    try {
      WorkerPool pool = new WorkerPool(options, queue);
      listener =
          WorkerListener.open(pool, options.workers().tcp() ? new TcpWire() : new UnixWire());
      ParentProcess parent = ParentProcess.start(options, interpreter, listener.directory());
      WorkerRuntime launched = new WorkerRuntime(options, pool, listener, parent, whenLost);
      launched.watch.start();
      isWatched = true;
      return launched;
    } catch (IOException | UnsupportedOperationException e) {
      throw PythonStartFailed.noPython(
          "Python cannot be started: "
              + Escaped.text(String.valueOf(e.getMessage()))
              + "; "
              + interpreter.advice(e),
          e);
    } finally {
      if (!isWatched) {
        interpreter.close();
      }
      if (listener != null && !isWatched) {
        listener.close(Duration.ZERO);
        listener.directory().delete();
      }
    }
  }

  /** Returns whether all is watched; if the parent ends, {@code whenLost} handles it. */
  @Override
  public boolean isHealthy() {
    return !hasFailed;
  }

  @Override
  public String interpreter() {
    return pool.startup().python() + " (" + parent.interpreter().origin() + ')';
  }

  @Override
  public boolean onAnyThread() {
    return true;
  }

  @Override
  public void leave() {
    listener.announceEnd();
  }

  @Override
  public void close(Duration patience) {
    leaveAt = System.nanoTime() + patience.toNanos();
    leave();
    listener.wakeUp();
    boolean interrupted = false;
    while (watch.isAlive() && watch != Thread.currentThread()) {
      try {
        watch.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      watchParent();
    } catch (IOException | RuntimeException | Error e) {
      started.complete("The watch over the Python workers failed: " + Escaped.text("" + e));
      LOG.log(Level.ERROR, "The watch over the Python workers failed", LoggedFailure.of(e));
    } finally {
      started.complete(lastWordsOfParent());
      if (leaveAt == null && started.join().isEmpty()) {
        whenLost.accept(this);
      }
    }
  }

  private void watchParent() throws IOException {
    try {
      while (parent.isAlive() && !listener.hasHungUp() && !isDone()) {
        listener.poll(TICK_MILLIS, parent);
        tick();
      }
      if (!parent.isAlive()) { // its last frames may still be there
        listener.poll(1, parent); // 0 would wait for ever
        tick();
      }
    } catch (IOException | RuntimeException | Error e) {
      hasFailed = true;
      throw e;
    } finally {
      release();
    }
  }

  private boolean isDone() {
    Long end = leaveAt;
    return end != null && (listener.control() == null || pool.isDrained(end));
  }

  private void tick() throws IOException {
    Connection control = listener.control();
    if (control == null) {
      return; // the parent has not come yet
    }
    listener.passEarly();
    pool.tick(control, leaveAt != null);
    parent.interpreter().keep(pool.takeFailedStart());
    if (!started.isDone()) {
      String failure = pool.startup().failure();
      if (failure != null) {
        started.complete(failure);
      } else if (pool.startup().isComplete()) {
        LOG.log(Level.INFO, options.app().name() + " is served by " + pool);
        started.complete("");
      }
    }
  }

  /** Ends everything; the workers have the rest of the time for what an app does at its end. */
  private void release() {
    pool.closeSlots();
    Long end = leaveAt;
    Duration left = end == null ? LEAST_PATIENCE : Duration.ofNanos(end - System.nanoTime());
    Duration patience = left.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : left;
    listener.close(patience);
    parent.end(patience);
    listener.directory().delete();
  }

  private String lastWordsOfParent() {
    return parent.interpreter().executable()
        + " ended before it had imported "
        + options.app().name()
        + ": "
        + LogText.indented(parent.errors().tail());
  }
}
