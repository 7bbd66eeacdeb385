package org.gatewaybridge.python.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.python.slots.CallState;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.FrameWriter;
import org.gatewaybridge.python.slots.NoFreeWorker;
import org.gatewaybridge.python.slots.Slot;
import org.gatewaybridge.python.slots.Worker;
import org.jspecify.annotations.Nullable;

/**
 * One request on a slot: sends it to a worker, sends more of its body when the app asks for it, and
 * receives the response.
 *
 * <p>However it ends, {@link #end} decides what happens to the slot, once.
 */
public final class PythonCall {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final int ATTEMPTS = 3;
  private static final int TRACEBACK_BYTES = 1 << 20;
  private static final int INPUT_BYTES = 64 * 1024;

  private final CallServices services;
  private final PythonRequest request;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean shared; // another thread may use the slot
  private Slot slot;
  private boolean answered; // the worker has read the request
  private @Nullable FrameWriter input;

  private PythonCall(CallServices services, PythonRequest request, Slot slot) {
    this.services = services;
    this.request = request;
    this.slot = slot;
  }

  /**
   * Sends a request to a worker; returns the body of the response, whose close ends the call.
   *
   * @throws WorkerLost if the worker ended before it had answered
   * @throws PythonFailure if the app raised an exception
   */
  public static Iterable<byte[]> answer(
      CallServices services, PythonRequest request, StartResponse startResponse)
      throws NoFreeWorker, InterruptedException, IOException {
    Iterable<byte[]> body = null;
    PythonCall call = null;
    try {
      call = new PythonCall(services, request, services.queue().send(request.frame()));
      body = AnswerReader.read(call, startResponse);
      return body;
    } finally {
      if (body == null) {
        if (call != null) {
          call.end();
        }
        request.close(); // also if there was no slot for another attempt
      }
    }
  }

  CallServices services() {
    return services;
  }

  PythonRequest request() {
    return request;
  }

  Slot slot() {
    return slot;
  }

  /** Waits for the first frame of the response; a request that was not read is sent again. */
  char firstFrame() throws NoFreeWorker, InterruptedException, IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        char kind = awaitFrame();
        answered = true;
        return kind;
      } catch (WorkerLost e) {
        if (!e.wasUnread() || attempt == ATTEMPTS || answered || request.body().wasAskedFor()) {
          throw e;
        }
      }
      Worker dead = slot.worker();
      services.queue().discard(slot);
      ended.set(true); // unless there is another slot
      slot = services.queue().send(request.frame());
      ended.set(false);
      attempt -= slot.worker() == dead ? 1 : 0; // whose other slots end with it
    }
  }

  /** Waits for a frame of the response; sends more of the request's body if the app asks for it. */
  char awaitFrame() throws WorkerLost {
    try {
      char kind = slot.awaitFrame();
      while (kind == FrameKind.NEED || kind == FrameKind.HINT) {
        if (kind == FrameKind.NEED) {
          sendInput(slot.readNumber(), slot.readNumber());
        } else {
          answered = true;
          AnswerHead.parse(slot.readMeta()).hint(request);
        }
        kind = slot.awaitFrame();
      }
      return kind;
    } catch (IOException e) {
      throw new WorkerLost(slot, e);
    }
  }

  private void sendInput(long least, long most) throws IOException {
    if (input == null) {
      input = new FrameWriter(FrameWriter.HEAD + INPUT_BYTES);
    }
    FrameWriter frame = input.begin();
    char kind = FrameKind.INPUT;
    try {
      frame.skip(
          request
              .body()
              .read(
                  frame.bytes(),
                  FrameWriter.HEAD,
                  (int) Math.min(least, INPUT_BYTES),
                  (int) Math.min(most, INPUT_BYTES)));
    } catch (IOException e) {
      kind = FrameKind.REFUSED; // the request keeps the exception
    }
    slot.send(frame.end(kind));
  }

  /** Replies to the offer of a file. */
  void reply(char kind) throws WorkerLost {
    try {
      slot.send(FrameWriter.empty(kind));
    } catch (IOException e) {
      throw new WorkerLost(slot, e);
    }
  }

  /** Returns whether the request's body has come, so that any thread may send it to the worker. */
  boolean hasInput() {
    return request.body().isHere();
  }

  byte[] readData(int most) throws WorkerLost {
    try {
      return slot.readData(most);
    } catch (IOException e) {
      throw new WorkerLost(slot, e);
    }
  }

  /** Returns an exception with the traceback that has come. */
  PythonFailure failure() throws WorkerLost {
    String traceback = new String(readData(TRACEBACK_BYTES), UTF_8);
    return new PythonFailure(traceback, request.body().failure());
  }

  /** Notes that another thread reads the response from now on. */
  void share() {
    shared = true;
  }

  /**
   * Ends the call, in whatever state it is, and decides what happens to its slot. A second call
   * does nothing.
   */
  void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    input = null; // as the request's frame, it is not kept for a slow reader
    request.close();
    Slot used = slot;
    try {
      if (used.hasClosed(used.state() == CallState.ANSWERED && !shared)) {
        if (used.isFree()) {
          services.queue().release(used);
          return;
        }
      } else if (used.state() == CallState.ANSWERED && used.dataLeft() == 0) {
        services.helpers().execute(() -> awaitClose(used));
        return;
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.log(Level.DEBUG, request + ": its slot is not used again", LoggedFailure.of(e));
    }
    breakOff(used);
  }

  /** Hands the slot over for what the app has accepted; the call has ended. */
  Iterable<byte[]> upgrade(List<Map.Entry<String, String>> headers) throws IOException {
    ended.set(true);
    request.close();
    return services.upgrade().accept(request, slot, headers);
  }

  /** Returns whether the call has ended. */
  boolean hasEnded() {
    return ended.get();
  }

  /** Ends the call while another thread may be using its slot; the next step of that fails. */
  void breakOff() {
    if (ended.compareAndSet(false, true)) {
      breakOff(slot);
      request.close();
    }
  }

  private void breakOff(Slot used) {
    services.queue().hangUp(used);
    if (!shared) {
      used.recycle();
    }
  }

  /** Waits, on a helper thread, for an app that takes long to close its body. */
  private void awaitClose(Slot used) {
    try {
      used.awaitClose();
    } catch (IOException | RuntimeException | Error e) {
      LOG.log(Level.DEBUG, request + ": its body was not closed", LoggedFailure.of(e));
    }
    if (used.isFree()) {
      services.queue().release(used);
    } else {
      breakOff(used);
    }
  }
}
