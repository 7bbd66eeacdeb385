package org.gatewaybridge.python.slots;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The slots of one worker, and what is known of those that have ended. */
interface SlotTable {

  /** Adds a slot that has connected; returns the one before, which its thread has given up. */
  @Nullable Slot opened(int number, Slot slot);

  /** Returns whether the worker has as many slots as it needs to begin. */
  boolean isComplete();

  /** Returns the slots that are open. */
  Collection<Slot> open();

  /** Notes that a slot has ended by itself. */
  void closed(int number, Slot slot);

  /** Notes that a slot was hung up during a request. */
  void hungUp(int number, Slot slot);
}
