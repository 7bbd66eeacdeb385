package org.gatewaybridge.python;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A worker process, as the gateway knows it. Safe for use by many threads. */
final class Worker {
  private final int pid;
  private final int limit;
  private final long startedAt = System.nanoTime();
  private final AtomicReferenceArray<@Nullable Slot> slots;
  private final SlotBuffers.Pool buffers;
  private final AtomicLongArray expectedSince;
  private final AtomicInteger served = new AtomicInteger();
  private long idleSince; // the watch's own
  private volatile boolean ready;
  private volatile boolean retiring;
  private volatile long stuckSince; // 0 while every request makes progress
  private volatile boolean ending;

  /**
   * Knows a worker before it has connected.
   *
   * @param limit after how many requests it is replaced, 0 for never
   */
  Worker(int pid, int threads, int limit) {
    this.pid = pid;
    this.limit = limit;
    slots = new AtomicReferenceArray<>(threads);
    expectedSince = new AtomicLongArray(threads);
    buffers = new SlotBuffers.Pool(threads);
  }

  int pid() {
    return pid;
  }

  long startedAt() {
    return startedAt;
  }

  int threads() {
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

  /** Takes a slot whose connection has come. */
  void opened(int number, Slot slot) {
    expectedSince.set(number, 0);
    slots.set(number, slot);
    if (!ready && openSlots() == threads()) {
      ready = true;
    }
  }

  /** Whether all of its slots have been there. */
  boolean isReady() {
    return ready;
  }

  @Nullable Slot slot(int number) {
    return slots.get(number);
  }

  int openSlots() {
    int open = 0;
    for (int i = 0; i < threads(); i++) {
      open += slots.get(i) == null ? 0 : 1;
    }
    return open;
  }

  /** Whether all of its slots have been closing bodies since then, and do nothing else. */
  boolean onlyClosesSince(long nanos) {
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

  void slotClosed(int number, Slot slot) {
    slots.compareAndSet(number, slot, null);
  }

  /** Notes that a slot was hung up in the middle of a request and has to come back. */
  void expectBack(int number) {
    expectedSince.set(number, System.nanoTime() | 1);
  }

  /** Notes that a thread has come back for which there is no work any more. */
  void cameBack(int number) {
    expectedSince.set(number, 0);
  }

  /** Returns since when a request keeps this slot from coming back, 0 if none does. */
  long expectedSince(int number) {
    return expectedSince.get(number);
  }

  /** Counts a request that has ended; the last one that it may serve begins its retirement. */
  void countRequest() {
    if (served.incrementAndGet() == limit) {
      retiring = true;
    }
  }

  int served() {
    return served.get();
  }

  void retire() {
    retiring = true;
  }

  /** Whether it gets no more requests. */
  boolean isRetiring() {
    return retiring;
  }

  /** Whether it should have left for that long: it gets no requests and has none under way. */
  boolean overstays(long now, long nanos) {
    if (openSlots() > 0) {
      return false;
    }
    if (idleSince == 0) {
      idleSince = now | 1;
    }
    return now - idleSince > nanos;
  }

  /** Notes that a request makes no progress: no other follows, and the process has to be ended. */
  void stuck() {
    if (stuckSince == 0) {
      stuckSince = System.nanoTime() | 1;
    }
    retire();
  }

  /** Returns since when a request makes no progress, 0 if none does. */
  long stuckSince() {
    return stuckSince;
  }

  /** Notes that the process is being ended. */
  void end() {
    ending = true;
  }

  /** Whether the gateway is ending the process. */
  boolean isEnding() {
    return ending;
  }

  void closeSlots() {
    for (int i = 0; i < threads(); i++) {
      Slot slot = slots.get(i);
      if (slot != null) {
        slot.close();
      }
    }
  }
}
