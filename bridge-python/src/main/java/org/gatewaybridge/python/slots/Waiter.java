package org.gatewaybridge.python.slots;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A request whose thread is parked until it has a slot, on which its frame has been sent. */
final class Waiter {
  private final Thread thread = Thread.currentThread();
  private final FrameWriter frame;
  private volatile @Nullable Slot slot;
  private volatile boolean refused;

  Waiter(FrameWriter frame) {
    this.frame = frame;
  }

  FrameWriter frame() {
    return frame;
  }

  /** Returns the slot on which the frame has been sent; null while there is none. */
  @Nullable Slot slot() {
    return slot;
  }

  boolean isRefused() {
    return refused;
  }

  /** Wakes the thread with a slot. */
  void wake(Slot sentOn) {
    slot = sentOn;
    LockSupport.unpark(thread);
  }

  /** Wakes the thread with the answer that no slot will be free. */
  void refuse() {
    refused = true;
    LockSupport.unpark(thread);
  }
}
