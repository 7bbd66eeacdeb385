package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gatewaybridge.engine.LoggedFailure;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * A Python context in this process and its threads, each of which answers one request at a time, as
 * those of a worker process do. What ends is replaced.
 */
final class EmbeddedContext {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long RESTART_MILLIS = 500;
  private static final int RESTART_STEPS = 6; // up to 32 s
  private static final Duration INTERRUPT = Duration.ofSeconds(2);

  /** Python reaches nothing of Java but what it is handed: two functions, and bytes. */
  private static final HostAccess HOST =
      HostAccess.newBuilder(HostAccess.NONE).allowBufferAccess(true).build();

  private final PythonOptions options;
  private final SlotQueue queue;
  private final Engine engine;
  private final int number;
  private final String logMark = WorkerLog.newMark();

  /** Completed with "" or with the reason why not. */
  private final CompletableFuture<String> started = new CompletableFuture<>();

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Thread thread;
  private volatile @Nullable Life life;
  private volatile boolean isFailing;

  /** A context from its making to its end. */
  private record Life(Context context, Worker worker) {}

  private EmbeddedContext(PythonOptions options, SlotQueue queue, Engine engine, int number) {
    this.options = options;
    this.queue = queue;
    this.engine = engine;
    this.number = number;
    thread = daemon(this::run);
  }

  private Thread daemon(Runnable task) {
    Thread daemon = new Thread(task, "gateway-python-embedded-" + number);
    daemon.setDaemon(true);
    return daemon;
  }

