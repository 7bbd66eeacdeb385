package org.gatewaybridge.python.slots;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a worker that runs an event loop. It opens a few at its start, and more when it has
 * no free one; none is expected back.
 */
final class LoopSlots implements SlotTable {
  private static final int AT_START = 8; // as in asgi_loop.py

  private final Set<Slot> open = ConcurrentHashMap.newKeySet();
  private final int most;
  private volatile long heardAt = System.nanoTime();

  LoopSlots(int most) {
    this.most = most;
  }

  @Override
  public @Nullable Slot opened(int number, Slot slot) {
    open.add(slot);
    return null;
  }

  @Override
  public boolean isComplete() {
    return open.size() >= Math.min(AT_START, most);
  }

  @Override
  public Collection<Slot> open() {
    return open;
  }

  @Override
  public void closed(int number, Slot slot) {
    open.remove(slot);
  }

  @Override
  public void hungUp(int number, Slot slot) {
    open.remove(slot);
  }

  /** Notes that the loop goes round. */
  void heard() {
    heardAt = System.nanoTime();
  }

  /** Returns whether the loop has not gone round for longer than that. */
  boolean isBlocked(long now, long nanos) {
    return now - heardAt > nanos;
  }
}
