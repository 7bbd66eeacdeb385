package org.gatewaybridge.timeouts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadFactory;

/**
 * What the {@link Watchdog} sees of one call: the steps that its app makes, and who answers it if
 * there are none.
 *
 * <p>A step is odd while the gateway works for the app, even while the app runs. Counting costs no
 * fence; instead the watchdog lets a tick pass between what it writes here and what it concludes,
 * long enough for either side to see the other. Other threads that the app has brought into the
 * gateway count apart: there may be any number of them at once.
 *
 * <table>
 *   <caption>Who may answer the request, by state</caption>
 *   <tr><th>state</th><th>who answers</th><th>next state, and by whom</th></tr>
 *   <tr><td>RUNNING</td><td>the app, on the call's thread</td>
 *     <td>TIMED_OUT: the watchdog, or the end of the deployment; ENDS_ITSELF: the call's thread,
 *     when it answers a failure</td></tr>
 *   <tr><td>TIMED_OUT</td><td>nobody yet; the app's steps throw {@link RequestTimedOut}</td>
 *     <td>ENDS_ITSELF: the call's thread, when it ends; ABANDONED: the watchdog</td></tr>
 *   <tr><td>ENDS_ITSELF</td><td>the call's thread, with 504 or 500</td><td>none</td></tr>
 *   <tr><td>ABANDONED</td><td>a thread made for that, with 504</td><td>none</td></tr>
 * </table>
 */
public abstract class CallProgress {
  private static final VarHandle STEPS;
  private static final VarHandle VISITORS;
  private static final VarHandle VISITS;
  private static final VarHandle STATE;

  static {
    try {
      MethodHandles.Lookup own = MethodHandles.lookup();
      STEPS = own.findVarHandle(CallProgress.class, "steps", int.class);
      VISITORS = own.findVarHandle(CallProgress.class, "visitors", int.class);
      VISITS = own.findVarHandle(CallProgress.class, "visits", int.class);
      STATE = own.findVarHandle(CallProgress.class, "state", State.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private enum State {
    RUNNING,
    TIMED_OUT,
    ENDS_ITSELF,
    ABANDONED
  }

  private final Abandoned call;
  private Thread thread = Thread.currentThread(); // the call's own, now
  private int steps = 1; // until the app is called

  @SuppressWarnings("UnusedVariable") // its VarHandle is read
  private int visitors; // other threads that are in the gateway now

  @SuppressWarnings("UnusedVariable") // its VarHandle is read
  private int visits; // how often one has come or gone

  private volatile State state;

  // the watchdog's own
  int seenSteps;
  int seenTick;

  /** A call that another thread has to answer. */
  @FunctionalInterface
  public interface Abandoned {
    /**
     * Answers the request, on a thread of its own, while the call's thread may be stuck for ever.
     */
    void answerElsewhere();
  }

  @SuppressWarnings("NullAway.Init") // the state is set by its VarHandle
  CallProgress(Abandoned call) {
    this.call = call;
    STATE.set(this, State.RUNNING); // without a fence, since no other thread knows this yet
  }

  /** Returns the request for a log line: method, path, id; control characters escaped. */
  public abstract String request();

  /** Records that the app is called now, on this thread. */
  public void callsApp() {
    thread = Thread.currentThread();
    leave();
  }

  /** Records that the call goes on on this thread. */
  public void movesHere() {
    thread = Thread.currentThread();
    goOn();
  }

  /**
   * Records that the gateway works now, and not the app.
   *
   * @throws RequestTimedOut if the call's time is over
   */
  public void enter() {
    step(1);
    if (state == State.TIMED_OUT || state == State.ABANDONED) {
      step(-1);
      throw new RequestTimedOut(
          "The call is over: it made no progress within gateway.timeout, or its deployment ended");
    }
  }

  /** Records that the app runs again. */
  public void leave() {
    step(-1);
  }

  /** Records that the app has done something that is no step of this call. */
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

  // --- the end of the call's time ---

  /** Whether the call's time is not over. */
  public final boolean isRunning() {
    return state == State.RUNNING;
  }

  boolean isTimedOut() {
    return state == State.TIMED_OUT;
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

  /**
   * Takes the answer from the call's thread and starts a thread that gives it.
   *
   * @return false if the call has ended by itself, or no thread can be made now
   */
  synchronized boolean abandon(ThreadFactory threads) {
    if (state != State.TIMED_OUT) {
      return false;
    }
    state = State.ABANDONED;
    try {
      threads.newThread(call::answerElsewhere).start();
      return true;
    } catch (OutOfMemoryError none) {
      state = State.TIMED_OUT; // its own thread may still answer
      return false;
    }
  }

  /**
   * Ends the call on its own thread; an interrupt that it was sent ends here, too.
   *
   * @return false if the request has been answered from elsewhere
   */
  public boolean end() {
    return state == State.RUNNING || endsItself();
  }

  /** Ends the call's time by itself: what follows answers a failure, and must not fail half-way. */
  final synchronized void endsByItself() {
    if (state == State.RUNNING) {
      state = State.ENDS_ITSELF;
    } else {
      endsItself();
    }
  }

  /** Does as {@link #end} once the call's time is over. */
  final synchronized boolean endsItself() {
    if (state == State.TIMED_OUT) {
      state = State.ENDS_ITSELF;
    }
    Thread.interrupted();
    return state != State.ABANDONED;
  }
}
