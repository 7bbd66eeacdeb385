package org.gatewaybridge.python.slots;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The two buffers of a slot. */
record SlotBuffers(ByteBuffer in, ByteBuffer out) {
  private static final int BYTES = 64 * 1024;

  /** A block of the usual size is read together with its head. */
  private static final int IN_BYTES = FrameWriter.HEAD + BYTES;

  static SlotBuffers allocate() {
    return new SlotBuffers(
        ByteBuffer.allocateDirect(IN_BYTES).order(ByteOrder.LITTLE_ENDIAN),
        ByteBuffer.allocateDirect(BYTES));
  }

  /** Buffers for the next connections, since Java frees direct buffers late. */
  static final class Pool {
    private final ArrayBlockingQueue<SlotBuffers> kept;

    Pool(int most) {
      kept = new ArrayBlockingQueue<>(most);
    }

    SlotBuffers take() {
      @Nullable SlotBuffers one = kept.poll();
      return one == null ? allocate() : one;
    }

    /** Takes back buffers that no thread uses any more. */
    void give(SlotBuffers buffers) {
      if (!kept.offer(buffers)) {
        // enough are kept for all slots
      }
    }
  }
}
