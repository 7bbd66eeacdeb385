package org.gatewaybridge.python.slots;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The free slots of all workers. Of threads, the one that was used last is taken, since its memory
 * is most likely in the caches; of event loops, one of the least busy that go round. Its owner
 * synchronizes.
 */
final class FreeSlots {
  /** A loop is heard of at least once a second; one that is blocked may not be for long. */
  private static final long SILENT_NANOS = 2_500_000_000L;

  private static final int MUCH_BUSIER = 1 << 24;

  private final Deque<Slot> ofThreads = new ArrayDeque<>();
  private final Map<Worker, Loop> loops = new LinkedHashMap<>();
  private int busy;

  /** A worker with an event loop. */
  private static final class Loop {
    final Deque<Slot> free = new ArrayDeque<>();
    int busy;
  }

  /** Adds a slot that takes the next request. */
  void add(Slot slot) {
    if (slot.worker().isLoop()) {
      loop(slot).free.addFirst(slot);
    } else {
      ofThreads.addFirst(slot);
    }
  }

  /** Takes a slot, which is busy from now on; null if none is free. */
  @Nullable Slot take() {
    Slot slot = loops.isEmpty() ? null : takeOfLeastBusy();
    if (slot == null) {
      slot = ofThreads.pollFirst();
    }
    if (slot != null) {
      begins(slot);
    }
    return slot;
  }

  private @Nullable Slot takeOfLeastBusy() {
    long now = System.nanoTime();
    Loop least = null;
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<Worker, Loop> entry : loops.entrySet()) {
      Worker worker = entry.getKey();
      Loop loop = entry.getValue();
      if (!loop.free.isEmpty() && !worker.isRetiring()) {
        int load = loop.busy + (worker.isBlocked(now, SILENT_NANOS) ? MUCH_BUSIER : 0);
        if (load < fewest) {
          fewest = load;
          least = loop;
        }
      }
    }
    return least == null ? null : least.free.pollFirst();
  }

  /** Removes a slot; returns whether it was free. */
  boolean remove(Slot slot) {
    return slot.worker().isLoop() ? loop(slot).free.remove(slot) : ofThreads.remove(slot);
  }

  /** Counts a slot that has begun a request. */
  void begins(Slot slot) {
    busy++;
    if (slot.worker().isLoop()) {
      loop(slot).busy++;
    }
  }

  /** Counts a slot whose request has ended. */
  void ends(Slot slot) {
    busy--;
    if (slot.worker().isLoop()) {
      Loop loop = loop(slot);
      loop.busy--;
      if (loop.busy == 0 && slot.worker().isRetiring() && loop.free.isEmpty()) {
        loops.remove(slot.worker());
      }
    }
  }

  private Loop loop(Slot slot) {
    return loops.computeIfAbsent(slot.worker(), worker -> new Loop());
  }

  /** Returns how many slots have a request. */
  int busy() {
    return busy;
  }

  /** Takes the free slots of workers that get no more requests. */
  List<Slot> takeRetiring() {
    List<Slot> taken = new ArrayList<>();
    ofThreads.removeIf(slot -> slot.worker().isRetiring() && taken.add(slot));
    loops
        .entrySet()
        .removeIf(
            entry -> {
              Loop loop = entry.getValue();
              if (!entry.getKey().isRetiring()) {
                return false;
              }
              taken.addAll(loop.free);
              loop.free.clear();
              return loop.busy == 0;
            });
    return taken;
  }
}
