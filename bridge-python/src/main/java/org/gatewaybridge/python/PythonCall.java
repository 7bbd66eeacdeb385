package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/**
 * One request on Python: sent to a worker, its body handed over on demand, its answer begun.
 *
 * <p>However it ends, {@link #end} decides what becomes of its slot, once.
 */
final class PythonCall {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final int ATTEMPTS = 3;
  private static final int SMALL_BYTES = 64 * 1024;
  private static final int WHOLE_BYTES = 1 << 20;
  private static final int INPUT_BYTES = 64 * 1024;

  private final CallServices services;
  private final PythonRequest request;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean shared; // another thread may be on the slot
  private Slot slot;
  private boolean heard; // of the app, which therefore has the request
  private @Nullable FrameWriter input;

  private PythonCall(CallServices services, PythonRequest request, Slot slot) {
    this.services = services;
    this.request = request;
    this.slot = slot;
  }

  /**
   * Asks the app; returns its body, which ends the call when it is closed.
   *
   * @throws WorkerLost if the worker ended before it had answered
   * @throws PythonFailure if the app raised an exception
   */
  static Iterable<byte[]> answer(
      CallServices services, PythonRequest request, StartResponse startResponse)
      throws NoFreeWorker, InterruptedException, IOException {
    Iterable<byte[]> body = null;
    PythonCall call = null;
    try {
      call = new PythonCall(services, request, services.queue().send(request.frame()));
      body = call.answer(startResponse);
      return body;
    } finally {
      if (body == null) {
        end(call, request);
      }
    }
  }

  private static void end(@Nullable PythonCall call, PythonRequest request) {
    if (call == null) {
      request.close();
    } else {
      call.end();
    }
  }

  private Iterable<byte[]> answer(StartResponse startResponse)
      throws NoFreeWorker, InterruptedException, IOException {
    char kind = firstFrame();
    if (kind == FrameKind.FAILED) {
      throw failure();
    }
    AnswerHead head = AnswerHead.parse(slot.readMeta());
    return switch (kind) {
      case FrameKind.WHOLE -> whole(head, startResponse);
      case FrameKind.FILE -> file(head, startResponse);
      default -> {
        head.start(startResponse);
        yield new PythonBody(this, new SlotSource(this), services.slowClients());
      }
    };
  }

  private Iterable<byte[]> whole(AnswerHead head, StartResponse startResponse) throws IOException {
    long length = slot.dataLeft();
    boolean kept = length > SMALL_BYTES && length <= WHOLE_BYTES && takeMemory(length);
    if (length > SMALL_BYTES && !kept) {
      head.setLength(length);
      head.start(startResponse);
      return new PythonBody(this, new SlotSource(this), services.slowClients());
    }
    boolean open = true;
    try {
      byte[] body = readData(WHOLE_BYTES);
      if (slot.hasClosed(false)) {
        end();
      }
      head.start(startResponse);
      Iterable<byte[]> chunks = body.length == 0 ? Bodies.empty() : Bodies.of(body);
      open = false;
      return ended.get() && !kept ? chunks : Bodies.closing(chunks, () -> endWhole(kept, length));
    } finally {
      if (open && kept) {
        services.buffers().giveMemory(length);
      }
    }
  }

  private boolean takeMemory(long length) {
    return services.buffers().takeMemory(length);
  }

  private void endWhole(boolean kept, long length) {
    if (kept) {
      services.buffers().giveMemory(length);
    }
    end();
  }

  private Iterable<byte[]> file(AnswerHead head, StartResponse startResponse)
      throws IOException, NoFreeWorker, InterruptedException {
    OfferedFile offered = OfferedFile.parse(slot.processId(), readData(WHOLE_BYTES));
    FileInputStream file = offered.open();
    if (file == null) {
      reply(FrameKind.REFUSED);
      return answer(startResponse); // block by block
    }
    try {
      head.setLength(offered.count());
      head.start(startResponse);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
    if (offered.state() == OfferedFile.CHANGING) {
      return new PythonBody(
          this, new FileSource(this, file, offered.count()), services.slowClients());
    }
    reply(FrameKind.TAKEN);
    end();
    return offered.body(file);
  }

  /** Waits for the answer; a request that no worker has read goes to the next one. */
  private char firstFrame() throws NoFreeWorker, InterruptedException, IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        char kind = awaitFrame();
        heard = true;
        return kind;
      } catch (WorkerLost e) {
        if (!wasUnread(e.getCause())
            || attempt == ATTEMPTS
            || heard
            || request.wasAskedForInput()) {
          throw e;
        }
      }
      services.queue().drop(slot);
      ended.set(true); // unless there is another
      slot = services.queue().send(request.frame());
      ended.set(false);
    }
  }

  // Linux, unix(7): the end of a process that has not read all that it was sent is a reset; one
  // that
  // has read the request and ended is an end of file.
  private static boolean wasUnread(@Nullable Throwable cause) {
    return !(cause instanceof EOFException)
        && !(cause instanceof ClosedChannelException)
        && !(cause instanceof OutOfTurn);
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
      throw new WorkerLost(slot, e);
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
      kind = FrameKind.REFUSED; // kept by the request
    }
    slot.send(frame.end(kind));
  }

  /** Answers the offer of a file. */
  void reply(char kind) throws WorkerLost {
    try {
      FrameWriter frame = new FrameWriter(FrameWriter.HEAD);
      frame.endMeta();
      slot.send(frame.end(kind));
    } catch (IOException e) {
      throw new WorkerLost(slot, e);
    }
  }

  /** Whether the answer has come whole, but for the data of its last frame. */
  boolean isAnswered() {
    CallState state = slot.state();
    return state == CallState.ANSWERED || state == CallState.FREE;
  }

  /** Whether all of the request's body has come, so that any thread may hand it to the worker. */
  boolean hasInput() {
    return request.isHere();
  }

  long dataLeft() {
    return slot.dataLeft();
  }

  byte[] readData(int most) throws WorkerLost {
    try {
      return slot.readData(most);
    } catch (IOException e) {
      throw new WorkerLost(slot, e);
    }
  }

  /** Makes an exception of the traceback that has come. */
  PythonFailure failure() throws WorkerLost {
    String traceback = new String(readData(WHOLE_BYTES), UTF_8);
    return new PythonFailure(traceback, request.inputFailure());
  }

  /** Makes room for what is to be taken from the worker. */
  Spool newSpool() {
    return new Spool(services.buffers());
  }

  /** Notes that another thread reads the answer from now on. */
  void share() {
    shared = true;
  }

  /**
   * Ends the call, whatever has come of it; the one place that decides about its slot. A second
   * call does nothing.
   */
  void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    request.close();
    Slot used = slot;
    try {
      if (used.hasClosed(used.state() == CallState.ANSWERED && !shared)) {
        if (used.isFree()) {
          services.queue().give(used);
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

  /** Ends the call while another thread may be on its slot, whose next step there fails. */
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

  /** Waits, on a thread of its own, for an app that takes long to close its body. */
  private void awaitClose(Slot used) {
    try {
      used.awaitClose();
    } catch (IOException | RuntimeException | Error e) {
      LOG.log(Level.DEBUG, request + ": its body was not closed", LoggedFailure.of(e));
    }
    if (used.isFree()) {
      services.queue().give(used);
    } else {
      breakOff(used);
    }
  }
}
