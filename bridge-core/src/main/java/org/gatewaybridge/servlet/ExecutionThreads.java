package org.gatewaybridge.servlet;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatewaybridge.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The executors of {@link Execution}. */
final class ExecutionThreads {
  private static final int IDLE_SECONDS = 10;

  private ExecutionThreads() {}

  /**
   * Returns an executor that starts up to {@code most} threads when they are needed.
   *
   * @param made gets the threads that are there
   */
  static ExecutorService onDemand(int most, List<Thread> made) {
    ThreadFactory factory = threads("gateway-slow-", made);
    return new ThreadPoolExecutor(
        0,
        most,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          made.removeIf(one -> one.getState() == Thread.State.TERMINATED);
          return factory.newThread(task);
        });
  }

  private static ThreadFactory threads(String prefix, List<Thread> made) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      made.add(thread);
      return thread;
    };
  }

  /** Returns an executor that starts a virtual thread for each call. */
  static ExecutorService virtual(Settings settings) {
    ExecutorService threads = virtualIfPossible();
    if (threads == null) {
      throw settings.wrong(
          "gateway.execution",
          "container or pool, or run the server on Java 21 or newer; this is Java "
              + Runtime.version().feature());
    }
    return threads;
  }

  /** Returns the same; null if this Java has no virtual threads. */
  static @Nullable ExecutorService virtualIfPossible() {
    try { // Java 21, while the bridge runs on 17
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      type.getMethod("name", String.class, long.class).invoke(builder, "gateway-", 0L);
      Object factory = type.getMethod("factory").invoke(builder);
      return (ExecutorService)
          Executors.class
              .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
              .invoke(null, factory);
    } catch (ReflectiveOperationException missing) {
      return null;
    }
  }

  /** Returns an executor with threads of its own and a queue. */
  static ExecutorService pool(Options.Threads options, List<Thread> pooled) {
    int size = options.poolSize();
    int queue = options.poolQueue();
    BlockingQueue<Runnable> waiting =
        queue == 0 ? new SynchronousQueue<>() : new LinkedBlockingQueue<>(queue);
    return new ThreadPoolExecutor(
        size, size, 0, TimeUnit.SECONDS, waiting, threads("gateway-", pooled));
  }
}
