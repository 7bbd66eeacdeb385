package org.gatewaybridge.python.slots;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The two buffers of a slot. */
record SlotBuffers(ByteBuffer in, ByteBuffer out) {
  private static final int BYTES = 64 * 1024;
  private static final int LOOP_BYTES = 16 * 1024; // of which one has hundreds
  private static final int KEPT_OF_LOOP = 64;

  /** A block of the usual size is read together with its head. */
  private static final int IN_BYTES = FrameWriter.HEAD + BYTES;

  private static SlotBuffers allocate(int in, int out) {
    return new SlotBuffers(
        ByteBuffer.allocateDirect(in).order(ByteOrder.LITTLE_ENDIAN),
        ByteBuffer.allocateDirect(out));
  }

  /** Buffers for the next connections, since Java frees direct buffers late. */
  static final class Pool {
    private final ArrayBlockingQueue<SlotBuffers> kept;
    private final int in;
    private final int out;

    private Pool(int most, int in, int out) {
      kept = new ArrayBlockingQueue<>(most);
      this.in = in;
      this.out = out;
    }

    static Pool ofThreads(int threads) {
      return new Pool(threads, IN_BYTES, BYTES);
    }

    static Pool ofLoop() {
      return new Pool(KEPT_OF_LOOP, LOOP_BYTES, LOOP_BYTES);
    }

    SlotBuffers take() {
      @Nullable SlotBuffers one = kept.poll();
      return one == null ? allocate(in, out) : one;
    }

    /** Takes back buffers that no thread uses any more. */
    void give(SlotBuffers buffers) {
      if (!kept.offer(buffers)) {
        // enough are kept
      }
    }
  }
}
