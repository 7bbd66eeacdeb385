package org.gatewaybridge.python.calls;

import org.gatewaybridge.python.slots.FrameKind;
import org.jspecify.annotations.Nullable;

/** The chunks that a worker sends, starting in the frame that begins the response. */
record SlotSource(PythonCall call) implements AnswerSource {

  @Override
  public byte @Nullable [] next() throws WorkerLost {
    while (call.slot().dataLeft() == 0) {
      if (call.slot().state().isAnswered()) {
        return null;
      }
      if (call.awaitFrame() == FrameKind.FAILED) {
        throw call.failure();
      }
    }
    return call.readData(CHUNK_BYTES);
  }

  @Override
  public void close() {
    // the call ends the slot
  }
}
