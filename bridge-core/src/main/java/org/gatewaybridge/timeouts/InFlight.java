package org.gatewaybridge.timeouts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The running calls: one entry for each thread that calls the app, with the call that it runs.
 *
 * <p>Beginning and ending a call costs no fence and no shared cache line. A thread that looks at
 * the calls of others waits for {@link #SETTLING_MILLIS} first.
 */
public final class InFlight {
  /** After this time each thread has seen what another wrote before it. */
  private static final int SETTLING_MILLIS = 100;

  private static final int FEW = 64;

  private final ConcurrentHashMap<Thread, Entry> entries = new ConcurrentHashMap<>();
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

  /** A thread and the call that it runs. */
  private static final class Entry {
    private static final VarHandle CALL;

    static {
      try {
        CALL = MethodHandles.lookup().findVarHandle(Entry.class, "call", CallProgress.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final Thread thread;
    private @Nullable CallProgress call;

    Entry(Thread thread) {
      this.thread = thread;
    }

    private @Nullable CallProgress call() {
      return (CallProgress) CALL.getAcquire(this);
    }

    private void call(@Nullable CallProgress now) {
      CALL.setRelease(this, now);
    }
  }

  /** Runs a call on this thread, visible to the watchdog. */
  public void run(CallProgress progress, Runnable call) {
    Entry entry = entry();
    CallProgress outer = entry.call; // a call may include another
    entry.call(progress);
    try {
      call.run();
    } finally {
      entry.call(outer);
      if (outer != null) {
        outer.goOn(); // what the inner one did was progress
      }
      if (!threadsStay && outer == null) {
        entries.remove(entry.thread);
      }
    }
  }

  private Entry entry() {
    Thread thread = Thread.currentThread();
    Entry entry = entries.get(thread);
    if (entry == null) {
      entry = new Entry(thread);
      if (threadsStay && entries.size() >= sweepAbove) {
        entries.keySet().removeIf(one -> !one.isAlive());
        sweepAbove = 2 * entries.size() + FEW;
      }
      entries.put(thread, entry);
    }
    return entry;
  }

  /** Returns how many calls are running. */
  public int count() {
    int count = 0;
    for (Entry entry : entries.values()) {
      count += entry.call() == null ? 0 : 1;
    }
    return count;
  }

  /** Returns how many threads hang in calls that were answered from elsewhere. */
  public int leftBehind() {
    int count = 0;
    for (Entry entry : entries.values()) {
      CallProgress call = entry.call();
      count += call != null && call.isAbandoned() ? 1 : 0;
    }
    return count;
  }

  /** Passes each running call and its thread to a consumer. */
  void each(BiConsumer<CallProgress, Thread> look) {
    for (Entry entry : entries.values()) {
      CallProgress call = entry.call();
      if (call != null) {
        look.accept(call, entry.thread);
      }
    }
  }

  /** Whether {@link #close} was called: no new call may be run. */
  public boolean isClosed() {
    return closed;
  }

  /** Lets no new call be run. */
  public void close() {
    closed = true;
  }

  /**
   * Waits for the running calls, after {@link #close}.
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
    each(CallProgress::interrupt);
  }

  private static void settle() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS);
  }
}
