package org.gatewaybridge.timeouts;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.gatewaybridge.engine.ClientGone;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.engine.ResponseSink;
import org.jspecify.annotations.Nullable;

/**
 * The sink of a call that the {@link Watchdog} looks at: it counts the app's steps, and refuses
 * them once the call's time is over.
 *
 * <p>A step is odd while the gateway works for the app, even while the app runs. Counting costs no
 * fence; instead the watchdog lets a tick pass between what it writes here and what it concludes,
 * long enough for either side to see the other. Other threads that the app has brought into the
 * gateway count apart: there may be any number of them at once.
 */
public final class WatchedSink implements ResponseSink {
  private static final VarHandle STEPS;
  private static final VarHandle VISITORS;
  private static final VarHandle VISITS;

  static {
    try {
      MethodHandles.Lookup own = MethodHandles.lookup();
      STEPS = own.findVarHandle(WatchedSink.class, "steps", int.class);
      VISITORS = own.findVarHandle(WatchedSink.class, "visitors", int.class);
      VISITS = own.findVarHandle(WatchedSink.class, "visits", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Who has the last word: the call, its thread after its time was over, or the watchdog. */
  private enum State {
    RUNNING,
    TIMED_OUT,
    ENDS_ITSELF,
    ABANDONED
  }

  private final ResponseSink sink;
  private final Abandoned call;
  private final @Nullable Figures figures;
  private Thread thread = Thread.currentThread(); // the call's own, now
  private int steps = 1; // until the app is called

  @SuppressWarnings("UnusedVariable") // its VarHandle is read
  private int visitors; // other threads that are in the gateway now

  @SuppressWarnings("UnusedVariable") // its VarHandle is read
  private int visits; // how often one has come or gone

  private int status; // 0 until the head is begun
  private volatile State state = State.RUNNING;

  // the watchdog's own
  int seenSteps;
  int seenTick;

  /** A call that somebody else has to answer. */
  @FunctionalInterface
  public interface Abandoned {
    /**
     * Answers the request, on a thread of its own, while the call's thread may be stuck for ever.
     * The sink inside the watched one is its to use.
     */
    void answerElsewhere();
  }

  /** What is known of an answer where somebody wants to hear of it. */
  public static final class Figures {
    private final long begun = System.nanoTime();
    private long bytes;
    private long nanosToHead = -1;

    /** Begins with the call. */
    public Figures() {}

    /** Returns how many bytes of body were sent. */
    public long bytes() {
      return bytes;
    }

    /** Returns the nanoseconds since the call began. */
    public long nanos() {
      return System.nanoTime() - begun;
    }

    /** Returns the nanoseconds from there to the head, -1 if none was sent. */
    public long nanosToHead() {
      return nanosToHead;
    }
  }

  /**
   * Makes a watched sink.
   *
   * @param figures null if nobody wants to hear of the answer
   */
  public WatchedSink(ResponseSink sink, Abandoned call, @Nullable Figures figures) {
    this.sink = sink;
    this.call = call;
    this.figures = figures;
  }

  /** Says that the app is called now, on this thread. */
  public void callsApp() {
    thread = Thread.currentThread();
    leave();
  }

  /** Says that the call goes on on this thread. */
  public void movesHere() {
    thread = Thread.currentThread();
    goOn();
  }

  /** Says that the gateway works now, and not the app. */
  public void enter() {
    step(1);
    if (state == State.TIMED_OUT || state == State.ABANDONED) {
      step(-1);
      throw new RequestTimedOut(
          "The call is over: it made no progress within gateway.timeout, or its deployment ended");
    }
  }

  /** Says that the app runs again. */
  public void leave() {
    step(-1);
  }

  /** Says that the app has done something that is no step of this call. */
  void goOn() {
    step(1);
    step(-1);
  }

  private void step(int more) {
    if (Thread.currentThread() == thread) {
      STEPS.setOpaque(this, steps + 1);
    } else {
      VISITORS.getAndAdd(this, more);
      VISITS.getAndAdd(this, 1);
    }
  }

  /** Returns a number that changes with each step of the app's. */
  int steps() {
    return (int) STEPS.getOpaque(this) + (int) VISITS.getOpaque(this);
  }

  /** Whether no thread of the call is in the gateway. */
  boolean isInApp() {
    return ((int) STEPS.getOpaque(this) & 1) == 0 && (int) VISITORS.getOpaque(this) == 0;
  }

  /** Returns the status that was sent, 0 before that. */
  public int status() {
    return status;
  }

  /** Returns what is known of the answer, null if nobody wants to hear of it. */
  public @Nullable Figures figures() {
    return figures;
  }

  // --- the end of the call's time, from the watchdog ---

  boolean isTimedOut() {
    return state == State.TIMED_OUT;
  }

  /** Whether the call's time is not over. */
  public boolean isRunning() {
    return state == State.RUNNING;
  }

  boolean isAbandoned() {
    return state == State.ABANDONED;
  }

  /** Ends the call's time. */
  synchronized void timeOut() {
    if (state == State.RUNNING) {
      state = State.TIMED_OUT;
    }
  }

  /** Interrupts the call's thread, unless the call has ended by itself. */
  synchronized void interrupt(Thread thread) {
    if (state == State.TIMED_OUT) {
      thread.interrupt();
    }
  }

  /** Takes the answer from the call's thread and has it given by another. */
  synchronized void abandon() {
    if (state == State.TIMED_OUT) {
      state = State.ABANDONED;
      Thread thread = new Thread(call::answerElsewhere, "gateway-abandoned");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * Ends the call on its own thread; an interrupt that it was sent ends here, too.
   *
   * @return false if the request has been answered from elsewhere
   */
  public boolean end() {
    if (state == State.RUNNING) {
      return true;
    }
    return endsItself();
  }

  private synchronized boolean endsItself() {
    if (state == State.TIMED_OUT) {
      state = State.ENDS_ITSELF;
    }
    Thread.interrupted();
    return state != State.ABANDONED;
  }

  @Override
  public @Nullable FixedAnswer answerTo(Throwable failure) {
    if (state == State.RUNNING) {
      return sink.answerTo(failure);
    }
    return endsItself() ? FixedAnswer.GATEWAY_TIMEOUT : null;
  }

  // --- the sink ---

  @Override
  public void begin(int code, String[] fields, long contentLength, boolean bodiless)
      throws ClientGone {
    enter();
    try {
      if (figures != null && status == 0) {
        figures.nanosToHead = figures.nanos();
      }
      status = code;
      sink.begin(code, fields, contentLength, bodiless);
    } finally {
      leave();
    }
  }

  @Override
  public void write(byte[] chunk, int length) throws ClientGone {
    enter();
    try {
      sink.write(chunk, length);
      count(length);
    } finally {
      leave();
    }
  }

  private void count(long sent) {
    if (figures != null) {
      figures.bytes += sent;
    }
  }

  @Override
  public void flush() throws ClientGone {
    enter();
    try {
      sink.flush();
    } finally {
      leave();
    }
  }

  @Override
  public long transfer(FileChannel file, long length) throws IOException {
    enter();
    try {
      long sent = sink.transfer(file, length);
      count(sent);
      return sent;
    } finally {
      leave();
    }
  }

  @Override
  public boolean leaveToServer(Path file, long position, long length) throws IOException {
    enter();
    try {
      boolean left = sink.leaveToServer(file, position, length);
      count(left ? length : 0);
      return left;
    } finally {
      leave();
    }
  }

  @Override
  public void abort() {
    enter();
    try {
      sink.abort();
    } finally {
      leave();
    }
  }

  @Override
  public boolean startOver(boolean begun) {
    return sink.startOver(begun);
  }

  @Override
  public boolean isAnswered() {
    return sink.isAnswered();
  }

  @Override
  public boolean clientGone() {
    return sink.clientGone();
  }

  @Override
  public String request() {
    return sink.request();
  }
}
