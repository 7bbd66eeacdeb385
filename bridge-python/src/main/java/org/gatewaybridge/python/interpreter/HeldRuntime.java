package org.gatewaybridge.python.interpreter;

import java.io.IOException;
import java.nio.file.Path;

/** An unpacked interpreter that is in use until this is closed. */
record HeldRuntime(RuntimeCache cache, CarriedPython python, Path executable, UseMark use)
    implements AutoCloseable {

  /**
   * Keeps it from programs that delete old files.
   *
   * @return whether a part of it had gone, and is there again
   */
  boolean restore() throws IOException {
    return cache.restore(python);
  }

  @Override
  public void close() {
    try {
      use.close();
    } catch (IOException e) {
      // a later sweep deletes the file
    }
  }
}
