package org.gatewaybridge.compat.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a test has measured, part by part. A test takes one as its parameter; threads may share it.
 */
public final class Figures {
  private static final boolean FULL = Boolean.getBoolean("faults.full");

  private final List<String> measured = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private final List<String> reductions = new ArrayList<>();

  Figures() {}

  /**
   * Returns how many of something this run takes: all with {@code -Dfaults.full}, else fewer, which
   * the row then names.
   *
   * @param what the things, for example {@code requests}
   */
  public synchronized int size(int full, int reduced, String what) {
    if (FULL || reduced >= full) {
      return full;
    }
    reductions.add(String.format(Locale.ROOT, "%,d of %,d %s", reduced, full, what));
    return reduced;
  }

  /** Returns what this run leaves out of the row's fault, or how it differs, whatever its sizes. */
  public synchronized void reduced(String how) {
    reductions.add(how);
  }

  /**
   * Adds a figure that has a target.
   *
   * @param figure with its unit, for example {@code p99 12 ms}
   */
  public synchronized void add(String figure, boolean met) {
    measured.add(figure);
    if (!met) {
      missed.add(figure);
    }
  }

  /** Adds a figure that has no target of its own, to be read beside the others. */
  public synchronized void note(String figure) {
    measured.add(figure);
  }

  synchronized String text() {
    return String.join("; ", measured);
  }

  synchronized boolean areNone() {
    return measured.isEmpty();
  }

  synchronized List<String> missed() {
    return List.copyOf(missed);
  }

  synchronized String reductions() {
    return String.join("; ", reductions);
  }
}
