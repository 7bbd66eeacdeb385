package org.gatewaybridge.python;

import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A body that comes from Python while it is sent. The slot is given back at its end; closing it
 * before that breaks the answer off.
 */
final class PythonBody implements Iterable<byte[]>, AutoCloseable {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final PythonCall call;
  private final boolean last;
  private boolean ended;

  /**
   * Begins in the middle of a frame with data.
   *
   * @param last whether that frame is the last one
   */
  PythonBody(PythonCall call, boolean last) {
    this.call = call;
    this.last = last;
  }

  /** Reads on from where the body stands; there is one reading. */
  @Override
  public Iterator<byte[]> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return hasMore();
      }

      @Override
      public byte[] next() {
        if (!hasMore()) {
          throw new NoSuchElementException();
        }
        return chunk();
      }
    };
  }

  private boolean hasMore() {
    while (!ended && call.dataLeft() == 0) {
      try {
        meet(last ? FrameKind.END : call.awaitFrame());
      } catch (WorkerLost e) {
        throw broken(e);
      }
    }
    return !ended;
  }

  private void meet(char kind) throws WorkerLost {
    if (kind == FrameKind.END) {
      ended = true;
      call.release();
    } else if (kind == FrameKind.FAILED) {
      ended = true;
      throw call.failure();
    }
  }

  private byte[] chunk() {
    try {
      return call.readData(CHUNK_BYTES);
    } catch (WorkerLost e) {
      throw broken(e);
    }
  }

  private UncheckedIOException broken(WorkerLost lost) {
    ended = true;
    return new UncheckedIOException(lost);
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      call.hangUp();
    }
  }
}
