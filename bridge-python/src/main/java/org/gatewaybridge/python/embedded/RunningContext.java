package org.gatewaybridge.python.embedded;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.python.slots.Slot;
import org.gatewaybridge.python.slots.SlotQueue;
import org.gatewaybridge.python.slots.Worker;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** A GraalPy context, from its creation to its end, and the threads that serve requests on it. */
final class RunningContext {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final Duration INTERRUPT = Duration.ofSeconds(2);

  private final Context context;
  private final Worker worker;
  private final SlotQueue queue;
  private final CountDownLatch closing;
  private volatile boolean givenUp;

  /**
   * Wraps a context that serves no requests yet.
   *
   * @param closing open when the app ends
   */
  RunningContext(Context context, Worker worker, SlotQueue queue, CountDownLatch closing) {
    this.context = context;
    this.worker = worker;
    this.queue = queue;
    this.closing = closing;
  }

  Worker worker() {
    return worker;
  }

  /** Returns a thread that is not started yet. */
  static Thread daemon(int number, Runnable task) {
    Thread daemon = new Thread(task, "gateway-python-embedded-" + number);
    daemon.setDaemon(true);
    return daemon;
  }

  /** Serves on all threads, this one among them; returns when none does any more. */
  void serve(Value slots) throws InterruptedException {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < worker.threads(); i++) {
      int slot = i;
      Thread other = daemon(worker.pid(), () -> serveBeside(slot, slots));
      other.start();
      others.add(other);
    }
    serve(0, slots.execute());
    for (Thread other : others) {
      other.join();
    }
  }

  private void serveBeside(int number, Value slots) {
    try {
      serve(number, slots.execute());
    } catch (InterruptedException | RuntimeException | Error e) {
      if (!worker.isRetiring()) {
        LOG.log(Level.ERROR, worker + " failed; it is replaced", LoggedFailure.of(e));
      }
      worker.retire();
      worker.closeSlots();
    }
  }

  /** Serves one pipe after another: a request that is broken off ends its pipe. */
  private void serve(int number, Value serve) throws InterruptedException {
    while (closing.getCount() > 0 && !worker.isRetiring()) {
      Pipe pipe = new Pipe();
      Slot slot = new Slot(worker, number, pipe);
      Slot before = worker.opened(number, slot);
      if (before != null) {
        queue.forget(before);
      }
      queue.add(slot);
      serve.executeVoid(
          (ProxyExecutable) nothing -> interruptibly(pipe::receive),
          (ProxyExecutable)
              bytes ->
                  interruptibly(() -> pipe.send(bytes[0].as(ByteSequence.class).toByteArray())));
      pipe.left();
    }
  }

  /** Lets an interrupt, by which a context ends what runs on it, pass through Python. */
  private static Object interruptibly(Callable<Object> wait) {
    try {
      return wait.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives up a request that has made no progress for that long; returns whether there was one. */
  boolean giveUpStuck(long now, long timeout) {
    for (int i = 0; i < worker.threads(); i++) {
      if (worker.isStuck(i, now, timeout)) {
        givenUp = true;
        Slot slot = worker.slot(i);
        if (slot != null) {
          slot.timeOut();
        }
        worker.retire();
        return true;
      }
    }
    return false;
  }

  /** Returns whether it was ended because of a request without progress. */
  boolean isGivenUp() {
    return givenUp;
  }

  /** Closes the slots and interrupts the threads, on a thread of its own. */
  void end() {
    worker.closeSlots();
    daemon(worker.pid(), this::interrupt).start();
  }

  /**
   * Interrupts what runs on the context. Python code ends at its next instruction, but a function
   * such as GraalPy's time.sleep only when it returns; until then this waits, and the thread and
   * its memory stay.
   */
  private void interrupt() {
    try {
      context.interrupt(INTERRUPT);
    } catch (TimeoutException e) {
      LOG.log(
          Level.WARNING,
          worker + " cannot be interrupted; its thread ends with the function that it is in");
      context.close(true);
    }
  }
}
