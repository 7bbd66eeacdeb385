package org.gatewaybridge.websocket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.logging.LoggedFailure;

/** The thread that looks at all WebSockets once a second. */
final class SocketClock implements AutoCloseable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final int TICK_MILLIS = 1000;

  private final Runnable tick;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(null, this::run, "gateway-sockets", 0, false);

  private SocketClock(Runnable tick) {
    this.tick = tick;
  }

  static SocketClock start(Runnable tick) {
    SocketClock clock = new SocketClock(tick);
    clock.thread.setDaemon(true);
    clock.thread.setContextClassLoader(SocketClock.class.getClassLoader());
    clock.thread.start();
    return clock;
  }

  private void run() {
    try {
      while (!closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        tickOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tickOnce() {
    try {
      tick.run();
    } catch (RuntimeException | Error failure) { // such as no memory for a thread now
      LoggedFailure.log(LOG, Level.ERROR, () -> "WebSockets could not be looked at", failure);
    }
  }

  /** Stops; the thread has ended when this returns. */
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
