package org.gatewaybridge.python;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a helper has taken of an answer, in the place of the request's thread, which takes it on.
 */
final class Collected implements AutoCloseable {
  private final Spool spool;
  private byte @Nullable [] rest; // what the spool had no room for
  private @Nullable Throwable failure;
  private boolean whole;
  private boolean handedBack;

  Collected(Spool spool) {
    this.spool = spool;
  }

  /**
   * Adds a chunk, or null at the end.
   *
   * @return whether the helper goes on: neither is this the end, nor is the room at an end
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

  /** Notes that no helper is at it any more: the request's thread goes on by itself. */
  synchronized void handBack() {
    handedBack = true;
    notifyAll();
  }

  synchronized void fail(Throwable e) {
    failure = e;
    notifyAll();
  }

  /** Whether the answer has ended with what was taken. */
  synchronized boolean isWhole() {
    return whole;
  }

  /** Waits for the next chunk; null where no other follows from here. */
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

  /** Takes no more; returns whether the helper may still be at it. */
  synchronized boolean stop() {
    close();
    return !whole && !handedBack && failure == null;
  }

  @Override
  public void close() {
    spool.close();
  }
}
