package org.gatewaybridge.python.workers;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.python.log.LogText;
import org.jspecify.annotations.Nullable;

/**
 * The first start of the workers: which Python runs, and whether all workers have come or the app
 * cannot be imported. Only the watch thread changes it.
 */
final class Startup {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");

  /** How long the last messages of an ended worker are waited for. */
  static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String app;
  private volatile String python = "";
  private boolean complete;
  private @Nullable String failure;
  private @Nullable String earlyEnd;
  private long earlyEndAt;

  Startup(String app) {
    this.app = app;
  }

  /** Notes which Python the parent is: process id, version, executable. */
  void parentCame(String description) {
    python = description.replaceFirst("\\d+ ", "");
  }

  /** Returns version and executable of the parent. */
  String python() {
    return python;
  }

  /** Returns whether a suitable Python has come; from any thread. */
  boolean isPythonThere() {
    return !python.isEmpty();
  }

  /** Returns whether all workers have been ready at once. */
  boolean isComplete() {
    return complete;
  }

  /** Returns why the app cannot be imported, null while it may still be. */
  @Nullable String failure() {
    return failure;
  }

  /** Returns whether a worker has ended before it was ready, so that no other should be forked. */
  boolean hasEarlyEnd() {
    return earlyEnd != null;
  }

  /** Notes that the app cannot be imported; later failures are logged. */
  void importFailed(String traceback) {
    String message = "Python " + python + " cannot import " + app + ": " + summary(traceback);
    if (complete) {
      LOG.log(Level.ERROR, message);
    } else if (failure == null) {
      failure = message;
    }
  }

  /** Notes that the app says that it cannot start (lifespan.startup.failed). */
  void startupFailed(String reason) {
    String message = app + " has failed to start: " + LogText.indented(reason);
    if (complete) {
      LOG.log(Level.ERROR, message);
    } else if (failure == null) {
      failure = message;
    }
  }

  /** Puts the last line of a traceback first. */
  private static String summary(String traceback) {
    String[] lines = traceback.split("\n", -1);
    for (int i = lines.length - 1; i > 0; i--) {
      if (!lines[i].isBlank() && !lines[i].startsWith(" ") && !isSearch(lines[i])) {
        return LogText.indented(lines[i] + "\n" + traceback);
      }
    }
    return LogText.indented(traceback);
  }

  private static boolean isSearch(String line) {
    return line.contains(" is looked for in ");
  }

  /**
   * Notes that a worker has ended before it was ready; its reason for that may still come.
   *
   * @param ending "by" what, or "because" of what
   */
  void endedEarly(String ending) {
    if (earlyEnd == null) {
      earlyEndAt = System.nanoTime();
      earlyEnd =
          "A worker of Python " + python + " ended before it had imported " + app + ", " + ending;
    }
  }

  /** Decides whether the start is complete or has failed. */
  void check(boolean allReady, long now) {
    complete |= allReady;
    if (failure == null && earlyEnd != null && !complete && now - earlyEndAt > LAST_WORDS_NANOS) {
      failure = earlyEnd;
    }
  }
}
