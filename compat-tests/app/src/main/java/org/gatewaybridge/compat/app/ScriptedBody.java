package org.gatewaybridge.compat.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A body that does its steps when it is asked for the next chunk, as a generator does; of objects,
 * since not every one need be a byte array. Notes "yield" when a chunk has been handed over, "end"
 * when there is no more, and "close".
 */
final class ScriptedBody implements Iterable<@Nullable Object>, AutoCloseable {
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Play play;
  private final Ledger ledger;
  private String closeFailure = "";
  private String finallyFailure = "";

  ScriptedBody(Iterator<Step> rest, Play play, Ledger ledger) {
    this.play = play;
    this.ledger = ledger;
    rest.forEachRemaining(this::add);
  }

  private void add(Step step) {
    switch (step.verb()) {
      case "close-throws" -> closeFailure = step.argument(0);
      case "finally-throws" -> finallyFailure = step.argument(0);
      case "flood" -> {
        for (int i = 0; i < Integer.parseInt(step.argument(0)); i++) {
          steps.add(step);
        }
      }
      default -> steps.add(step);
    }
  }

  @Override
  public Iterator<@Nullable Object> iterator() {
    ledger.note("iterator");
    return new Chunks();
  }

  @Override
  public void close() {
    ledger.note("close");
    if (!closeFailure.isEmpty()) {
      throw Failures.raise(closeFailure);
    }
  }

  /** Fails as the script says once this body has been closed. */
  void failFinally() {
    if (!finallyFailure.isEmpty()) {
      throw Failures.raise(finallyFailure);
    }
  }

  private static boolean isChunk(Step step) {
    return switch (step.verb()) {
      case "yield", "yield-null", "yield-text", "flood", "next-throws" -> true;
      default -> false;
    };
  }

  private final class Chunks implements Iterator<@Nullable Object> {
    @Override
    public boolean hasNext() {
      while (!steps.isEmpty()) {
        if (isChunk(steps.getFirst())) {
          return true;
        }
        try {
          play.perform(steps.removeFirst());
        } catch (Exception e) {
          throw Failures.<RuntimeException>sneaky(e);
        }
      }
      ledger.note("end");
      return false;
    }

    @Override
    public @Nullable Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ledger.note("yield");
      return ScriptedBodies.chunk(steps.removeFirst());
    }
  }
}
