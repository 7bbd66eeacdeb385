package org.gatewaybridge.python;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The Python process that forks the workers, and the two threads that bring its words to the log.
 */
record ParentProcess(Process process, WorkerLog errors, List<Thread> readers, String logMark) {
  private static final long KILL_MILLIS = 2000; // what the parent takes to kill what does not leave

  static ParentProcess start(PythonOptions options, SocketDirectory directory) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            options.executable(), directory.worker().toString(), directory.socket().toString());
    builder.redirectInput(new File("/dev/null"));
    options.environment().replace(builder.environment());
    Path sources = sources(options);
    if (sources != null) {
      builder.directory(sources.toFile());
    }
    Process process = builder.start();
    String mark = WorkerLog.newMark();
    WorkerLog output = new WorkerLog("org.gatewaybridge.python.stdout", Level.INFO, mark);
    WorkerLog errors = new WorkerLog("org.gatewaybridge.python.stderr", Level.WARNING, mark);
    return new ParentProcess(
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

  /** Returns the folder of the app's own modules; null if there is none. */
  static @Nullable Path sources(PythonOptions options) {
    if (!options.path().isEmpty()) {
      return options.path().get(0);
    }
    Path webInf = options.webInf();
    Path sources = webInf == null ? null : webInf.resolve("python");
    return sources != null && Files.isDirectory(sources) ? sources : null;
  }

  /** Says where Python looks for modules before it looks at its own places. */
  static String path(PythonOptions options) {
    List<String> path = new ArrayList<>();
    if (!options.path().isEmpty()) {
      options.path().forEach(folder -> path.add(folder.toString()));
      return String.join(File.pathSeparator, path);
    }
    Path sources = sources(options);
    if (sources != null) {
      path.add(sources.toString());
      path.add(sources.resolveSibling("python-packages").toString());
    }
    return String.join(File.pathSeparator, path);
  }

  /** Names the folder that the next WAR replaces; empty where the app is elsewhere. */
  static String deployment(PythonOptions options) {
    Path webInf = options.webInf();
    return options.path().isEmpty() && webInf != null ? webInf.toString() : "";
  }

  /** Says to the parent what it needs to know. */
  FrameWriter settingsFrame(PythonOptions options) throws IOException {
    NativeMark mark = NativeMark.of(options.webInf());
    FrameWriter dict = new FrameWriter(512);
    dict.beginDict();
    dict.putUtf8("app", options.app());
    dict.putUtf8("path", path(options));
    dict.putUtf8("threads", Integer.toString(options.threads()));
    dict.putUtf8("preload", Boolean.toString(options.preload()));
    dict.putUtf8("lenient", Boolean.toString(options.lenient()));
    dict.putUtf8("log-mark", logMark);
    dict.putUtf8("deployment", deployment(options));
    dict.putUtf8("native", mark.tag());
    dict.putUtf8("native-because", mark.because());
    dict.putUtf8("environment", options.environment().beyondAscii());
    dict.endDict();
    return dict.end(FrameKind.SETTINGS);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for the end that the end of the control connection brings, and helps if it must.
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
    }
  }
}
