package org.gatewaybridge.python.calls;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that wait for a worker in the place of a request's own thread. They are created when
 * needed; there are never more than slots.
 */
public final class HelperThreads implements Executor, AutoCloseable {
  private static final long IDLE_SECONDS = 10;
  private static final long CLOSE_MILLIS = 2000;
  private static final long JOIN_MILLIS = 1000;

  private final AtomicInteger number = new AtomicInteger();
  private final Queue<Thread> made = new ConcurrentLinkedQueue<>(); // may live

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          this::thread);

  private Thread thread(Runnable task) {
    made.removeIf(one -> one.getState() == Thread.State.TERMINATED);
    Thread thread = new Thread(task, "gateway-python-helper-" + number.incrementAndGet());
    thread.setDaemon(true);
    made.add(thread);
    return thread;
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /**
   * Ends the threads, whose slots are closed by now, and waits a moment until they are gone: a
   * container would find one that has just done its last task.
   */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
      long end = System.currentTimeMillis() + JOIN_MILLIS;
      for (Thread thread : made) {
        thread.join(Math.max(1, end - System.currentTimeMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
