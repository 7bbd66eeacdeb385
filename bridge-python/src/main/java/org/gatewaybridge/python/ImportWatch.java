package org.gatewaybridge.python;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/**
 * Says in the log that an app is still being imported, with the stack of that, first after ten
 * seconds and then every thirty. Lives on the watch's thread.
 */
final class ImportWatch {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long FIRST = TimeUnit.SECONDS.toNanos(10);
  private static final long NEXT = TimeUnit.SECONDS.toNanos(30);

  private final PythonOptions options;
  private final long startedAt = System.nanoTime();
  private long sayAt = startedAt + FIRST;

  ImportWatch(PythonOptions options) {
    this.options = options;
  }

  /**
   * Looks whether it is time to say something; the import is under way.
   *
   * @param pid of the worker that imports the app; 0: the parent does
   * @return whether it was said, and a stack asked for
   */
  boolean check(int pid, long now, Connection control) throws IOException {
    if (now - sayAt < 0) {
      return false;
    }
    sayAt = now + NEXT;
    LOG.log(
        Level.WARNING,
        options.app()
            + " is still being imported"
            + (pid == 0 ? "" : " by worker " + pid)
            + " after "
            + TimeUnit.NANOSECONDS.toSeconds(now - startedAt)
            + " s; the stack of that follows. An app.run() or serve() at the end of a module must"
            + " be below if __name__ == \"__main__\"; gateway.python.start-timeout is "
            + options.startTimeout().toSeconds()
            + " s");
    control.send(FrameKind.STACK, Integer.toString(pid));
    return true;
  }

  /** Whether the import has taken longer than it may. */
  boolean isTooLate(long now) {
    return now - startedAt > options.startTimeout().toNanos();
  }
}
