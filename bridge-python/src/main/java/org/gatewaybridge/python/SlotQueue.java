package org.gatewaybridge.python;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The free slots, and the requests that wait for one, first come first served.
 *
 * <p>Who gives a slot back sends the next waiting request on it himself, so that the worker has it
 * while the thread of that request is only being woken.
 */
final class SlotQueue {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final long LONG_WAIT = Duration.ofSeconds(2).toNanos();
  private static final long BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();

  private final ArrayDeque<Slot> free = new ArrayDeque<>();
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private final int backlog;
  private final long patience;
  private int busy;
  private boolean closed;
  private long warned = System.nanoTime() - BETWEEN_WARNINGS;

  /**
   * Makes an empty queue.
   *
   * @param backlog how many requests may wait
   * @param patience how long each may wait, zero for ever
   */
  SlotQueue(int backlog, Duration patience) {
    this.backlog = backlog;
    this.patience = patience.toNanos();
  }

  /** A request whose thread is parked until it has a slot, on which its frame has been sent. */
  private static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private final FrameWriter frame;
    private volatile @Nullable Slot slot;
    private volatile boolean refused;

    Waiter(FrameWriter frame) {
      this.frame = frame;
    }

    void wake() {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Sends a request to a worker as soon as one is free.
   *
   * @return the slot on which the answer comes; the caller gives it back or hangs it up
   */
  Slot send(FrameWriter frame) throws NoFreeWorker, InterruptedException {
    while (true) {
      Slot slot;
      Waiter waiter = new Waiter(frame);
      synchronized (this) {
        slot = takeFree();
        if (slot == null) {
          enqueue(waiter);
        }
      }
      if (slot == null) {
        return await(waiter);
      }
      try {
        slot.send(frame);
        return slot;
      } catch (IOException e) {
        drop(slot); // ended while it was free; the next one has not
      }
    }
  }

  private @Nullable Slot takeFree() {
    Slot slot = closed ? null : free.pollFirst();
    busy += slot == null ? 0 : 1;
    return slot;
  }

  private void enqueue(Waiter waiter) throws NoFreeWorker {
    if (closed) {
      throw new NoFreeWorker("the app has ended");
    }
    if (waiters.size() >= backlog) {
      throw new NoFreeWorker(backlog + " requests wait for a worker already");
    }
    waiters.addLast(waiter);
  }

  private Slot await(Waiter waiter) throws NoFreeWorker, InterruptedException {
    long begun = System.nanoTime();
    boolean longWait = false;
    while (true) {
      Slot slot = waiter.slot;
      if (slot != null) {
        return slot;
      }
      if (waiter.refused) {
        throw new NoFreeWorker("the app has ended");
      }
      long waited = System.nanoTime() - begun;
      long left = patience == 0 ? Long.MAX_VALUE : patience - waited;
      if (left <= 0 && withdraw(waiter)) {
        throw new NoFreeWorker("no worker was free for " + patience / 1_000_000_000 + " s");
      }
      if (Thread.currentThread().isInterrupted() && withdraw(waiter)) {
        throw new InterruptedException();
      }
      if (!longWait && waited >= LONG_WAIT) {
        longWait = true;
        warnOfLongWait();
      }
      LockSupport.parkNanos(
          this, Math.max(longWait ? left : Math.min(left, LONG_WAIT - waited), 1_000_000));
    }
  }

  private void warnOfLongWait() {
    int waiting;
    synchronized (this) {
      if (System.nanoTime() - warned < BETWEEN_WARNINGS) {
        return;
      }
      warned = System.nanoTime();
      waiting = waiters.size();
    }
    LOG.log(
        Level.WARNING,
        "Requests wait for a worker, {0} by now, one of them for 2 s; is a request stuck, or are"
            + " there too few workers (gateway.python.workers, gateway.python.contexts)?",
        waiting);
  }

  private synchronized boolean withdraw(Waiter waiter) {
    return waiters.remove(waiter);
  }

  /** Takes a new slot. */
  void add(Slot slot) {
    synchronized (this) {
      busy++;
    }
    pass(slot);
  }

  /** Takes a slot back whose request has ended. */
  void give(Slot slot) {
    slot.worker().countRequest();
    pass(slot);
  }

  private void pass(Slot slot) {
    Waiter next;
    synchronized (this) {
      boolean leaves = slot.worker().isRetiring();
      next = leaves ? null : waiters.pollFirst();
      if (next == null) {
        busy--;
        if (!leaves) {
          free.addFirst(slot); // its worker's memory is the warmest
          return;
        }
      }
    }
    if (next == null) {
      slot.leave();
      return;
    }
    try {
      slot.send(next.frame);
    } catch (IOException e) {
      drop(slot);
      putBack(next);
      return;
    }
    next.slot = slot;
    next.wake();
  }

  private void putBack(Waiter waiter) {
    Slot other;
    synchronized (this) {
      waiters.addFirst(waiter);
      waiter.refused = closed;
      other = takeFree();
    }
    if (other != null) {
      pass(other);
    } else if (waiter.refused) {
      waiter.wake();
    }
  }

  /** Ends a slot that can carry no other request. */
  void drop(Slot slot) {
    slot.close();
    synchronized (this) {
      busy--;
    }
  }

  /** Ends a slot whose request is broken off; its worker comes back with another. */
  void hangUp(Slot slot) {
    slot.worker().countRequest();
    slot.hangUp();
    synchronized (this) {
      busy--;
    }
  }

  /** Ends the free slots of workers that get no more requests. */
  void withdrawRetiring() {
    ArrayDeque<Slot> leaving = new ArrayDeque<>();
    synchronized (this) {
      free.removeIf(slot -> slot.worker().isRetiring() && leaving.add(slot));
    }
    leaving.forEach(Slot::leave);
  }

  /** Returns how many requests wait for a slot. */
  synchronized long waiting() {
    return waiters.size();
  }

  /** Whether requests wait for a slot. */
  synchronized boolean hasWaiting() {
    return !waiters.isEmpty();
  }

  /** Whether no request is on its way or waiting. */
  synchronized boolean isQuiet() {
    return busy == 0 && waiters.isEmpty();
  }

  /** Refuses every request from now on, and those that wait. */
  void close() {
    synchronized (this) {
      closed = true;
      waiters.forEach(waiter -> waiter.refused = true);
      waiters.forEach(Waiter::wake);
      waiters.clear();
    }
  }
}
