package org.gatewaybridge.timeouts;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.logging.LoggedFailure;

/**
 * The thread that looks at all running calls four times a second and ends those that make no
 * progress: {@code gateway.timeout}.
 *
 * <p>If an app has neither read from the request nor sent anything for that long, the call is
 * logged with the stack of its thread, and can make no further step. A tick later its thread is
 * interrupted, so that the call can end and answer 504. If it has not ended after {@link #PATIENCE}
 * more ticks, the request is answered on another thread, and the call's thread is left behind. If
 * there can be no other thread now, that is tried again at each tick. Time spent in the gateway,
 * such as with a client that reads slowly, does not count: the container limits it.
 */
public final class Watchdog implements AutoCloseable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final int TICK_MILLIS = 250;
  static final int TICKS_A_SECOND = 1000 / TICK_MILLIS;
  static final int PATIENCE = 4; // ticks

  private final InFlight calls;
  private final int seconds;
  private final ThreadFactory threads;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "gateway-watchdog");
  private int tick;

  /**
   * Makes one that does not watch by itself.
   *
   * @param threads makes the threads that answer for calls left behind
   */
  Watchdog(InFlight calls, int seconds, ThreadFactory threads) {
    this.calls = calls;
    this.seconds = seconds;
    this.threads = threads;
  }

  /**
   * Starts watching.
   *
   * @param seconds how long a call may go without progress
   */
  public static Watchdog start(InFlight calls, int seconds) {
    Watchdog watchdog = new Watchdog(calls, seconds, Watchdog::answeringThread);
    watchdog.thread.setDaemon(true);
    watchdog.thread.setContextClassLoader(Watchdog.class.getClassLoader());
    watchdog.thread.start();
    return watchdog;
  }

  private static Thread answeringThread(Runnable answer) {
    Thread thread = new Thread(answer, "gateway-abandoned");
    thread.setDaemon(true);
    return thread;
  }

  private void watch() {
    try {
      while (!closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at all calls. */
  void tick() {
    tick++;
    calls.each(
        (call, at) -> {
          try {
            look(call, at);
          } catch (RuntimeException | Error failure) { // such as a log that cannot be written
            LoggedFailure.log(
                LOG, Level.ERROR, () -> call.request() + " could not be looked at", failure);
          }
        });
  }

  private void look(CallProgress call, Thread at) {
    int steps = call.steps();
    boolean inApp = call.isInApp();
    if (call.isRunning()) {
      if (!inApp || steps != call.seenSteps) {
        call.seenSteps = steps;
        call.seenTick = tick;
      } else if (tick - call.seenTick >= seconds * (long) TICKS_A_SECOND) {
        call.timeOut();
        call.seenTick = tick;
        report(call, at);
      }
    } else if (call.isTimedOut()) {
      if (tick - call.seenTick == 1) {
        call.interrupt(at);
      } else if (inApp && tick - call.seenTick > PATIENCE && call.abandon(threads)) {
        LOG.log(
            Level.ERROR,
            () ->
                call.request()
                    + " does not end when interrupted; "
                    + Escaped.text(at.toString())
                    + " is left behind");
      }
    }
  }

  private void report(CallProgress call, Thread at) {
    RequestTimedOut where = new RequestTimedOut("It is here");
    where.setStackTrace(at.getStackTrace());
    LOG.log(
        Level.ERROR,
        () ->
            call.request()
                + " made no progress for "
                + seconds
                + " s (gateway.timeout); "
                + Escaped.text(at.getName())
                + " is interrupted",
        LoggedFailure.of(where));
  }

  /** Stops watching; the thread has ended when this returns. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
