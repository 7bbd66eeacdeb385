package org.gatewaybridge.python.calls;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gatewaybridge.logging.LoggedFailure;

/**
 * Finds responses whose clients are slow, and lets helper threads read those from their workers. A
 * fast client costs only a timestamp for each chunk.
 */
public final class SlowClients implements AutoCloseable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int IDLE_TICKS = 100;

  private final Set<PythonBody> answers = ConcurrentHashMap.newKeySet();
  private final Executor helpers;
  private final Thread watch = new Thread(this::watch, "gateway-python-slow-clients");
  private volatile boolean started;
  private volatile boolean asleep;
  private volatile boolean closed;

  /** Starts no thread before the first response. */
  public SlowClients(Executor helpers) {
    this.helpers = helpers;
    watch.setDaemon(true);
  }

  /** Watches a response from now on. */
  void add(PythonBody answer) {
    answers.add(answer);
    if (!started && !closed) {
      start();
    } else if (asleep) {
      LockSupport.unpark(watch);
    }
  }

  private synchronized void start() {
    if (!started) {
      try {
        watch.start();
        started = true;
      } catch (OutOfMemoryError noThread) {
        // the next response tries again
      }
    }
  }

  void remove(PythonBody answer) {
    answers.remove(answer);
  }

  private void watch() {
    int idle = 0;
    while (!closed) {
      idle = answers.isEmpty() ? idle + 1 : 0;
      if (idle < IDLE_TICKS) {
        LockSupport.parkNanos(this, TICK_NANOS);
      } else {
        sleep();
      }
      collect(System.nanoTime());
    }
  }

  private void collect(long now) {
    try {
      for (PythonBody answer : answers) {
        answer.collectIfSlow(now, SLOW_NANOS, helpers);
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "An answer could not be collected", LoggedFailure.of(e));
    }
  }

  private void sleep() {
    asleep = true;
    while (answers.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watch);
    try {
      watch.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
