package org.gatewaybridge.python.calls;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.python.slots.FrameKind;
import org.jspecify.annotations.Nullable;

/** The chunks that a worker sends, starting in the frame that begins the response. */
final class SlotSource implements AnswerSource {
  private final PythonCall call;
  private List<Map.Entry<String, String>> trailers = List.of();

  SlotSource(PythonCall call) {
    this.call = call;
  }

  @Override
  public byte @Nullable [] next() throws WorkerLost {
    while (call.slot().dataLeft() == 0) {
      if (call.slot().state().isAnswered()) {
        return null;
      }
      switch (call.awaitFrame()) {
        case FrameKind.FAILED -> throw call.failure();
        case FrameKind.END -> trailers = readTrailers();
        default -> {}
      }
    }
    return call.readData(CHUNK_BYTES);
  }

  private List<Map.Entry<String, String>> readTrailers() throws WorkerLost {
    try {
      return AnswerHead.parse(call.slot().readMeta()).headers();
    } catch (IOException e) {
      throw new WorkerLost(call.slot(), e);
    }
  }

  /** Returns the trailers, which come with the end of the response. */
  List<Map.Entry<String, String>> trailers() {
    return trailers;
  }

  @Override
  public void close() {
    // the call ends the slot
  }
}
