package org.gatewaybridge.websocket;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of WebSockets: one for each that a blocking app talks over, and a few for pings and
 * close frames, which may have to wait for a client. On Java 21 or newer all of them are virtual.
 */
final class SocketThreads {
  private static final int MOST_FOR_FRAMES = 8;
  private static final int IDLE_SECONDS = 10;
  private static final int JOIN_MILLIS = 1000;

  private final ClassLoader loader;
  private final @Nullable ThreadFactory virtual;
  private final Semaphore free;
  private final Set<Thread> apps = ConcurrentHashMap.newKeySet();
  private final Set<Thread> ofFrames = ConcurrentHashMap.newKeySet();
  private final AtomicInteger number = new AtomicInteger();
  private final ThreadPoolExecutor frames;

  /**
   * Makes them; none is started before it is needed.
   *
   * @param loader the app's
   * @param most how many apps may run at once where there are no virtual threads
   */
  SocketThreads(ClassLoader loader, int most) {
    this.loader = loader;
    virtual = virtual();
    free = new Semaphore(virtual == null ? most : Integer.MAX_VALUE);
    frames =
        new ThreadPoolExecutor(
            MOST_FOR_FRAMES,
            MOST_FOR_FRAMES,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            this::threadOfFrames);
    frames.allowCoreThreadTimeOut(true);
  }

  private Thread threadOfFrames(Runnable task) {
    ofFrames.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    Thread thread = named(task, "gateway-socket-frames-");
    ofFrames.add(thread);
    return thread;
  }

  private static @Nullable ThreadFactory virtual() {
    try { // Java 21, while the bridge runs on 17
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      type.getMethod("name", String.class, long.class).invoke(builder, "gateway-socket-", 0L);
      return (ThreadFactory) type.getMethod("factory").invoke(builder);
    } catch (ReflectiveOperationException | UnsupportedOperationException older) {
      return null;
    }
  }

  private Thread named(Runnable task, String prefix) {
    Thread thread = new Thread(null, task, prefix + number.incrementAndGet(), 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    return thread;
  }

  /** Takes a place for an app; returns false if there is none. {@link #startApp} frees it. */
  boolean takePlace() {
    return free.tryAcquire();
  }

  /** Gives a place back that no app has used. */
  void freePlace() {
    free.release();
  }

  /** Runs an app on a thread of its own, in a place that was taken. */
  void startApp(Runnable app) {
    Runnable whole =
        () -> {
          Thread.currentThread().setContextClassLoader(loader);
          try {
            app.run();
          } finally {
            apps.remove(Thread.currentThread());
            free.release();
          }
        };
    Thread thread = virtual == null ? named(whole, "gateway-socket-") : virtual.newThread(whole);
    apps.add(thread);
    try {
      thread.start();
    } catch (OutOfMemoryError none) {
      apps.remove(thread);
      free.release();
      throw none;
    }
  }

  /** Runs what may have to wait for a client. */
  void execute(Runnable task) {
    if (virtual != null) {
      virtual.newThread(task).start();
      return;
    }
    try {
      frames.execute(task);
    } catch (RejectedExecutionException ended) {
      // With the deployment, which has closed all that can be closed.
    }
  }

  /** Waits until no app runs; returns whether that came in time. */
  boolean await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (Thread thread : apps) {
      long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      thread.join(Math.max(1, millis));
    }
    return apps.isEmpty();
  }

  /** Interrupts the apps that run. */
  void interrupt() {
    apps.forEach(Thread::interrupt);
  }

  /** Returns how many apps run. */
  int count() {
    return apps.size();
  }

  /** Ends the threads for frames. */
  void close() throws InterruptedException {
    frames.shutdown();
    frames.awaitTermination(1, TimeUnit.SECONDS);
    frames.shutdownNow();
    for (Thread thread : ofFrames) {
      thread.join(JOIN_MILLIS); // a container would find it
    }
  }
}
