package org.gatewaybridge.python.slots;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection to one thread of a worker, and the state of the call on it. One thread at a time
 * sends and receives; the watch thread looks at it, and may close it.
 */
public final class Slot {
  private final Worker worker;
  private final int number;
  private final FrameStream frames;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile CallState state = CallState.FREE;
  private volatile long closingSince;
  private volatile boolean timedOut;
  private volatile long calledAt; // of the request on it, in System.nanoTime; 0 if there is none
  private boolean inputNeeded; // the worker has asked for input that was not sent yet

  public Slot(Worker worker, int number, ByteChannel channel) {
    this.worker = worker;
    this.number = number;
    frames = new FrameStream(channel, worker.takeBuffers());
  }

  public Worker worker() {
    return worker;
  }

  /** Returns the id of the process at the other end, 0 if that is this process. */
  public int processId() {
    return frames.isSocket() ? worker.pid() : 0;
  }

  public CallState state() {
    return state;
  }

  /** Returns since when Python is waited for, in {@link System#nanoTime}; 0 if it is not. */
  public long waitingSince() {
    return frames.waitingSince();
  }

  /** Returns whether a request has been going on for longer than that. */
  public boolean isCalledFor(long now, long nanos) {
    long since = calledAt;
    return since != 0 && now - since > nanos;
  }

  /** Sends a frame that the state of the call allows. */
  public void send(FrameWriter frame) throws IOException {
    CallState after = state.afterSending(frame.kind());
    boolean input = state == after;
    if (state == CallState.FREE) {
      calledAt = System.nanoTime() | 1;
    }
    if (input && !inputNeeded) {
      throw new OutOfTurn("The gateway would send input that nobody has asked for");
    }
    state = CallState.HUNG_UP; // unless the whole frame is sent
    try {
      frames.write(frame.bytes(), frame.length());
    } catch (IOException e) {
      if (!input) {
        throw e;
      }
      // the worker needs no input any more: its answer may have come, and is read next
    }
    inputNeeded &= !input;
    state = after;
  }

  /**
   * Waits for a frame that the state of the call allows, and reads its head; the frame before must
   * have been read.
   *
   * @throws EOFException if the worker has ended
   * @throws IOException if it has ended without having read all that was sent to it
   */
  public char awaitFrame() throws IOException {
    CallState before = state;
    state = CallState.HUNG_UP; // unless the frame is right
    if (!frames.isAtEndOfFrame()) {
      throw new OutOfTurn("A frame was not read to its end");
    }
    int word = frames.readHead();
    char kind = (char) (word & ~FrameKind.LAST);
    CallState after = before.afterReceiving(kind, (word & FrameKind.LAST) != 0);
    if (inputNeeded || !hasRightSizes(kind)) {
      throw new OutOfTurn("The worker sent", kind, before);
    }
    inputNeeded = kind == FrameKind.NEED;
    calledAt = after.isCalled() ? calledAt : 0;
    state = after;
    return kind;
  }

  private boolean hasRightSizes(char kind) {
    int meta = frames.metaSize();
    return switch (kind) {
      case FrameKind.CLOSED -> meta == 0 && frames.dataLeft() == 0;
      case FrameKind.END, FrameKind.HINT -> frames.dataLeft() == 0;
      case FrameKind.NEED -> meta == 0 && frames.dataLeft() == 2 * Integer.BYTES;
      case FrameKind.CHUNK, FrameKind.FAILED -> meta == 0;
      default -> true;
    };
  }

  /** Waits until the app has closed its body. */
  public void awaitClose() throws IOException {
    closingSince = System.nanoTime() | 1;
    try {
      awaitFrame();
    } finally {
      closingSince = 0;
    }
  }

  /** Returns since when the app has been closing the body of a response, 0 if it is not. */
  long closingSince() {
    return closingSince;
  }

  /**
   * Returns whether the last frame of the call has come already.
   *
   * @param look whether to read it if it has arrived
   */
  public boolean hasClosed(boolean look) throws IOException {
    if (look && !frames.hasHead()) {
      try {
        frames.readAhead();
      } catch (EOFException e) {
        state = CallState.HUNG_UP;
        throw e;
      }
    }
    if (state == CallState.ANSWERED && frames.isAtEndOfFrame() && frames.hasHead()) {
      awaitFrame();
    }
    return state == CallState.FREE;
  }

  /** Returns whether the next request can be sent: the last one has ended, and nothing has come. */
  public boolean isFree() {
    return state == CallState.FREE && frames.isAtEndOfFrame() && !frames.hasMore() && !closed.get();
  }

  /** Returns how many bytes of the frame's data have not been read. */
  public long dataLeft() {
    return frames.dataLeft();
  }

  public byte[] readMeta() throws IOException {
    boolean read = false;
    try {
      byte[] meta = frames.readMeta();
      read = true;
      return meta;
    } finally {
      hangUpUnless(read);
    }
  }

  /** Reads the frame's data, at most that many bytes of it. */
  public byte[] readData(int most) throws IOException {
    boolean read = false;
    try {
      byte[] data = frames.readData(most);
      read = true;
      return data;
    } finally {
      hangUpUnless(read);
    }
  }

  /** Reads an unsigned number of 4 bytes from the frame's data. */
  public long readNumber() throws IOException {
    boolean read = false;
    try {
      long number = frames.readNumber();
      read = true;
      return number;
    } finally {
      hangUpUnless(read);
    }
  }

  private void hangUpUnless(boolean read) {
    if (!read) {
      state = CallState.HUNG_UP;
    }
  }

  /** Ends a free slot: its thread in the worker ends, too. */
  void leave() {
    try {
      send(FrameWriter.empty(FrameKind.LEAVE));
    } catch (IOException e) {
      // it has ended by itself
    }
    close();
    recycle();
  }

  /** Gives the connection, without buffers, to a loop that never waits, for a WebSocket. */
  public SocketFrames handOver() throws IOException {
    SocketFrames open = frames.handOver();
    recycle();
    return open;
  }

  /** Gives the buffers of a closed slot to the next one; only if no other thread has used them. */
  public void recycle() {
    worker.giveBuffers(frames.buffers());
  }

  /**
   * Breaks a call off. The worker notices that at its next chunk, closes the app's body and comes
   * back with a new connection.
   */
  void hangUp() {
    worker.slotHungUp(number, this);
    frames.endsWithReset();
    close();
  }

  /** Ends a call that makes no progress; the thread that waits on it gets an exception. */
  public void timeOut() {
    timedOut = true;
    close();
  }

  public boolean isTimedOut() {
    return timedOut || worker.isTimedOut();
  }

  /** Closes the connection; a thread that waits on it gets an exception. */
  public void close() {
    if (closed.compareAndSet(false, true)) {
      worker.slotClosed(number, this); // before the worker can notice and come back
      frames.close();
    }
  }
}
