package org.gatewaybridge.python.workers;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.python.options.PythonOptions;

/** Looks for imports that take long, in the parent or in workers. Only the watch thread uses it. */
final class SlowImports {
  private static final long BETWEEN_STACKS = TimeUnit.SECONDS.toNanos(1);

  private final boolean preload;
  private final ImportWatch ofParent;
  private long stackAskedAt = System.nanoTime() - BETWEEN_STACKS;

  SlowImports(PythonOptions options) {
    preload = options.workers().preloads();
    ofParent = new ImportWatch(options);
  }

  /** Looks at the import of a parent that is not ready. */
  void checkParent(Connection control, long now) throws IOException {
    if (preload) {
      ofParent.check(0, now, control);
    }
  }

  /**
   * Looks at the imports of workers.
   *
   * @param endLate whether workers are ended whose import takes too long
   */
  void check(Collection<WorkerProcess> workers, boolean endLate, Connection control, long now)
      throws IOException {
    for (WorkerProcess worker : workers) {
      if (!worker.isImporting()) {
        continue;
      }
      // One stack at a time: they are written piece by piece, to one pipe.
      if (now - stackAskedAt >= BETWEEN_STACKS && worker.checkImport(control, now)) {
        stackAskedAt = now;
      }
      if (endLate) {
        worker.endLateImport(control, now);
      }
    }
  }
}
