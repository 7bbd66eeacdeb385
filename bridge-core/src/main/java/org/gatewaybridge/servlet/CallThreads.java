package org.gatewaybridge.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.operation.AnyThread;
import org.gatewaybridge.operation.ManyCalls;
import org.gatewaybridge.operation.OwnTimeout;
import org.gatewaybridge.timeouts.InFlight;
import org.gatewaybridge.timeouts.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * The threads that call the app of a deployment.
 *
 * @param execution where calls run, null for the container's threads
 * @param slowClients threads for calls that wait for slow clients, null where the container's do
 * @param turns limits how many threads may be in the app at once, null for any number
 * @param watchdog null where a call may take any time
 */
record CallThreads(
    GatewayApp app,
    InFlight calls,
    @Nullable Execution execution,
    @Nullable Execution slowClients,
    @Nullable AppTurns turns,
    @Nullable Watchdog watchdog,
    int gracefulSeconds)
    implements AutoCloseable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

  /**
   * Starts them.
   *
   * @param execution where calls run, null for the container's threads
   */
  static CallThreads start(
      Options options, @Nullable Execution execution, GatewayApp app, ClassLoader loader) {
    Options.Threads threads = options.threads();
    boolean waits = !threads.isModeGiven() && app instanceof ManyCalls many && many.mostlyWait();
    Execution waiting = waits ? Execution.ofWaitingCalls(loader) : null;
    return start(options, waiting == null ? execution : waiting, waiting != null, app, loader);
  }

  private static CallThreads start(
      Options options,
      @Nullable Execution execution,
      boolean waits,
      GatewayApp app,
      ClassLoader loader) {
    Options.Threads threads = options.threads();
    InFlight calls = new InFlight(!waits && threads.mode() != ExecutionMode.VIRTUAL);
    boolean moves = execution == null && app instanceof AnyThread && threads.slowClients() > 0;
    boolean watched = options.limits().timeout() > 0 && !(app instanceof OwnTimeout);
    return new CallThreads(
        app,
        calls,
        execution,
        moves ? Execution.ofSlowClients(threads, loader) : null,
        AppTurns.of(threads.inApp()),
        watched ? Watchdog.start(calls, options.limits().timeout()) : null,
        options.limits().gracefulTimeout());
  }

  /** Whether requests may come from other threads than the container's. */
  boolean areOwn() {
    return execution != null || slowClients != null;
  }

  /** Whether the deployment ends: no new call may begin. */
  boolean areClosing() {
    return calls.isClosed();
  }

  /** Whether a call may begin, or go on, on any thread. */
  boolean isAppOnAnyThread() {
    try {
      return app instanceof AnyThread mover && mover.onAnyThread();
    } catch (Throwable failure) { // no call of the app's yet, so nobody else would answer
      LOG.log(
          Level.ERROR,
          "The app failed to say whether its calls may move",
          LoggedFailure.of(failure));
      return false;
    }
  }

  /**
   * Lets no new call in and waits for the running ones. Those that outlast {@code
   * gateway.graceful-timeout} are interrupted, and those that no thread has begun are refused.
   */
  @Override
  public void close() {
    calls.close();
    if (app instanceof ManyCalls many) {
      many.leave();
    }
    Execution own = execution == null ? slowClients : execution;
    try {
      if (!end(own)) {
        LOG.log(
            Level.WARNING,
            "{0} calls did not end within gateway.graceful-timeout, {1} s; they are interrupted",
            calls.count(),
            gracefulSeconds);
        interrupt(own);
      } else if (own != null) {
        own.join();
      }
    } catch (InterruptedException e) {
      if (own != null) {
        own.interrupt();
      }
      Thread.currentThread().interrupt();
    }
    if (watchdog != null) {
      watchdog.close();
    }
  }

  /** Waits for all calls; returns whether they have ended in time. */
  private boolean end(@Nullable Execution own) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(gracefulSeconds);
    boolean ended = own == null || own.end(Duration.ofSeconds(gracefulSeconds));
    return ended && calls.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  private void interrupt(@Nullable Execution own) throws InterruptedException {
    if (own != null) {
      own.interrupt();
      own.join();
    }
    if (calls.count() > 0) {
      calls.interrupt();
      calls.await(AFTER_INTERRUPT);
    }
  }
}
