package org.gatewaybridge.python;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.python.embedded.EmbeddedRuntime;
import org.gatewaybridge.python.interpreter.Interpreter;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.runtime.PythonRuntime;
import org.gatewaybridge.python.runtime.PythonStartFailed;
import org.gatewaybridge.python.slots.SlotQueue;
import org.gatewaybridge.python.workers.WorkerRuntime;

/** Starts the runtime that {@code gateway.python.runtime} names, or the first one that works. */
final class Runtimes {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");

  private Runtimes() {}

  /**
   * Starts a runtime and imports the app in it.
   *
   * @param whenLost called, on a thread of the runtime, if it ends without being closed
   */
  static PythonRuntime start(
      PythonOptions options, SlotQueue queue, Consumer<PythonRuntime> whenLost)
      throws PythonStartFailed, InterruptedException {
    Path sources = options.app().files().sources();
    if (sources != null && !Files.isDirectory(sources)) {
      throw new PythonStartFailed(
          "gateway.python.path begins with "
              + Escaped.quoted(sources.toString())
              + ", which is no folder; the first one is the working directory of the app");
    }
    if (options.runtime().equals("embedded")) {
      if (!isGraalPyThere()) {
        throw new PythonStartFailed(
            "gateway.python.runtime is embedded, but GraalPy is not in the WAR; build it with"
                + " -Dgateway.pythonEmbedded=true, or set workers");
      }
      return EmbeddedRuntime.start(options, queue);
    }
    try {
      return workers(options, queue, whenLost);
    } catch (PythonStartFailed e) {
      if (options.runtime().equals("workers") || !(isGraalPyThere() || e.isPythonMissing())) {
        throw e;
      }
      if (!isGraalPyThere()) {
        throw PythonStartFailed.noPython(
            e.getMessage()
                + "\n\tOr have a Python in the WAR, so that none is needed here: build it with"
                + " -Dgateway.pythonCarried=true (CPython), or -Dgateway.pythonEmbedded=true"
                + " (GraalPy, slower, for other platforms)",
            e.getCause());
      }
      LOG.log(Level.WARNING, "GraalPy answers, since workers cannot: " + e.getMessage());
      return EmbeddedRuntime.start(options, queue);
    }
  }

  private static PythonRuntime workers(
      PythonOptions options, SlotQueue queue, Consumer<PythonRuntime> whenLost)
      throws PythonStartFailed, InterruptedException {
    Interpreter interpreter = Interpreter.choose(options);
    LOG.log(Level.INFO, "The workers run by " + interpreter);
    return WorkerRuntime.start(options, interpreter, queue, whenLost);
  }

  private static boolean isGraalPyThere() {
    try {
      Class.forName("org.graalvm.polyglot.Engine", false, Runtimes.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
