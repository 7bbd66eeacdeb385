package org.gatewaybridge.python.calls;

import java.io.FileInputStream;
import java.io.IOException;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.ResponseTrailers;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.engine.StreamBody;
import org.gatewaybridge.python.buffers.Buffers;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.NoFreeWorker;

/**
 * Reads the beginning of a response from Python, and decides how its body is delivered: whole, as a
 * file, or chunk by chunk.
 */
final class AnswerReader {
  private static final int SMALL_BYTES = 64 * 1024;
  private static final int WHOLE_BYTES = 1 << 20;

  private AnswerReader() {}

  /** Returns the body of the response, whose first frame this waits for. */
  static Iterable<byte[]> read(PythonCall call, StartResponse startResponse)
      throws NoFreeWorker, InterruptedException, IOException {
    char kind = call.firstFrame();
    if (kind == FrameKind.FAILED) {
      throw call.failure();
    }
    AnswerHead head = AnswerHead.parse(call.slot().readMeta());
    return switch (kind) {
      case FrameKind.WHOLE -> whole(call, head, startResponse);
      case FrameKind.FILE -> file(call, head, startResponse);
      case FrameKind.ACCEPTED -> call.upgrade(head.headers());
      default -> {
        SlotSource source = new SlotSource(call);
        if (kind == FrameKind.BEGIN_TRAILED
            && call.request().value(EnvironKeys.TRAILERS) instanceof ResponseTrailers trailers) {
          trailers.send(source::trailers);
        }
        head.start(startResponse);
        yield chunks(call, source);
      }
    };
  }

  private static PythonBody chunks(PythonCall call, AnswerSource source) {
    return new PythonBody(call, source, call.services().slowClients());
  }

  private static Iterable<byte[]> whole(
      PythonCall call, AnswerHead head, StartResponse startResponse) throws IOException {
    Buffers buffers = call.services().buffers();
    long length = call.slot().dataLeft();
    boolean kept = length > SMALL_BYTES && length <= WHOLE_BYTES && buffers.takeMemory(length);
    if (length > SMALL_BYTES && !kept) {
      head.setLength(length);
      head.start(startResponse);
      return chunks(call, new SlotSource(call));
    }
    boolean open = true;
    try {
      byte[] body = call.readData(WHOLE_BYTES);
      if (call.slot().hasClosed(false)) {
        call.end();
      }
      head.start(startResponse);
      Iterable<byte[]> chunks = body.length == 0 ? Bodies.empty() : Bodies.of(body);
      open = false;
      return call.hasEnded() && !kept
          ? chunks
          : Bodies.closing(chunks, () -> endWhole(call, kept, length));
    } finally {
      if (open && kept) {
        buffers.giveMemory(length);
      }
    }
  }

  private static void endWhole(PythonCall call, boolean kept, long length) {
    if (kept) {
      call.services().buffers().giveMemory(length);
    }
    call.end();
  }

  private static Iterable<byte[]> file(
      PythonCall call, AnswerHead head, StartResponse startResponse)
      throws IOException, NoFreeWorker, InterruptedException {
    OfferedFile offered = OfferedFile.parse(call.slot().processId(), call.readData(WHOLE_BYTES));
    FileInputStream file = offered.open();
    if (file == null) {
      call.reply(FrameKind.REFUSED);
      return read(call, startResponse); // block by block
    }
    try {
      if (offered.isFree()) {
        call.reply(FrameKind.TAKEN); // before the head: a worker that is lost is answered 502
        call.end();
      }
      head.setLength(offered.count());
      head.start(startResponse);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
    return offered.isFree()
        ? new StreamBody(file, SMALL_BYTES, offered.count())
        : chunks(call, new FileSource(call, file, offered.count()));
  }
}