  /**
   * Makes a context; returns when it waits for requests.
   *
   * @throws PythonStartFailed if the app cannot be imported
   */
  static EmbeddedContext start(PythonOptions options, SlotQueue queue, Engine engine, int number)
      throws PythonStartFailed, InterruptedException {
    EmbeddedContext made = new EmbeddedContext(options, queue, engine, number);
    made.thread.start();
    String failure;
    try {
      failure = made.started.get(options.startTimeout().toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      failure = "this took longer than gateway.python.start-timeout";
    } finally {
      if (!made.started.isDone()) {
        made.close(0);
      }
    }
    if (!failure.isEmpty()) {
      made.close(0);
      throw new PythonStartFailed("GraalPy cannot import " + options.app() + ": " + failure);
    }
    return made;
  }

  private void run() {
    try {
      for (int failures = 0; !isClosing() && Thread.currentThread() == thread; ) {
        String failure = live();
        failures = failure.isEmpty() ? 0 : failures + 1;
        if (failures > 0 && !started.complete(failure)) {
          LOG.log(Level.ERROR, "A context of GraalPy cannot be replaced: " + failure);
        }
        if (failures > 0) {
          isFailing = true;
          long pause = RESTART_MILLIS << Math.min(failures, RESTART_STEPS);
          if (closing.await(pause, TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the last attempt to make the context has failed. */
  boolean isFailing() {
    return isFailing;
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Makes a context and serves on it until it ends; returns "" or why it never served. */
  private String live() {
    Worker worker = new Worker(number, options.threads(), 0);
    Context context = null;
    boolean serving = false;
    try {
      context = build();
      life = new Life(context, worker);
      Value slots = prepare(context);
      if (slots.isString()) {
        return PythonFailure.indented(slots.asString());
      }
      serving = true;
      isFailing = false;
      started.complete("");
      serve(worker, slots);
      context.close();
      return "";
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (!serving) {
        return PythonFailure.indented(String.valueOf(e.getMessage()));
      }
      if (!worker.isEnding() && !isClosing()) {
        LOG.log(Level.ERROR, worker + " failed; it is replaced", LoggedFailure.of(e));
      }
      return "";
    } finally {
      worker.retire();
      worker.closeSlots();
      queue.withdrawRetiring();
      if (context != null) {
        context.close(true);
      }
      if (Thread.currentThread() == thread) {
        life = null;
      }
    }
  }

  private Context build() {
    Context.Builder builder =
        Context.newBuilder("python")
            .engine(engine)
            .allowHostAccess(HOST)
            .allowIO(IOAccess.ALL)
            .allowCreateThread(true)
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .environment(options.environment().variables())
            .option("python.PosixModuleBackend", "java")
            .option("python.DontWriteBytecodeFlag", "true")
            .out(new WorkerLog("org.gatewaybridge.python.stdout", Level.INFO, logMark))
            .err(new WorkerLog("org.gatewaybridge.python.stderr", Level.WARNING, logMark));
    Path sources = ParentProcess.sources(options);
    return (sources == null ? builder : builder.currentWorkingDirectory(sources.toAbsolutePath()))
        .build();
  }

  /** Imports the app; returns what makes slots, or as a text why the app cannot be imported. */
  private Value prepare(Context context) throws IOException {
    NativeMark mark = NativeMark.of(options.webInf());
    return context
        .eval(source("embedded_start.py"))
        .execute(WorkerFiles.sources())
        .execute(
            options.app(),
            ParentProcess.path(options),
            options.lenient(),
            options.threads(),
            mark.tag(),
            mark.because(),
            logMark,
            number == 1 ? ParentProcess.deployment(options) : "");
  }

  private static Source source(String name) throws IOException {
    try (InputStream in = EmbeddedContext.class.getResourceAsStream("embedded/" + name)) {
      if (in == null) {
        throw new IOException(name + " is not beside the classes; the jar is damaged");
      }
      return Source.newBuilder("python", new String(in.readAllBytes(), UTF_8), name).build();
    }
  }

  /** Serves on all threads, this one among them; returns when none does any more. */
  private void serve(Worker worker, Value slots) throws InterruptedException {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < worker.threads(); i++) {
      int slot = i;
      Thread other = daemon(() -> serveAside(worker, slot, slots));
      other.start();
      others.add(other);
    }
    serve(worker, 0, slots.execute());
    for (Thread other : others) {
      other.join();
    }
  }

  private void serveAside(Worker worker, int number, Value slots) {
    try {
      serve(worker, number, slots.execute());
    } catch (InterruptedException | RuntimeException e) {
      if (!worker.isRetiring()) {
        LOG.log(Level.ERROR, worker + " failed; it is replaced", LoggedFailure.of(e));
      }
      worker.retire();
      worker.closeSlots();
    }
  }

  /** Serves one pipe after another: a request that was broken off ends its pipe. */
  private void serve(Worker worker, int number, Value serve) throws InterruptedException {
    while (!isClosing() && !worker.isRetiring()) {
      Pipe pipe = new Pipe();
      Slot slot = new Slot(worker, number, pipe);
      worker.opened(number, slot);
      queue.add(slot);
      serve.executeVoid(
          (ProxyExecutable) nothing -> interruptibly(pipe::receive),
          (ProxyExecutable)
              bytes ->
                  interruptibly(() -> pipe.send(bytes[0].as(ByteSequence.class).toByteArray())));
      pipe.left();
    }
  }

  /** Has an interrupt, by which a context ends what runs on it, pass through Python. */
  private static Object interruptibly(Callable<Object> wait) {
    try {
      return wait.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends a request that makes no progress, and with it the context. */
  void checkProgress(long now) {
    Life current = life;
    long timeout = options.timeout().toNanos();
    if (timeout == 0 || current == null) {
      return;
    }
    for (int i = 0; i < current.worker.threads(); i++) {
      Slot slot = current.worker.slot(i);
      long since = slot == null ? current.worker.expectedSince(i) : slot.waitingSince();
      if (since != 0 && now - since > timeout) {
        if (slot != null) {
          slot.timeOut();
        }
        replace(current);
        return;
      }
    }
  }

  private void replace(Life current) {
    Worker worker = current.worker;
    LOG.log(
        Level.ERROR,
        worker + " made no progress for " + options.timeout().toSeconds() + " s; it is replaced");
    worker.end();
    worker.retire();
    life = null;
    thread = daemon(this::run);
    thread.start();
    worker.closeSlots();
    daemon(() -> end(current)).start();
  }

  /**
   * Interrupts what runs on a context. Python code ends at its next instruction, but a function
   * such as GraalPy's time.sleep only when it returns; until then this waits, and the thread and
   * its memory stay.
   */
  private static void end(Life ended) {
    try {
      ended.context.interrupt(INTERRUPT);
    } catch (TimeoutException e) {
      LOG.log(
          Level.WARNING,
          ended.worker + " cannot be interrupted; its thread ends with the function that it is in");
      ended.context.close(true);
    }
  }

  /** Ends the context, after the request on it or that long. */
  void close(long patienceNanos) throws InterruptedException {
    closing.countDown();
    Life current = life;
    if (current != null) {
      current.worker.retire();
      queue.withdrawRetiring();
    }
    thread.join(Math.max(1000, TimeUnit.NANOSECONDS.toMillis(patienceNanos)));
    current = life;
    if (current != null) {
      current.worker.closeSlots();
      Life last = current;
      daemon(() -> end(last)).start();
      thread.join(INTERRUPT.toMillis());
    }
  }
}
