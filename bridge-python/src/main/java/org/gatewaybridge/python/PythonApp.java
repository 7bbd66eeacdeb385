package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.HealthCheck;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.operation.AnyThread;
import org.gatewaybridge.operation.AppFigures;
import org.gatewaybridge.operation.OwnTimeout;
import org.jspecify.annotations.Nullable;

/**
 * A Python WSGI app as a gateway app: its requests are answered by CPython processes, or by GraalPy
 * in this one, which this class starts, watches and ends.
 */
public final class PythonApp
    implements GatewayApp, HealthCheck, AnyThread, AppFigures, OwnTimeout, AutoCloseable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long HELPERS_MILLIS = 2000;
  private static final long RESTART_MILLIS = 500;
  private static final int RESTART_STEPS = 6; // up to 32 s

  private final PythonOptions options;
  private final SlotQueue queue;
  private final ThreadPoolExecutor helpers = helpers();
  private final CallServices services;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile @Nullable PythonRuntime runtime;
  private @Nullable SourceWatch watch;
  private volatile boolean isHealthy = true;
  private volatile boolean hasStarted;
  private @Nullable Thread starter;

  private PythonApp(PythonOptions options) {
    this.options = options;
    queue = new SlotQueue(options.backlog(), options.timeout());
    services =
        new CallServices(
            queue,
            new Buffers(options.bufferMemory(), options.bufferDisk(), options.bufferFolder()),
            new SlowClients(helpers),
            helpers);
  }

  /** Makes no thread before it is needed; there are never more than slots. */
  private static ThreadPoolExecutor helpers() {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "gateway-python-helper-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  static PythonApp start(PythonOptions options) throws PythonStartFailed, InterruptedException {
    PythonApp app = new PythonApp(options);
    if (options.startInBackground()) {
      app.starter = new Thread(app::startInBackground, "gateway-python-start");
      app.starter.setDaemon(true);
      app.starter.start();
    } else {
      app.reload();
    }
    Path sources = ParentProcess.sources(options);
    if (options.reload() && sources != null) {
      app.watch = SourceWatch.start(app, sources);
    }
    return app;
  }

  private void startInBackground() {
    try {
      reload();
    } catch (PythonStartFailed e) {
      isHealthy = false;
      LOG.log(
          Level.ERROR,
          "The app could not be started; requests are answered 503: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Imports the app anew in processes beside the old ones; requests move over when these are ready,
   * and the old ones end with their last request.
   *
   * @throws PythonStartFailed if the app cannot be imported; the old processes then go on
   */
  public void reload() throws PythonStartFailed, InterruptedException {
    PythonRuntime made = startRuntime();
    PythonRuntime before;
    synchronized (this) {
      boolean late = ending.getCount() == 0;
      before = late ? made : runtime;
      runtime = late ? runtime : made;
      hasStarted = true;
      isHealthy = true;
    }
    if (before != null) {
      before.close(options.gracefulTimeout());
    }
  }

  private PythonRuntime startRuntime() throws PythonStartFailed, InterruptedException {
    if (options.runtime().equals("embedded")) {
      if (!isGraalPyThere()) {
        throw new PythonStartFailed(
            "gateway.python.runtime is embedded, but GraalPy is not in the WAR; build it with"
                + " -Dgateway.pythonEmbedded=true, or set workers");
      }
      return EmbeddedContexts.start(options, queue);
    }
    try {
      return Workers.start(options, queue, this::restart);
    } catch (PythonStartFailed e) {
      if (options.runtime().equals("workers") || !(isGraalPyThere() || e.isPythonMissing())) {
        throw e;
      }
      if (!isGraalPyThere()) {
        throw PythonStartFailed.noPython(
            e.getMessage()
                + "\n\tOr have GraalPy in the WAR, which needs no Python here: build it with"
                + " -Dgateway.pythonEmbedded=true",
            e.getCause());
      }
      LOG.log(Level.WARNING, "GraalPy answers, since workers cannot: " + e.getMessage());
      return EmbeddedContexts.start(options, queue);
    }
  }

  private static boolean isGraalPyThere() {
    try {
      Class.forName("org.graalvm.polyglot.Engine", false, PythonApp.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Starts processes in the place of those whose parent has ended; on that one's watch. */
  private void restart(Workers lost) {
    for (int attempt = 0; ; attempt++) {
      try {
        if (!isCurrentAfter(RESTART_MILLIS << Math.min(attempt, RESTART_STEPS), lost)) {
          return;
        }
        reload();
        isHealthy = true;
      } catch (PythonStartFailed e) {
        isHealthy = false;
        LOG.log(
            Level.ERROR,
            "Python cannot be started again; another attempt follows",
            LoggedFailure.of(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isCurrentAfter(long millis, Workers lost) throws InterruptedException {
    if (ending.await(millis, TimeUnit.MILLISECONDS)) {
      return false;
    }
    synchronized (this) {
      return runtime == lost;
    }
  }

  /** Whether Python runs, or is expected to when it has been started again. */
  @Override
  public boolean isHealthy() {
    PythonRuntime current = runtime;
    return isHealthy && hasStarted && (current == null || current.isHealthy());
  }

  /** Whether workers answer; a context in this process belongs to the thread that is in it. */
  @Override
  public boolean onAnyThread() {
    return runtime instanceof Workers;
  }

  /** Returns what slow clients have the gateway keep, in bytes, and how many requests wait. */
  @Override
  public Map<String, Long> figures() {
    return Map.of(
        "python.buffered.memory",
        services.buffers().memory(),
        "python.buffered.disk",
        services.buffers().disk(),
        "python.requests.waiting",
        queue.waiting());
  }

  /** Has a worker answer; waits for a free one on the request's thread. */
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws IOException, InterruptedException {
    if (!hasStarted) {
      return answer("503 Service Unavailable", startResponse, "Retry-After", "5");
    }
    PythonRequest request;
    try {
      request = PythonRequest.of(environ, options.buffering() ? services.buffers() : null);
    } catch (PythonRequest.TooLarge e) {
      services.buffers().warn("A request was refused with 413", String.valueOf(e.getMessage()));
      return answer("413 Content Too Large", startResponse);
    } catch (Spool.Full e) {
      services.buffers().warn("A request was refused with 503", String.valueOf(e.getMessage()));
      return answer("503 Service Unavailable", startResponse, "Retry-After", "1");
    } catch (FrameWriter.TooLong e) {
      LOG.log(Level.WARNING, "A request was refused with 431: " + e.getMessage());
      return answer("431 Request Header Fields Too Large", startResponse);
    }
    try {
      return PythonCall.answer(services, request, startResponse);
    } catch (NoFreeWorker e) {
      LOG.log(Level.WARNING, request + " was refused: " + e.getMessage());
      return answer("503 Service Unavailable", startResponse, "Retry-After", "1");
    } catch (WorkerLost e) {
      LOG.log(Level.ERROR, request + " failed: " + e.getMessage());
      return answer(e.timedOut() ? "504 Gateway Timeout" : "502 Bad Gateway", startResponse);
    }
  }

  private static Iterable<byte[]> answer(
      String status, StartResponse startResponse, String... headers) {
    List<Map.Entry<String, String>> all = new ArrayList<>(Headers.of(headers));
    all.add(Map.entry("Content-Type", "text/plain"));
    startResponse.start(status, all);
    return Bodies.of(status.substring(4) + "\n", ISO_8859_1);
  }

  private void giveUpStart() {
    if (starter == null) {
      return;
    }
    starter.interrupt();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the requests in flight, as long as {@code gateway.graceful-timeout} says, and ends
   * all processes. A second call does nothing.
   */
  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    ending.countDown();
    giveUpStart();
    PythonRuntime last;
    synchronized (this) {
      last = runtime;
      runtime = null;
    }
    long end = System.nanoTime() + options.gracefulTimeout().toNanos();
    try {
      while (!queue.isQuiet() && System.nanoTime() - end < 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.close();
    if (last != null) {
      last.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    services.slowClients().close();
    endHelpers();
  }

  /** Ends the helpers, whose slots are closed by now. */
  private void endHelpers() {
    helpers.shutdown();
    try {
      if (!helpers.awaitTermination(HELPERS_MILLIS, TimeUnit.MILLISECONDS)) {
        helpers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
