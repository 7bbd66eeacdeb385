package org.gatewaybridge.python.calls;

import java.io.IOException;
import java.util.Arrays;
import org.gatewaybridge.python.buffers.Spool;
import org.jspecify.annotations.Nullable;

/**
 * The part of a response that a helper thread has read from a worker, until the request's thread
 * takes it.
 */
final class Collected implements AutoCloseable {
  private final Spool spool;
  private byte @Nullable [] rest; // for which the spool had no room
  private @Nullable Throwable failure;
  private boolean whole;
  private boolean handedBack;

  Collected(Spool spool) {
    this.spool = spool;
  }

  /**
   * Adds a chunk, or null at the end.
   *
   * @return whether the helper goes on, because there is more to come and room for it
   */
  synchronized boolean add(byte @Nullable [] chunk) {
    if (chunk == null) {
      whole = true;
    } else {
      try {
        spool.append(chunk, 0, chunk.length);
      } catch (Spool.Full e) {
        spool.warn("An answer cannot be taken from its worker, which waits for the client", e);
        rest = chunk;
        handedBack = true;
      }
    }
    notifyAll();
    return !whole && !handedBack;
  }

  /** Notes that the helper has stopped: the request's thread reads on. */
  synchronized void handBack() {
    handedBack = true;
    notifyAll();
  }

  synchronized void fail(Throwable e) {
    failure = e;
    notifyAll();
  }

  /** Returns whether the helper has read the response to its end. */
  synchronized boolean isWhole() {
    return whole;
  }

  /** Waits for the next chunk; null if the helper has no more. */
  synchronized byte @Nullable [] take() throws IOException {
    try {
      while (spool.isEmpty() && rest == null && failure == null && !whole && !handedBack) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Python was waited for", e);
    }
    if (!spool.isEmpty()) {
      byte[] chunk = new byte[AnswerSource.CHUNK_BYTES];
      int length = spool.read(chunk, 0, chunk.length);
      return length == chunk.length ? chunk : Arrays.copyOf(chunk, length);
    }
    if (failure != null) {
      throwFailure(failure);
    }
    byte[] last = rest;
    rest = null;
    return last;
  }

  private static void throwFailure(Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    throw (Error) failure;
  }

  /** Discards everything; returns whether the helper may still be reading. */
  synchronized boolean stop() {
    close();
    return !whole && !handedBack && failure == null;
  }

  @Override
  public void close() {
    spool.close();
  }
}
