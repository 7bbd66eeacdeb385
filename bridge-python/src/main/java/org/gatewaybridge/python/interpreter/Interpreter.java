package org.gatewaybridge.python.interpreter;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.python.options.PythonEnvironment;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.runtime.PythonStartFailed;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter of the workers: the one that {@code gateway.python.executable} names, or else the
 * WAR's own, or else the server's {@code python3}. It is in use until this is closed.
 */
public final class Interpreter implements AutoCloseable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long KEEP_NANOS = TimeUnit.DAYS.toNanos(1);

  private final String executable;
  private final String origin;
  private final PythonEnvironment environment;
  private final @Nullable HeldRuntime held;
  private long keptAt = System.nanoTime(); // the watch thread's

  private Interpreter(
      String executable, String origin, PythonEnvironment environment, @Nullable HeldRuntime held) {
    this.executable = executable;
    this.origin = origin;
    this.environment = environment;
    this.held = held;
  }

  /**
   * Chooses it, and unpacks it if the WAR carries it and it is not unpacked yet.
   *
   * @throws PythonStartFailed if the WAR's own cannot be unpacked
   */
  public static Interpreter choose(PythonOptions options) throws PythonStartFailed {
    PythonEnvironment environment = options.app().environment();
    String named = options.workers().executable();
    if (!named.isEmpty()) {
      return new Interpreter(named, "gateway.python.executable names it", environment, null);
    }
    Path webInf = options.app().files().webInf();
    try {
      Optional<CarriedPython> carried = CarriedPython.of(webInf, Platform.own());
      if (carried.isPresent()) {
        return unpacked(carried.get(), options.workers().cache(), environment);
      }
      String others = String.join(", ", CarriedPython.platforms(webInf));
      return new Interpreter(
          "python3",
          others.isEmpty()
              ? "the python3 of the server's PATH, since the WAR carries none"
              : "the python3 of the server's PATH, since those in the WAR are for "
                  + others
                  + ", and this is "
                  + Platform.own(),
          environment,
          null);
    } catch (IOException e) {
      throw PythonStartFailed.noPython(
          "The WAR's own Python cannot be unpacked: "
              + Escaped.text(String.valueOf(e.getMessage()))
              + "; give a folder for it with gateway.python.cache, or another Python with"
              + " gateway.python.executable",
          e);
    }
  }

  private static Interpreter unpacked(
      CarriedPython carried, String cache, PythonEnvironment environment) throws IOException {
    HeldRuntime held =
        CacheFolders.hold(carried, CacheFolders.of(cache, System.getenv(), System.getProperties()));
    return new Interpreter(
        held.executable().toString(),
        "the WAR's own, " + carried.version(),
        Isolation.of(environment),
        held);
  }

  /** Returns its path, or its name on the PATH. */
  public String executable() {
    return executable;
  }

  /** Returns which one it is, and why: part of a sentence. */
  public String origin() {
    return origin;
  }

  /** Returns the variables that it is to see. */
  public PythonEnvironment environment() {
    return environment;
  }

  /** Returns what to do if the system does not start it, as a sentence. */
  public String advice(Exception failure) {
    if (held == null) {
      return "set gateway.python.executable or GATEWAY_PYTHON_EXECUTABLE to a Python of 3.9 or"
          + " newer, or build the WAR with its own: -Dgateway.pythonCarried=true";
    }
    String message = String.valueOf(failure.getMessage());
    String why =
        message.contains("error=13,")
            ? "a security module such as SELinux forbids to execute files there"
            : message.contains("error=2,")
                ? "this system has another C library than the glibc that it was made for"
                : "it was made for another processor, or needs what this system lacks";
    return why
        + "; give another folder with gateway.python.cache, or another Python with"
        + " gateway.python.executable";
  }

  /**
   * Keeps an unpacked interpreter whole: once a day, and if it may not be, since a worker could not
   * start. Called by the watch thread again and again.
   */
  public void keep(boolean suspect) {
    if (held == null || (!suspect && System.nanoTime() - keptAt < KEEP_NANOS)) {
      return;
    }
    keptAt = System.nanoTime();
    try {
      if (held.restore()) {
        LOG.log(
            Level.WARNING,
            "Parts of the unpacked Python "
                + executable
                + " had gone or changed; it is unpacked again. If a program deletes old files"
                + " there, give another folder with gateway.python.cache");
      }
    } catch (IOException e) {
      LOG.log(
          Level.ERROR,
          "The unpacked Python "
              + executable
              + " cannot be made whole: "
              + Escaped.text(String.valueOf(e.getMessage())));
    }
  }

  /** Gives it up; a later deployment may delete it from the cache. */
  @Override
  public void close() {
    if (held != null) {
      held.close();
    }
  }

  /** Describes it for the log. */
  @Override
  public String toString() {
    return executable + " (" + origin + ')';
  }
}
