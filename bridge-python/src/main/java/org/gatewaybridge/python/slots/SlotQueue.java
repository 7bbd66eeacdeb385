package org.gatewaybridge.python.slots;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The free slots, and the requests that wait for one, first come first served.
 *
 * <p>A thread that releases a slot sends the next waiting request on it, so that the worker has it
 * while the thread of that request is still waking up.
 */
public final class SlotQueue {
  private static final long LONG_WAIT = Duration.ofSeconds(2).toNanos();

  private final FreeSlots free = new FreeSlots();
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private final int backlog;
  private final long patience;
  private volatile boolean hasLoops;
  private boolean closed;
  private final LongWaits longWaits = new LongWaits();

  /**
   * Creates an empty queue.
   *
   * @param backlog how many requests may wait
   * @param patience how long each may wait, zero for no limit
   */
  public SlotQueue(int backlog, Duration patience) {
    this.backlog = backlog;
    this.patience = patience.toNanos();
  }

  /**
   * Sends a request to a worker as soon as one is free.
   *
   * @return the slot on which the response comes; the caller releases it or hangs it up
   */
  public Slot send(FrameWriter frame) throws NoFreeWorker, InterruptedException {
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
        discard(slot); // it ended while it was free; try the next one
      }
    }
  }

  private @Nullable Slot takeFree() {
    return closed ? null : free.take();
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
      Slot slot = waiter.slot();
      if (slot != null) {
        return slot;
      }
      if (waiter.isRefused()) {
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
        longWaits.warn(waiting());
      }
      LockSupport.parkNanos(
          this, Math.max(longWait ? left : Math.min(left, LONG_WAIT - waited), 1_000_000));
    }
  }

  private synchronized boolean withdraw(Waiter waiter) {
    return waiters.remove(waiter);
  }

  /** Returns whether the workers run event loops, as for an ASGI app. */
  public boolean hasLoops() {
    return hasLoops;
  }

  /** Adds a new slot. */
  public void add(Slot slot) {
    hasLoops = slot.worker().isLoop();
    synchronized (this) {
      free.begins(slot);
    }
    pass(slot);
  }

  /** Closes a slot that its worker has given up; one with a request is left to that. */
  public void forget(Slot slot) {
    boolean wasFree;
    synchronized (this) {
      wasFree = free.remove(slot);
    }
    if (wasFree) {
      slot.close();
      slot.recycle();
    }
  }

  /** Takes back a slot whose request has ended. */
  public void release(Slot slot) {
    slot.worker().countRequest();
    pass(slot);
  }

  private void pass(Slot slot) {
    Waiter next;
    synchronized (this) {
      boolean leaves = slot.worker().isRetiring();
      next = leaves ? null : waiters.pollFirst();
      if (next == null) {
        free.ends(slot);
        if (!leaves) {
          free.add(slot);
          return;
        }
      }
    }
    if (next == null) {
      slot.leave();
      return;
    }
    try {
      slot.send(next.frame());
    } catch (IOException e) {
      discard(slot);
      putBack(next);
      return;
    }
    next.wake(slot);
  }

  private void putBack(Waiter waiter) {
    Slot other;
    synchronized (this) {
      waiters.addFirst(waiter);
      other = takeFree();
      if (closed) {
        waiter.refuse();
      }
    }
    if (other != null) {
      pass(other);
    }
  }

  /** Closes a slot that cannot carry another request. */
  public void discard(Slot slot) {
    slot.close();
    ended(slot);
  }

  private synchronized void ended(Slot slot) {
    free.ends(slot);
  }

  /** Closes a slot whose connection ends with its request, and is not expected back. */
  public void end(Slot slot) {
    slot.worker().countRequest();
    discard(slot);
  }

  /** Closes a slot whose request is broken off; its worker comes back with another one. */
  public void hangUp(Slot slot) {
    slot.worker().countRequest();
    slot.hangUp();
    ended(slot);
  }

  /** Closes the free slots of workers that get no more requests. */
  public void closeRetiring() {
    List<Slot> leaving;
    synchronized (this) {
      leaving = free.takeRetiring();
    }
    leaving.forEach(Slot::leave);
  }

  /** Returns how many requests wait for a slot. */
  public synchronized long waiting() {
    return waiters.size();
  }

  /** Returns whether requests wait for a slot. */
  public synchronized boolean hasWaiting() {
    return !waiters.isEmpty();
  }

  /** Returns whether no request is running or waiting. */
  public synchronized boolean isQuiet() {
    return free.busy() == 0 && waiters.isEmpty();
  }

  /** Refuses all further requests, and those that wait. */
  public void close() {
    synchronized (this) {
      closed = true;
      waiters.forEach(Waiter::refuse);
      waiters.clear();
    }
  }
}
