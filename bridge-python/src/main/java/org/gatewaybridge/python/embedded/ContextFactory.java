package org.gatewaybridge.python.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.gatewaybridge.python.log.WorkerLog;
import org.gatewaybridge.python.options.AppOptions;
import org.gatewaybridge.python.options.NativeMark;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.runtime.WorkerFiles;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Creates GraalPy contexts and imports the app in them.
 *
 * @param number the number of the context among those of the app, from 1
 * @param logMark the mark of records in the context's output
 */
record ContextFactory(PythonOptions options, Engine engine, int number, String logMark) {
  private static final String START = "embedded_start.py";

  /** Python reaches nothing of Java except what it is passed: two functions, and bytes. */
  private static final HostAccess HOST =
      HostAccess.newBuilder(HostAccess.NONE).allowBufferAccess(true).build();

  Context create() {
    Context.Builder builder =
        Context.newBuilder("python")
            .engine(engine)
            .allowHostAccess(HOST)
            .allowIO(IOAccess.ALL)
            .allowCreateThread(true)
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .environment(options.app().environment().variables())
            .option("python.PosixModuleBackend", "java")
            .option("python.DontWriteBytecodeFlag", "true")
            .out(new WorkerLog("org.gatewaybridge.python.stdout", Level.INFO, logMark))
            .err(new WorkerLog("org.gatewaybridge.python.stderr", Level.WARNING, logMark));
    Path sources = options.app().files().sources();
    return (sources == null ? builder : builder.currentWorkingDirectory(sources.toAbsolutePath()))
        .build();
  }

  /**
   * Imports the app; returns a function that makes slots, or as a text why it cannot be imported.
   */
  Value importApp(Context context) throws IOException {
    AppOptions app = options.app();
    NativeMark mark = app.files().nativeMark();
    return context
        .eval(start())
        .execute(WorkerFiles.sources())
        .execute(
            app.name(),
            app.files().pythonPath(),
            app.lenient(),
            options.threads(),
            mark.tag(),
            mark.because(),
            logMark,
            number == 1 ? app.files().deployment() : "",
            options.loops().kind());
  }

  private static Source start() throws IOException {
    try (InputStream in =
        ContextFactory.class.getResourceAsStream("/org/gatewaybridge/python/embedded/" + START)) {
      if (in == null) {
        throw new IOException(START + " is not in the jar of bridge-python; the jar is damaged");
      }
      return Source.newBuilder("python", new String(in.readAllBytes(), UTF_8), START).build();
    }
  }
}
