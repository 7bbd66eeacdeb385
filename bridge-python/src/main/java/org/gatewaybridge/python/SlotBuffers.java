package org.gatewaybridge.python;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The buffers of a slot. */
record SlotBuffers(ByteBuffer in, ByteBuffer out) {
  private static final int BYTES = 64 * 1024;

  static SlotBuffers allocate() {
    return new SlotBuffers(
        ByteBuffer.allocateDirect(BYTES).order(ByteOrder.LITTLE_ENDIAN),
        ByteBuffer.allocateDirect(BYTES));
  }

  /** Buffers that outlive their connections: direct ones are freed late. */
  static final class Pool {
    private final ArrayBlockingQueue<SlotBuffers> kept;

    Pool(int most) {
      kept = new ArrayBlockingQueue<>(most);
    }

    SlotBuffers take() {
      @Nullable SlotBuffers one = kept.poll();
      return one == null ? allocate() : one;
    }

    /** Takes buffers back that no thread uses any more. */
    void give(SlotBuffers buffers) {
      if (!kept.offer(buffers)) {
        // as many as there can be slots are kept
      }
    }
  }
}
