package org.gatewaybridge.python.embedded;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.python.log.WorkerLog;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.runtime.PythonRuntime;
import org.gatewaybridge.python.runtime.PythonStartFailed;
import org.gatewaybridge.python.slots.SlotQueue;
import org.graalvm.polyglot.Engine;

/** GraalPy in this process: one engine, and a pool of contexts on it. */
public final class EmbeddedRuntime implements PythonRuntime {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long TICK_MILLIS = 200;
  private static final long CLOSE_MILLIS = 3000;

  private final Engine engine;
  private final List<EmbeddedContext> contexts = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  private EmbeddedRuntime(Engine engine) {
    this.engine = engine;
  }

  /** Creates the contexts one after another; returns when all of them wait for requests. */
  public static EmbeddedRuntime start(PythonOptions options, SlotQueue queue)
      throws PythonStartFailed, InterruptedException {
    EmbeddedRuntime made = new EmbeddedRuntime(engine());
    try {
      for (int number = 1; number <= options.contexts(); number++) {
        made.contexts.add(EmbeddedContext.start(options, queue, made.engine, number));
      }
    } catch (PythonStartFailed | InterruptedException | RuntimeException | Error e) {
      made.close(Duration.ZERO);
      throw e;
    }
    Thread watch = new Thread(made::watch, "gateway-python-embedded-watch");
    watch.setDaemon(true);
    watch.start();
    String truffle = made.engine.getImplementationName();
    LOG.log(
        Level.INFO,
        options.app().name()
            + " is served by "
            + options.contexts()
            + " contexts of GraalPy "
            + made.engine.getVersion()
            + " on the Truffle runtime \""
            + truffle
            + "\", which "
            + (truffle.startsWith("Interpreted")
                ? "interprets; for speed give it a JDK with the Graal compiler, or use workers"
                : "compiles"));
    return made;
  }

  private static Engine engine() throws PythonStartFailed {
    try {
      EngineHook.leaveOut();
      return Engine.newBuilder("python")
          .option("engine.WarnInterpreterOnly", "false")
          .logHandler(new WorkerLog("org.gatewaybridge.python.graalpy", Level.INFO, ""))
          .build();
    } catch (IllegalStateException | IllegalArgumentException | LinkageError e) {
      throw new PythonStartFailed(
          "GraalPy cannot be started: "
              + Escaped.text(String.valueOf(e.getMessage()))
              + "; the WAR must carry it (-Dgateway.pythonEmbedded=true), and a server with"
              + " several such WARs wants its jars once, in the shared loader",
          e);
    }
  }

  private void watch() {
    try {
      while (!closing.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        checkProgress(System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkProgress(long now) {
    try {
      contexts.forEach(context -> context.checkProgress(now));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "The watch over GraalPy failed; it goes on", LoggedFailure.of(e));
    }
  }

  @Override
  public boolean isHealthy() {
    return !contexts.stream().allMatch(EmbeddedContext::isFailing);
  }

  @Override
  public String interpreter() {
    return "GraalPy " + engine.getVersion() + " in the server's process";
  }

  /** Returns false: a context belongs to the thread that is in it. */
  @Override
  public boolean onAnyThread() {
    return false;
  }

  @Override
  public void close(Duration patience) {
    closing.countDown();
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (EmbeddedContext context : contexts) {
        context.close(Math.max(0, end - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeEngine();
  }

  /** Closes the engine; if a context cannot be ended yet, that goes on in the background. */
  private void closeEngine() {
    Thread closing = new Thread(() -> engine.close(true), "gateway-python-embedded-close");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
