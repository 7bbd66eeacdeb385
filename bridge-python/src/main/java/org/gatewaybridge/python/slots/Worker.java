package org.gatewaybridge.python.slots;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one worker, and how many requests it has served. A worker is a process, or a context
 * of GraalPy in this one. Safe for use by many threads.
 */
public final class Worker {
  private final int pid;
  private final int limit;
  private final AtomicReferenceArray<@Nullable Slot> slots;
  private final SlotBuffers.Pool buffers;
  private final AtomicLongArray expectedSince;
  private final AtomicLongArray lostSince;
  private final AtomicInteger served = new AtomicInteger();
  private volatile boolean ready;
  private volatile boolean retiring;

  /**
   * Describes a worker that has not connected yet.
   *
   * @param pid its process id, or the number of its context
   * @param limit after how many requests it is replaced, 0 for never
   */
  public Worker(int pid, int threads, int limit) {
    this.pid = pid;
    this.limit = limit;
    slots = new AtomicReferenceArray<>(threads);
    expectedSince = new AtomicLongArray(threads);
    lostSince = new AtomicLongArray(threads);
    buffers = new SlotBuffers.Pool(threads);
  }

  public int pid() {
    return pid;
  }

  public int threads() {
    return slots.length();
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
    expectedSince.set(number, 0);
    lostSince.set(number, 0);
    Slot before = slots.getAndSet(number, slot);
    if (!ready && openSlots() == threads()) {
      ready = true;
    }
    return before;
  }

  /** Returns whether all of its slots have connected. */
  public boolean isReady() {
    return ready;
  }

  public @Nullable Slot slot(int number) {
    return slots.get(number);
  }

  public int openSlots() {
    int open = 0;
    for (int i = 0; i < threads(); i++) {
      open += slots.get(i) == null ? 0 : 1;
    }
    return open;
  }

  /** Returns whether all of its slots have been closing bodies since then, and do nothing else. */
  public boolean onlyClosesSince(long nanos) {
    boolean any = false;
    for (int i = 0; i < threads(); i++) {
      Slot slot = slots.get(i);
      long since = slot == null ? 0 : slot.closingSince();
      if (slot != null && (since == 0 || since - nanos > 0)) {
        return false;
      }
      any |= slot != null;
    }
    return any;
  }

  /**
   * Returns whether a request on the slot has made no progress for longer than that.
   *
   * @param number the number of the slot, which may have been hung up
   */
  public boolean isStuck(int number, long now, long nanos) {
    Slot slot = slots.get(number);
    long since = slot == null ? expectedSince.get(number) : slot.waitingSince();
    return since != 0 && now - since > nanos;
  }

  synchronized void slotClosed(int number, Slot slot) {
    if (slots.compareAndSet(number, slot, null)) {
      lostSince.set(number, System.nanoTime() | 1);
    }
  }

  /** Returns whether one of its slots has ended by itself, and has not come back for that long. */
  public boolean hasLostSlot(long now, long nanos) {
    boolean any = false;
    for (int i = 0; i < threads(); i++) {
      long since = lostSince.get(i);
      any |= since != 0 && now - since > nanos;
    }
    return any;
  }

  /** Notes that a slot was hung up during a request and has to come back, unless it has. */
  synchronized void expectBack(int number, Slot slot) {
    if (slots.compareAndSet(number, slot, null)) {
      expectedSince.set(number, System.nanoTime() | 1);
    }
  }

  /** Notes that a slot has come back that is not needed any more. */
  public synchronized void cameBack(int number) {
    expectedSince.set(number, 0);
    slots.set(number, null);
  }

  /** Counts a request that has ended; after the last one that it may serve, the worker retires. */
  void countRequest() {
    if (served.incrementAndGet() == limit) {
      retiring = true;
    }
  }

  public int served() {
    return served.get();
  }

  /** Prevents further requests to this worker. */
  public void retire() {
    retiring = true;
  }

  /** Returns whether it gets no more requests. */
  public boolean isRetiring() {
    return retiring;
  }

  public void closeSlots() {
    for (int i = 0; i < threads(); i++) {
      Slot slot = slots.get(i);
      if (slot != null) {
        slot.close();
      }
    }
  }
}
