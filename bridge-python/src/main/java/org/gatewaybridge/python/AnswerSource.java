package org.gatewaybridge.python;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the chunks of an answer come from: one thread at a time asks it. */
interface AnswerSource extends AutoCloseable {

  /** The most bytes of a chunk. */
  int CHUNK_BYTES = 64 * 1024;

  /**
   * Waits for the next chunk; null at the end.
   *
   * @throws WorkerLost if the worker ended before
   * @throws PythonFailure if the app raised an exception
   */
  byte @Nullable [] next() throws IOException;

  /** Lets go of what it holds, from any thread. */
  @Override
  void close();
}
