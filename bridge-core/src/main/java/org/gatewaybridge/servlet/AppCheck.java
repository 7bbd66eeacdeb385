package org.gatewaybridge.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatewaybridge.api.HealthCheck;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/**
 * Asks an app whether it can answer, on a thread made for that, so that a check that hangs holds no
 * thread of the container. One check runs at a time; whoever asks meanwhile waits for its result.
 */
final class AppCheck implements AutoCloseable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final int SECONDS_WITHOUT_TIMEOUT = 30;
  private static final int CLOSE_MILLIS = 1000;

  private final HealthCheck app;
  private final ClassLoader loader;
  private final int seconds;
  private @Nullable Running last;

  /**
   * Makes one for an app.
   *
   * @param loader the app's
   * @param timeout for how many seconds a check may run, 0 for the default of {@code
   *     gateway.timeout}: somebody waits for the answer
   */
  AppCheck(HealthCheck app, ClassLoader loader, int timeout) {
    this.app = app;
    this.loader = loader;
    this.seconds = timeout == 0 ? SECONDS_WITHOUT_TIMEOUT : timeout;
  }

  /** A check that was begun. */
  private record Running(
      FutureTask<Boolean> result, Thread thread, long deadline, AtomicBoolean late) {}

  /** Whether the app says in time that it can answer. */
  boolean passes() {
    try {
      Running running = running();
      try {
        return running.result.get(running.deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException hangs) {
        end(running, hangs);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | OutOfMemoryError e) { // or no thread can be made
      LOG.log(Level.ERROR, "The app could not be asked whether it can answer: {0}", e.getClass());
    }
    return false;
  }

  private void end(Running running, TimeoutException hangs) {
    if (!running.late.getAndSet(true)) {
      hangs.setStackTrace(running.thread.getStackTrace());
      LOG.log(
          Level.ERROR,
          "The app has not said within "
              + seconds
              + " s whether it can answer (gateway.timeout); its check is interrupted, and the"
              + " health is \"failed\" until it ends",
          LoggedFailure.of(hangs));
      running.thread.interrupt();
    }
  }

  private synchronized Running running() {
    Running running = last;
    if (running == null || running.result.isDone()) {
      FutureTask<Boolean> result = new FutureTask<>(this::ask);
      Thread thread = new Thread(null, result, "gateway-health", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(loader);
      thread.start();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      running = new Running(result, thread, deadline, new AtomicBoolean());
      last = running;
    }
    return running;
  }

  private boolean ask() {
    try {
      return app.isHealthy();
    } catch (Throwable failure) {
      LOG.log(
          Level.ERROR, "The app failed to say whether it can answer", LoggedFailure.of(failure));
      return false;
    }
  }

  /** Interrupts a check that runs, and waits a moment for its end. */
  @Override
  public synchronized void close() {
    if (last != null) {
      last.thread.interrupt();
      try {
        last.thread.join(CLOSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
