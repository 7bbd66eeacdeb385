package org.gatewaybridge.python.slots;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One worker: its slots, and how many requests it has served. A worker is a process, or a context
 * of GraalPy in this one. It serves one request on each thread, or many on an event loop. Safe for
 * use by many threads.
 */
public final class Worker {
  /** Why it gets no more requests. */
  private enum Leaving {
    NO,
    REPLACED,
    TIMED_OUT,
    ENDED
  }

  private final int pid;
  private final int limit;
  private final ThreadSlots threads;
  private volatile @Nullable LoopSlots loop; // in place of the threads
  private volatile SlotBuffers.Pool buffers;
  private final AtomicInteger served = new AtomicInteger();
  private volatile boolean ready;
  private volatile Leaving leaving = Leaving.NO;
  private volatile long endedAt;

  /**
   * Describes a worker that has not connected yet.
   *
   * @param pid its process id, or the number of its context
   * @param limit after how many requests it is replaced, 0 for never
   */
  public Worker(int pid, int threads, int limit) {
    this.pid = pid;
    this.limit = limit;
    this.threads = new ThreadSlots(threads);
    buffers = SlotBuffers.Pool.ofThreads(threads);
  }

  /**
   * Notes that it serves its requests on an event loop; before its first slot.
   *
   * @param most how many at once
   */
  public void serveOnLoop(int most) {
    if (loop == null) {
      buffers = SlotBuffers.Pool.ofLoop();
      loop = new LoopSlots(most);
    }
  }

  /** Returns whether it serves its requests on an event loop. */
  public boolean isLoop() {
    return loop != null;
  }

  public int pid() {
    return pid;
  }

  /** Returns how many threads serve requests; 0 if an event loop does. */
  public int threads() {
    return isLoop() ? 0 : threads.size();
  }

  private SlotTable table() {
    LoopSlots slots = loop;
    return slots == null ? threads : slots;
  }

  SlotBuffers takeBuffers() {
    return buffers.take();
  }

  void giveBuffers(SlotBuffers used) {
    buffers.give(used);
  }

  @Override
  public String toString() {
    return "Worker " + pid;
  }

  /** Adds a slot that has connected; returns the one before, which its thread has given up. */
  public synchronized @Nullable Slot opened(int number, Slot slot) {
    Slot before = table().opened(number, slot);
    if (!ready && table().isComplete()) {
      ready = true;
    }
    return before;
  }

  /** Returns whether all of its slots have connected, or those with which a loop begins. */
  public boolean isReady() {
    return ready;
  }

  public @Nullable Slot slot(int number) {
    return threads.get(number);
  }

  /** Returns the slots that are open. */
  public Collection<Slot> slots() {
    return table().open();
  }

  public int openSlots() {
    return slots().size();
  }

  /** Returns whether all of its slots have been closing bodies since then, and do nothing else. */
  public boolean onlyClosesSince(long nanos) {
    Collection<Slot> open = isLoop() ? List.of() : slots();
    return !open.isEmpty()
        && open.stream()
            .mapToLong(Slot::closingSince)
            .allMatch(since -> since != 0 && since - nanos <= 0);
  }

  /**
   * Returns whether a request on the slot has made no progress for longer than that.
   *
   * @param number the number of the slot, which may have been hung up
   */
  public boolean isStuck(int number, long now, long nanos) {
    return threads.isStuck(number, now, nanos);
  }

  void slotClosed(int number, Slot slot) {
    table().closed(number, slot);
  }

  /** Returns whether one of its slots has ended by itself, and has not come back for that long. */
  public boolean hasLostSlot(long now, long nanos) {
    return !isLoop() && threads.hasLost(now, nanos);
  }

  /** Notes that a slot was hung up during a request; that of a thread has to come back. */
  void slotHungUp(int number, Slot slot) {
    table().hungUp(number, slot);
  }

  /** Notes that a slot has come back that is not needed any more. */
  public void cameBack(int number) {
    if (!isLoop()) {
      threads.cameBack(number);
    }
  }

  /** Notes that the event loop goes round. */
  public void heard() {
    LoopSlots slots = loop;
    if (slots != null) {
      slots.heard();
    }
  }

  /** Returns whether the event loop has not gone round for longer than that. */
  public boolean isBlocked(long now, long nanos) {
    LoopSlots slots = loop;
    return slots != null && slots.isBlocked(now, nanos);
  }

  /** Counts a request that has ended; after the last one that it may serve, the worker retires. */
  void countRequest() {
    if (served.incrementAndGet() == limit) {
      retire();
    }
  }

  public int served() {
    return served.get();
  }

  /** Prevents further requests to this worker. */
  public void retire() {
    leave(Leaving.REPLACED);
  }

  /** Prevents further requests; those that it has read when it is ended have timed out. */
  public void timeOut() {
    leave(Leaving.TIMED_OUT);
  }

  /** Notes that its process has ended; what it has sent may still be on its way. */
  public void ended() {
    endedAt = System.nanoTime();
    leave(Leaving.ENDED);
  }

  /** Returns when its process ended, in {@link System#nanoTime}. */
  public long endedAt() {
    return endedAt;
  }

  private synchronized void leave(Leaving why) {
    if (leaving != Leaving.TIMED_OUT && leaving.compareTo(why) < 0) {
      leaving = why;
    }
  }

  boolean isTimedOut() {
    return leaving == Leaving.TIMED_OUT;
  }

  /** Returns whether it gets no more requests. */
  public boolean isRetiring() {
    return leaving != Leaving.NO;
  }

  /** Returns whether it gets no more requests, but is not about to be ended. */
  public boolean isReplaced() {
    return leaving == Leaving.REPLACED;
  }

  public void closeSlots() {
    List.copyOf(slots()).forEach(Slot::close);
  }
}
