package org.gatewaybridge.python.slots;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a worker's threads, one for each; a thread whose slot ends comes back with another.
 */
final class ThreadSlots implements SlotTable {
  private final AtomicReferenceArray<@Nullable Slot> slots;
  private final AtomicLongArray expectedSince;
  private final AtomicLongArray lostSince;

  ThreadSlots(int threads) {
    slots = new AtomicReferenceArray<>(threads);
    expectedSince = new AtomicLongArray(threads);
    lostSince = new AtomicLongArray(threads);
  }

  int size() {
    return slots.length();
  }

  @Nullable Slot get(int number) {
    return slots.get(number);
  }

  @Override
  public @Nullable Slot opened(int number, Slot slot) {
    expectedSince.set(number, 0);
    lostSince.set(number, 0);
    return slots.getAndSet(number, slot);
  }

  @Override
  public boolean isComplete() {
    return open().size() == size();
  }

  @Override
  public Collection<Slot> open() {
    List<Slot> open = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      Slot slot = slots.get(i);
      if (slot != null) {
        open.add(slot);
      }
    }
    return open;
  }

  @Override
  public synchronized void closed(int number, Slot slot) {
    if (slots.compareAndSet(number, slot, null)) {
      lostSince.set(number, System.nanoTime() | 1);
    }
  }

  @Override
  public synchronized void hungUp(int number, Slot slot) {
    if (slots.compareAndSet(number, slot, null)) {
      expectedSince.set(number, System.nanoTime() | 1);
    }
  }

  /** Notes that a slot has come back that is not needed any more. */
  void cameBack(int number) {
    expectedSince.set(number, 0);
    slots.set(number, null);
  }

  /** Returns whether a request on the slot has made no progress for longer than that. */
  boolean isStuck(int number, long now, long nanos) {
    Slot slot = slots.get(number);
    long since = slot == null ? expectedSince.get(number) : slot.waitingSince();
    return since != 0 && now - since > nanos;
  }

  /** Returns whether a slot has ended by itself, and has not come back for that long. */
  boolean hasLost(long now, long nanos) {
    boolean any = false;
    for (int i = 0; i < size(); i++) {
      long since = lostSince.get(i);
      any |= since != 0 && now - since > nanos;
    }
    return any;
  }
}
