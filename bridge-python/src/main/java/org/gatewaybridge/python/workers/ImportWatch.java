package org.gatewaybridge.python.workers;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.python.options.PythonOptions;
import org.gatewaybridge.python.slots.FrameKind;

/**
 * Logs that an app is still being imported, with the stack of the import: first after ten seconds,
 * then every thirty. Only the watch thread uses it.
 */
final class ImportWatch {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long FIRST = TimeUnit.SECONDS.toNanos(10);
  private static final long NEXT = TimeUnit.SECONDS.toNanos(30);

  private final PythonOptions options;
  private final long startedAt = System.nanoTime();
  private long dueAt = startedAt + FIRST;

  ImportWatch(PythonOptions options) {
    this.options = options;
  }

  /**
   * Logs a warning and asks for the stack, if that is due.
   *
   * @param pid the worker that imports the app; 0 for the parent
   * @return whether that was due
   */
  boolean check(int pid, long now, Connection control) throws IOException {
    if (now - dueAt < 0) {
      return false;
    }
    dueAt = now + NEXT;
    LOG.log(
        Level.WARNING,
        options.app().name()
            + " is still being imported"
            + (pid == 0 ? "" : " by worker " + pid)
            + " after "
            + TimeUnit.NANOSECONDS.toSeconds(now - startedAt)
            + " s; the stack of that follows. An app.run() or serve() at the end of a module must"
            + " be below if __name__ == \"__main__\"; gateway.python.start-timeout is "
            + options.start().timeout().toSeconds()
            + " s");
    control.send(FrameKind.STACK, Integer.toString(pid));
    return true;
  }

  /** Returns whether the import has taken longer than it may. */
  boolean isTooLate(long now) {
    return now - startedAt > options.start().timeout().toNanos();
  }
}
