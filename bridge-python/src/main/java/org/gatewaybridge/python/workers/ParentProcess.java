package org.gatewaybridge.python.workers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.python.interpreter.Interpreter;
import org.gatewaybridge.python.log.WorkerLog;
import org.gatewaybridge.python.options.AppOptions;
import org.gatewaybridge.python.options.LoopOptions;
import org.gatewaybridge.python.options.NativeMark;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.FrameWriter;

/** The Python process that starts the workers, and the two threads that log its output. */
record ParentProcess(
    PythonOptions options,
    Interpreter interpreter,
    Process process,
    WorkerLog errors,
    List<Thread> readers,
    String logMark) {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long KILL_MILLIS = 2000; // the parent kills workers that do not leave

  static ParentProcess start(
      PythonOptions options, Interpreter interpreter, SocketDirectory directory)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            interpreter.executable(), directory.worker().toString(), directory.place().toString());
    byte[] input = directory.wire().input();
    if (input.length == 0) {
      builder.redirectInput(new File("/dev/null"));
    }
    interpreter.environment().replace(builder.environment());
    Path sources = options.app().files().sources();
    if (sources != null) {
      builder.directory(sources.toFile());
    }
    Process process = builder.start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(input);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The parent has ended, which is noticed below", LoggedFailure.of(e));
    }
    String mark = WorkerLog.newMark();
    WorkerLog output = new WorkerLog("org.gatewaybridge.python.stdout", Level.INFO, mark);
    WorkerLog errors = new WorkerLog("org.gatewaybridge.python.stderr", Level.WARNING, mark);
    return new ParentProcess(
        options,
        interpreter,
        process,
        errors,
        List.of(
            reader("stdout", process.getInputStream(), output),
            reader("stderr", process.getErrorStream(), errors)),
        mark);
  }

  private static Thread reader(String name, InputStream in, WorkerLog log) {
    Thread reader = new Thread(() -> log.readAll(in), "gateway-python-" + name);
    reader.setDaemon(true);
    reader.start();
    return reader;
  }

  /** Returns the frame with the parent's settings. */
  FrameWriter settingsFrame() throws IOException {
    AppOptions app = options.app();
    NativeMark mark = app.files().nativeMark();
    FrameWriter dict = new FrameWriter(512);
    dict.beginDict();
    dict.putUtf8("app", app.name());
    dict.putUtf8("path", app.files().pythonPath());
    dict.putUtf8("threads", Integer.toString(options.threads()));
    dict.putUtf8(
        "graceful-timeout", Long.toString(options.requests().gracefulTimeout().toSeconds()));
    dict.putUtf8("start", options.workers().spawns() ? "spawn" : "fork");
    dict.putUtf8("preload", Boolean.toString(options.workers().preloads()));
    dict.putUtf8("lenient", Boolean.toString(app.lenient()));
    dict.putUtf8("log-mark", logMark);
    dict.putUtf8("deployment", app.files().deployment());
    dict.putUtf8("native", mark.tag());
    dict.putUtf8("native-because", mark.because());
    LoopOptions loops = options.loops();
    dict.putUtf8("interface", loops.kind());
    dict.putUtf8("loop", loops.loop());
    dict.putUtf8("concurrency", Integer.toString(loops.concurrency()));
    dict.putUtf8("disconnect-grace", Long.toString(loops.disconnectGrace().toSeconds()));
    dict.putUtf8("root-path", loops.rootPath());
    dict.putUtf8("timeout", Long.toString(options.requests().timeout().toSeconds()));
    dict.putUtf8("environment", app.environment().beyondAscii());
    dict.endDict();
    return dict.end(FrameKind.SETTINGS);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for the process, which ends with its connection, and kills it if it does not end; then
   * its interpreter is not in use any more.
   *
   * @param patience how long the workers may take
   */
  void end(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis() + KILL_MILLIS, TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      for (Thread reader : readers) {
        reader.join(1000);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      interpreter.close();
    }
  }
}
