package org.gatewaybridge.python.calls;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The source of a response's chunks. One thread at a time uses it. */
interface AnswerSource extends AutoCloseable {

  /** The most bytes of a chunk. */
  int CHUNK_BYTES = 64 * 1024;

  /**
   * Waits for the next chunk and returns it; null at the end.
   *
   * @throws WorkerLost if the worker ended before the end of the response
   * @throws PythonFailure if the app raised an exception
   */
  byte @Nullable [] next() throws IOException;

  /** Releases what it holds; from any thread. */
  @Override
  void close();
}
