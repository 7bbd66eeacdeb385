package org.gatewaybridge.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Threads for calls other than the container's: all calls ({@code gateway.execution}), or those
 * that a slow client holds up ({@code gateway.slow-clients}).
 *
 * <p>The container's thread leaves as soon as it has handed a request over (Servlet 2.3.3.3), and
 * the app blocks on another one, as it would on the container's.
 */
final class Execution {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final long JOIN_MILLIS = 1000;

  private final ClassLoader loader;
  private final ExecutorService threads;
  private final List<Thread> pooled;
  private final boolean ofAllCalls;
  private final AtomicBoolean warned = new AtomicBoolean();

  Execution(ClassLoader loader, ExecutorService threads, List<Thread> pooled, boolean ofAllCalls) {
    this.loader = loader;
    this.threads = threads;
    this.pooled = pooled;
    this.ofAllCalls = ofAllCalls;
  }

  /** Returns what {@code gateway.execution} asks for, null for the container's own threads. */
  static @Nullable Execution of(Options.Threads options, Settings settings, ClassLoader loader) {
    return switch (options.mode()) {
      case CONTAINER -> null;
      case VIRTUAL -> new Execution(loader, ExecutionThreads.virtual(settings), List.of(), true);
      case POOL -> {
        List<Thread> pooled = new CopyOnWriteArrayList<>();
        yield new Execution(loader, ExecutionThreads.pool(options, pooled), pooled, true);
      }
    };
  }

  /**
   * Returns virtual threads for an app whose calls mostly wait; null, with a line in the log, if
   * this Java has none.
   */
  static @Nullable Execution ofWaitingCalls(ClassLoader loader) {
    ExecutorService threads = ExecutionThreads.virtualIfPossible();
    if (threads != null) {
      LOG.log(Level.INFO, "Calls run on virtual threads, since those of this app mostly wait");
      return new Execution(loader, threads, List.of(), true);
    }
    LOG.log(
        Level.INFO,
        "As many requests can wait in the app at once as the container has threads (often 200)."
            + " Run the server on Java 21 or newer for more, or set gateway.execution to pool and"
            + " gateway.pool.size to a larger number");
    return null;
  }

  /**
   * Returns threads for calls that slow clients hold up, as many as {@code gateway.slow-clients}
   * allows; none is made before it is needed.
   */
  static Execution ofSlowClients(Options.Threads options, ClassLoader loader) {
    List<Thread> made = new CopyOnWriteArrayList<>();
    return new Execution(
        loader, ExecutionThreads.onDemand(options.slowClients(), made), made, false);
  }

  /** Whether the request can be answered on another thread. */
  boolean takes(HttpServletRequest request, HttpServletResponse response) {
    if (isNested(request)) {
      return false;
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

  /** Whether somebody includes, forwards or shows an error page, and ends the response itself. */
  static boolean isNested(HttpServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    return type != DispatcherType.REQUEST && type != DispatcherType.ASYNC;
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
  AsyncCall begin(Exchange exchange, Runnable call, Runnable refusal) {
    AsyncContext async = exchange.request().startAsync(exchange.request(), exchange.response());
    async.setTimeout(0);
    AsyncCall begun = new AsyncCall(this, async, exchange, call, refusal);
    async.addListener(begun);
    return begun;
  }

  /**
   * Has a call answered by another thread.
   *
   * @throws RejectedExecutionException if none is free
   */
  void execute(AsyncCall call) {
    threads.execute(call);
  }

  /** Prepares a thread for a call: the last one may have changed its class loader. */
  void enterThread() {
    Thread.currentThread().setContextClassLoader(loader);
  }

  /** Counts threads that hang in calls which were answered for them. */
  void leaveBehind(int more) {
    if (ofAllCalls
        && threads instanceof ThreadPoolExecutor pool) { // another thread takes its place
      synchronized (pool) {
        int size = pool.getCorePoolSize() + more;
        if (more > 0) {
          pool.setMaximumPoolSize(size);
          try {
            pool.setCorePoolSize(size);
          } catch (OutOfMemoryError none) {
            // no thread can be made now; the next call will have it
          }
        } else {
          pool.setCorePoolSize(size);
          pool.setMaximumPoolSize(size);
        }
      }
    }
  }

  /** Takes no more calls and waits for those that it has; returns whether they have ended. */
  boolean end(Duration patience) throws InterruptedException {
    threads.shutdown();
    return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Interrupts the running calls, and refuses those that no thread has begun. */
  void interrupt() {
    for (Runnable waiting : threads.shutdownNow()) {
      ((AsyncCall) waiting).refuse();
    }
  }

  /**
   * Waits a moment until the threads have ended: a container would find them after the last call.
   */
  void join() throws InterruptedException {
    long end = System.currentTimeMillis() + JOIN_MILLIS;
    for (Thread thread : pooled) {
      thread.join(Math.max(1, end - System.currentTimeMillis()));
    }
  }
}
