package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.FileBody;
import org.gatewaybridge.api.StartResponse;
import org.jspecify.annotations.Nullable;

/** One request on Python: sent to a worker, its body handed over on demand, its answer begun. */
final class PythonCall {
  private static final int ATTEMPTS = 3;
  private static final int WHOLE_BYTES = 1 << 20;
  private static final int INPUT_BYTES = 64 * 1024;

  private final SlotQueue queue;
  private final PythonRequest request;
  private Slot slot;
  private @Nullable FrameWriter input;

  private PythonCall(SlotQueue queue, PythonRequest request, Slot slot) {
    this.queue = queue;
    this.request = request;
    this.slot = slot;
  }

  /**
   * Asks the app; returns its body.
   *
   * @throws WorkerLost if the worker ended before it had answered
   * @throws PythonFailure if the app raised an exception
   */
  static Iterable<byte[]> answer(
      SlotQueue queue, PythonRequest request, StartResponse startResponse)
      throws NoFreeWorker, InterruptedException, IOException {
    return new PythonCall(queue, request, queue.send(request.frame())).answer(startResponse);
  }

  private Iterable<byte[]> answer(StartResponse startResponse)
      throws NoFreeWorker, InterruptedException, IOException {
    char kind = firstFrame();
    if (kind == FrameKind.FAILED) {
      throw failure();
    }
    Head head = new Head(slot.readMeta());
    switch (kind) {
      case FrameKind.WHOLE -> {
        return whole(head, startResponse);
      }
      case FrameKind.FILE -> {
        FileBody file = file(new String(slot.readData(Integer.MAX_VALUE), UTF_8));
        release();
        head.start(startResponse);
        return file;
      }
      case FrameKind.BEGIN -> {
        return streamed(head, startResponse, false);
      }
      default -> throw lost(new IOException("Python sent an unknown frame " + (int) kind));
    }
  }

  private Iterable<byte[]> whole(Head head, StartResponse startResponse) throws IOException {
    if (slot.dataLeft() > WHOLE_BYTES) {
      head.setLength(slot.dataLeft());
      return streamed(head, startResponse, true);
    }
    byte[] body = readData();
    release();
    head.start(startResponse);
    return body.length == 0 ? Bodies.empty() : Bodies.of(body);
  }

  private Iterable<byte[]> streamed(Head head, StartResponse startResponse, boolean last) {
    try {
      head.start(startResponse);
    } catch (RuntimeException | Error e) {
      queue.hangUp(slot);
      throw e;
    }
    return new PythonBody(this, last);
  }

  /** Waits for the answer; a request that no worker has read goes to the next one. */
  private char firstFrame() throws NoFreeWorker, InterruptedException, IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return awaitFrame();
      } catch (WorkerLost e) {
        // Linux, unix(7): the end of a process that has not read all that it was sent is a reset;
        // one that has read the request and ended is an end of file.
        boolean unread =
            !(e.getCause() instanceof EOFException)
                && !(e.getCause() instanceof ClosedChannelException);
        if (!unread || attempt == ATTEMPTS || request.wasAskedForInput()) {
          throw e;
        }
      }
      slot = queue.send(request.frame());
    }
  }

  /** Waits for a frame of the answer, and serves those that ask for more of the request's body. */
  char awaitFrame() throws WorkerLost {
    try {
      char kind = slot.awaitFrame();
      while (kind == FrameKind.NEED) {
        sendInput(slot.readNumber(), slot.readNumber());
        kind = slot.awaitFrame();
      }
      return kind;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private void sendInput(int least, int most) throws IOException {
    if (input == null) {
      input = new FrameWriter(FrameWriter.HEAD + INPUT_BYTES);
    }
    FrameWriter frame = input.begin();
    char kind = FrameKind.INPUT;
    try {
      frame.skip(
          request.readInput(
              frame.bytes(),
              FrameWriter.HEAD,
              Math.min(least, INPUT_BYTES),
              Math.min(most, INPUT_BYTES)));
    } catch (IOException e) {
      kind = FrameKind.BROKEN_INPUT; // kept by the request
    }
    slot.send(frame.end(kind));
  }

  long dataLeft() {
    return slot.dataLeft();
  }

  byte[] readData() throws WorkerLost {
    return readData(WHOLE_BYTES);
  }

  byte[] readData(int most) throws WorkerLost {
    try {
      return slot.readData(most);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Makes an exception of the traceback that has come, which ends the request. */
  PythonFailure failure() throws WorkerLost {
    String traceback = new String(readData(), UTF_8);
    release();
    return new PythonFailure(traceback, request.inputFailure());
  }

  /** Gives the slot back: the answer has come whole. */
  void release() {
    if (slot.isDrained()) {
      queue.give(slot);
    } else {
      queue.hangUp(slot); // not to be trusted any more
    }
  }

  /** Breaks the answer off. */
  void hangUp() {
    queue.hangUp(slot);
  }

  private WorkerLost lost(IOException cause) {
    queue.drop(slot);
    return new WorkerLost(slot.worker(), cause);
  }

  private static FileBody file(String place) {
    String[] words = place.split(" ", 3);
    return new FileBody(Path.of(words[2]), Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  /** Status and headers, as Python has sent them: lines of latin-1. */
  private static final class Head {
    private final String status;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();

    Head(byte[] meta) {
      String text = new String(meta, ISO_8859_1);
      int end = text.indexOf('\n');
      status = end < 0 ? text : text.substring(0, end);
      while (end >= 0) {
        int name = text.indexOf('\n', end + 1);
        int value = text.indexOf('\n', name + 1);
        headers.add(
            Map.entry(
                text.substring(end + 1, name),
                value < 0 ? text.substring(name + 1) : text.substring(name + 1, value)));
        end = value;
      }
    }

    void setLength(long length) {
      if (headers.stream().noneMatch(h -> h.getKey().equalsIgnoreCase("Content-Length"))) {
        headers.add(Map.entry("Content-Length", Long.toString(length)));
      }
    }

    void start(StartResponse startResponse) {
      startResponse.start(status, headers);
    }
  }
}
