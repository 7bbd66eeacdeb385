package org.gatewaybridge.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Threads for calls other than the container's: all calls ({@code gateway.execution}), or those
 * that a slow client holds up ({@code gateway.slow-clients}).
 *
 * <p>The container's thread leaves as soon as it has handed a request over (Servlet 2.3.3.3), and
 * the app blocks on another one, as it would on the container's.
 */
final class Execution implements AutoCloseable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final long JOIN_MILLIS = 1000;
  private static final int IDLE_SECONDS = 10;
  private static final String FAILURE = Execution.class.getName() + ".failure";

  private final ClassLoader loader;
  private final ExecutorService threads;
  private final List<Thread> pooled;
  private final int gracefulSeconds;
  private final boolean ofAllCalls;
  private final AtomicBoolean warned = new AtomicBoolean();

  Execution(
      ClassLoader loader,
      ExecutorService threads,
      List<Thread> pooled,
      int gracefulSeconds,
      boolean ofAllCalls) {
    this.loader = loader;
    this.threads = threads;
    this.pooled = pooled;
    this.gracefulSeconds = gracefulSeconds;
    this.ofAllCalls = ofAllCalls;
  }

  /** Returns what {@code gateway.execution} asks for, null for the container's own threads. */
  static @Nullable Execution of(Options options, Settings settings, ClassLoader loader) {
    return switch (options.execution()) {
      case "virtual" ->
          new Execution(
              loader, virtualThreads(settings), List.of(), options.gracefulTimeout(), true);
      case "pool" -> {
        List<Thread> pooled = new CopyOnWriteArrayList<>();
        yield new Execution(loader, pool(options, pooled), pooled, options.gracefulTimeout(), true);
      }
      default -> null;
    };
  }

  /**
   * Returns threads for calls that slow clients hold up, as many as {@code gateway.slow-clients}
   * allows; none is made before it is needed.
   */
  static Execution ofSlowClients(Options options, ClassLoader loader) {
    List<Thread> made = new CopyOnWriteArrayList<>();
    ThreadFactory factory = threads("gateway-slow-", made);
    ExecutorService threads =
        new ThreadPoolExecutor(
            0,
            options.slowClients(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              made.removeIf(one -> one.getState() == Thread.State.TERMINATED);
              return factory.newThread(task);
            });
    return new Execution(loader, threads, made, options.gracefulTimeout(), false);
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

  private static ExecutorService virtualThreads(Settings settings) {
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
      throw settings.wrong(
          "gateway.execution",
          "container or pool, or run the server on Java 21 or newer; this is Java "
              + Runtime.version().feature());
    }
  }

  private static ExecutorService pool(Options options, List<Thread> pooled) {
    int size = options.poolSize();
    int queue = options.poolQueue();
    BlockingQueue<Runnable> waiting =
        queue == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(queue);
    return new ThreadPoolExecutor(
        size, size, 0, TimeUnit.SECONDS, waiting, threads("gateway-", pooled));
  }

  /**
   * Lets a request by that is not back from another thread.
   *
   * @throws RuntimeException what its call has thrown there, if the request is back for that
   */
  static void letBy(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      Object failure = request.getAttribute(FAILURE);
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) { // ResponseAborted, as a rule
        throw exception;
      }
    }
  }

  /** Whether the request can be answered on another thread. */
  boolean takes(HttpServletRequest request, HttpServletResponse response) {
    DispatcherType type = request.getDispatcherType();
    if (type != DispatcherType.REQUEST && type != DispatcherType.ASYNC) {
      return false; // who includes, forwards or shows an error page ends the response itself
    }
    if (!request.isAsyncSupported()) {
      warn(
          request,
          "the servlet in web.xml, or a filter in front of it, is without"
              + " <async-supported>true</async-supported>");
      return false;
    }
    if (response instanceof ServletResponseWrapper) { // it may end with the filter
      warn(request, "a filter in front of the servlet wraps the response");
      return false;
    }
    return !request.isAsyncStarted();
  }

  private void warn(HttpServletRequest request, String why) {
    if (ofAllCalls && !warned.getAndSet(true)) {
      LOG.log(
          Level.WARNING,
          "gateway.execution has no effect on {0}: {1}",
          Escaped.text(request.getRequestURI()),
          why);
    }
  }

  /**
   * Takes a request from the container; it is answered when its call ends.
   *
   * @param call answers it
   * @param refusal answers it on this thread if no other is free, or none becomes so before the end
   */
  AsyncCall begin(
      HttpServletRequest request, HttpServletResponse response, Runnable call, Runnable refusal) {
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    AsyncCall begun = new AsyncCall(async, request, call, refusal);
    async.addListener(begun);
    return begun;
  }

  /** Counts threads that hang in calls which were answered for them. */
  private void leaveBehind(int more) {
    if (ofAllCalls
        && threads instanceof ThreadPoolExecutor pool) { // another thread takes its place
      synchronized (pool) {
        int size = pool.getCorePoolSize() + more;
        if (more > 0) {
          pool.setMaximumPoolSize(size);
          pool.setCorePoolSize(size);
        } else {
          pool.setCorePoolSize(size);
          pool.setMaximumPoolSize(size);
        }
      }
    }
  }

  /** One request on another thread. */
  final class AsyncCall implements AsyncListener, Runnable {
    private static final int PATIENCE_SECONDS = 30;

    private final AsyncContext async;
    private final HttpServletRequest request;
    private final Runnable call;
    private final Runnable refusal;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Thread thread;

    private AsyncCall(
        AsyncContext async, HttpServletRequest request, Runnable call, Runnable refusal) {
      this.async = async;
      this.request = request;
      this.call = call;
      this.refusal = refusal;
    }

    /** Has another thread answer the request, or refuses it on this one if no other is free. */
    void execute() {
      try {
        threads.execute(this);
      } catch (RejectedExecutionException | OutOfMemoryError full) { // or no thread can be made
        refuse();
      }
    }

    /** Answers the request on a thread of the deployment's own. */
    @Override
    public void run() {
      Thread.currentThread().setContextClassLoader(loader); // the last call may have changed it
      answer(() -> UndertowThread.run(request, call));
    }

    private void refuse() {
      answer(refusal);
    }

    private void answer(Runnable by) {
      thread = Thread.currentThread();
      Throwable failure = null;
      try {
        by.run();
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      if (!end(failure)) {
        leaveBehind(-1);
      }
    }

    /** Ends the request while the call's thread hangs in it. */
    void abandon(@Nullable Throwable failure) {
      leaveBehind(1);
      if (!end(failure)) {
        leaveBehind(-1);
      }
    }

    /**
     * Ends the response, or comes back to a thread of the container to throw: thrown here, nobody
     * would break the connection off (docs/decisions/execution.md).
     *
     * @return false if it had ended before: request and response may be another's now
     */
    private boolean end(@Nullable Throwable failure) {
      if (ended.getAndSet(true)) {
        return false;
      }
      try {
        if (failure == null) {
          async.complete();
        } else {
          async.getRequest().setAttribute(FAILURE, failure);
          async.dispatch();
        }
      } catch (RuntimeException gone) {
        LOG.log(Level.DEBUG, "The container had ended the request", LoggedFailure.of(gone));
      }
      over.countDown();
      return true;
    }

    /** Keeps the container from reusing request and response while the app may look at them. */
    @Override
    public void onError(AsyncEvent event) {
      if (thread == Thread.currentThread()) {
        return;
      }
      try {
        if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          LOG.log(Level.WARNING, "A call goes on though its request has ended in an error");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  /**
   * Waits for the calls under way; those that outlast {@code gateway.graceful-timeout} meet an
   * interrupt, and those that no thread has begun are refused.
   */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(gracefulSeconds, TimeUnit.SECONDS)) {
        LOG.log(
            Level.WARNING,
            "Calls did not end within gateway.graceful-timeout, {0} s; they are interrupted",
            gracefulSeconds);
        endNow();
      }
      long end = System.currentTimeMillis() + JOIN_MILLIS;
      for (Thread thread : pooled) { // its last task is over, but a container would still find it
        thread.join(Math.max(1, end - System.currentTimeMillis()));
      }
    } catch (InterruptedException e) {
      endNow();
      Thread.currentThread().interrupt();
    }
  }

  private void endNow() {
    for (Runnable waiting : threads.shutdownNow()) {
      ((AsyncCall) waiting).refuse();
    }
  }
}
