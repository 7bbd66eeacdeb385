package org.gatewaybridge.python;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The buffers of a slot, which outlive its connections: direct ones are freed late. */
record SlotBuffers(ByteBuffer in, ByteBuffer out) {
  private static final int BYTES = 64 * 1024;

  static SlotBuffers allocate() {
    return new SlotBuffers(
        ByteBuffer.allocateDirect(BYTES).order(ByteOrder.LITTLE_ENDIAN),
        ByteBuffer.allocateDirect(BYTES));
  }
}
