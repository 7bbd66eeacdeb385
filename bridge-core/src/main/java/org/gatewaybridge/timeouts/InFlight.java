package org.gatewaybridge.timeouts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls under way: one seat for each thread that calls the app, with the call on it.
 *
 * <p>Sitting down and standing up costs no fence and no shared line of memory. Who looks from
 * outside lets {@link #SETTLING_MILLIS} pass first.
 */
public final class InFlight {
  /** After this time each thread has seen what another wrote before it. */
  private static final int SETTLING_MILLIS = 100;

  private static final int FEW = 64;

  private final ConcurrentHashMap<Thread, Seat> seats = new ConcurrentHashMap<>();
  private final boolean threadsStay;
  private volatile boolean closed;
  private volatile int sweepAbove = FEW;

  /**
   * Makes an empty one.
   *
   * @param threadsStay whether a thread will call again, as in a pool
   */
  public InFlight(boolean threadsStay) {
    this.threadsStay = threadsStay;
  }

  /** A thread's place. */
  public static final class Seat {
    private static final VarHandle CALL;

    static {
      try {
        CALL = MethodHandles.lookup().findVarHandle(Seat.class, "call", WatchedSink.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final Thread thread;
    private @Nullable WatchedSink call;

    Seat(Thread thread) {
      this.thread = thread;
    }

    private @Nullable WatchedSink call() {
      return (WatchedSink) CALL.getAcquire(this);
    }

    private void call(@Nullable WatchedSink now) {
      CALL.setRelease(this, now);
    }
  }

  /** Runs a call on this thread, in sight of those who look. */
  public void run(WatchedSink sink, Runnable call) {
    Seat seat = seat();
    WatchedSink outer = seat.call; // a call may include another
    seat.call(sink);
    try {
      call.run();
    } finally {
      seat.call(outer);
      if (outer != null) {
        outer.goOn(); // what the inner one did was progress
      }
      if (!threadsStay && outer == null) {
        seats.remove(seat.thread);
      }
    }
  }

  private Seat seat() {
    Thread thread = Thread.currentThread();
    Seat seat = seats.get(thread);
    if (seat == null) {
      seat = new Seat(thread);
      if (threadsStay && seats.size() >= sweepAbove) {
        seats.keySet().removeIf(one -> !one.isAlive());
        sweepAbove = 2 * seats.size() + FEW;
      }
      seats.put(thread, seat);
    }
    return seat;
  }

  /** Returns how many calls are under way. */
  public int count() {
    int count = 0;
    for (Seat seat : seats.values()) {
      count += seat.call() == null ? 0 : 1;
    }
    return count;
  }

  /** Returns how many threads hang in calls that were answered from elsewhere. */
  public int leftBehind() {
    int count = 0;
    for (Seat seat : seats.values()) {
      WatchedSink call = seat.call();
      count += call != null && call.isAbandoned() ? 1 : 0;
    }
    return count;
  }

  /** Shows the calls under way and their threads. */
  void each(BiConsumer<WatchedSink, Thread> look) {
    for (Seat seat : seats.values()) {
      WatchedSink call = seat.call();
      if (call != null) {
        look.accept(call, seat.thread);
      }
    }
  }

  /** Whether {@link #close} was called: no new call may be run. */
  public boolean isClosed() {
    return closed;
  }

  /** Says that no new call may be run. */
  public void close() {
    closed = true;
  }

  /**
   * Waits for the calls under way, after {@link #close}.
   *
   * @return whether all have ended
   */
  public boolean await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    settle();
    while (count() > 0) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return true;
  }

  /** Ends the time of all calls and interrupts their threads. */
  public void interrupt() throws InterruptedException {
    each((call, thread) -> call.timeOut());
    settle();
    each(WatchedSink::interrupt);
  }

  private static void settle() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
  }
}
