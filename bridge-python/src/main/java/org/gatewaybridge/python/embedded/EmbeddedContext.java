package org.gatewaybridge.python.embedded;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.python.log.LogText;
import org.gatewaybridge.python.log.WorkerLog;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.runtime.PythonStartFailed;
import org.gatewaybridge.python.slots.SlotQueue;
import org.gatewaybridge.python.slots.Worker;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * One of the app's GraalPy contexts: creates it, serves requests on it, and replaces it when it
 * ends.
 */
final class EmbeddedContext {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long RESTART_MILLIS = 500;
  private static final int RESTART_STEPS = 6; // up to 32 s
  private static final long INTERRUPT_MILLIS = 2000;

  private final PythonOptions options;
  private final SlotQueue queue;
  private final ContextFactory factory;

  /** Completed with "" when the app was imported, or with the reason of a failed import. */
  private final CompletableFuture<String> started = new CompletableFuture<>();

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Thread thread;
  private volatile @Nullable RunningContext running;
  private volatile boolean isFailing;

  private EmbeddedContext(PythonOptions options, SlotQueue queue, ContextFactory factory) {
    this.options = options;
    this.queue = queue;
    this.factory = factory;
    thread = RunningContext.daemon(factory.number(), this::run);
  }

  /**
   * Creates a context; returns when it waits for requests.
   *
   * @throws PythonStartFailed if the app cannot be imported
   */
  static EmbeddedContext start(PythonOptions options, SlotQueue queue, Engine engine, int number)
      throws PythonStartFailed, InterruptedException {
    ContextFactory factory = new ContextFactory(options, engine, number, WorkerLog.newMark());
    EmbeddedContext made = new EmbeddedContext(options, queue, factory);
    made.thread.start();
    String failure;
    try {
      failure = made.started.get(options.start().timeout().toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      failure = "this took longer than gateway.python.start-timeout";
    } finally {
      if (!made.started.isDone()) {
        made.close(0);
      }
    }
    if (!failure.isEmpty()) {
      made.close(0);
      throw new PythonStartFailed("GraalPy cannot import " + options.app().name() + ": " + failure);
    }
    return made;
  }

  private void run() {
    try {
      for (int failures = 0; !isClosing() && Thread.currentThread() == thread; ) {
        String failure = live();
        failures = failure.isEmpty() ? 0 : failures + 1;
        if (failures > 0 && !started.complete(failure)) {
          LOG.log(Level.ERROR, "A context of GraalPy cannot be replaced: " + failure);
        }
        if (failures > 0) {
          isFailing = true;
          long pause = RESTART_MILLIS << Math.min(failures, RESTART_STEPS);
          if (closing.await(pause, TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the last attempt to create the context has failed. */
  boolean isFailing() {
    return isFailing;
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Creates a context and serves on it until it ends; returns "", or why it never served. */
  private String live() {
    Worker worker = new Worker(factory.number(), options.threads(), 0);
    Context context = null;
    RunningContext current = null;
    boolean serving = false;
    try {
      context = factory.create();
      current = new RunningContext(context, worker, queue, closing);
      running = current;
      Value slots = factory.importApp(context);
      if (slots.isString()) {
        return LogText.indented(slots.asString());
      }
      serving = true;
      isFailing = false;
      started.complete("");
      current.serve(slots);
      context.close();
      return "";
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      if (!serving || current == null) {
        return LogText.indented(String.valueOf(e.getMessage()));
      }
      if (!current.isGivenUp() && !isClosing()) {
        LOG.log(Level.ERROR, worker + " failed; it is replaced", LoggedFailure.of(e));
      }
      return "";
    } finally {
      worker.retire();
      worker.closeSlots();
      queue.closeRetiring();
      if (context != null) {
        context.close(true);
      }
      if (Thread.currentThread() == thread) {
        running = null;
      }
    }
  }

  /** Replaces the context if a request on it makes no progress. */
  void checkProgress(long now) {
    RunningContext current = running;
    long timeout = options.requests().timeout().toNanos();
    if (timeout == 0 || current == null || !current.giveUpStuck(now, timeout)) {
      return;
    }
    LOG.log(
        Level.ERROR,
        current.worker()
            + " made no progress for "
            + options.requests().timeout().toSeconds()
            + " s; it is replaced");
    running = null;
    thread = RunningContext.daemon(factory.number(), this::run);
    thread.start();
    current.end();
  }

  /** Ends the context, after the request on it or that long. */
  void close(long patienceNanos) throws InterruptedException {
    closing.countDown();
    RunningContext current = running;
    if (current != null) {
      current.worker().retire();
      queue.closeRetiring();
    }
    thread.join(Math.max(1000, TimeUnit.NANOSECONDS.toMillis(patienceNanos)));
    current = running;
    if (current != null) {
      current.end();
      thread.join(INTERRUPT_MILLIS);
    }
  }
}
