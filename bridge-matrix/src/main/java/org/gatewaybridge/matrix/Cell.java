package org.gatewaybridge.matrix;

import java.util.List;

/**
 * The result of one case on one container, with the evidence. Of a long text, the beginning is kept
 * and a note of how much was left out.
 *
 * @param millis how long it took
 * @param reason why it did not pass; empty if it did
 * @param wanted what the case expects, in words; may be empty
 * @param observed what was observed instead; may be empty
 * @param exchanges what was sent and what came, in order; may be empty; the first {@value
 *     #MOST_EXCHANGES} are kept
 */
public record Cell(
    Outcome outcome,
    long millis,
    String reason,
    String wanted,
    String observed,
    List<RecordedExchange> exchanges) {

  static final int LONGEST_TEXT = 4000;
  static final int MOST_EXCHANGES = 8;

  public Cell {
    if (millis < 0) {
      throw new IllegalArgumentException("A cell's time is " + millis + " ms; wanted 0 or more");
    }
    if (outcome == Outcome.PASS && !reason.isEmpty()) {
      throw new IllegalArgumentException(
          "A cell that passes has the reason \"" + VisibleText.line(reason) + "\"; leave it empty");
    }
    if (outcome != Outcome.PASS && reason.isBlank()) {
      throw new IllegalArgumentException(
          "A cell is \"" + outcome.words() + "\" without a reason; say why");
    }
    reason = Excerpt.of(reason, LONGEST_TEXT);
    wanted = Excerpt.of(wanted, LONGEST_TEXT);
    observed = Excerpt.of(observed, LONGEST_TEXT);
    exchanges = List.copyOf(exchanges.subList(0, Math.min(exchanges.size(), MOST_EXCHANGES)));
  }

  public static Cell pass(long millis) {
    return new Cell(Outcome.PASS, millis, "", "", "", List.of());
  }

  public static Cell known(long millis, String reason) {
    return new Cell(Outcome.KNOWN, millis, reason, "", "", List.of());
  }

  public static Cell fail(long millis, String reason) {
    return new Cell(Outcome.FAIL, millis, reason, "", "", List.of());
  }

  public static Cell notRun(String reason) {
    return new Cell(Outcome.NOT_RUN, 0, reason, "", "", List.of());
  }

  /** Returns the same outcome with this evidence. */
  public Cell withEvidence(String wanted, String observed, List<RecordedExchange> exchanges) {
    return new Cell(outcome, millis, reason, wanted, observed, exchanges);
  }

  /**
   * Returns one cell for two variants of a case: the worse outcome with its evidence (of two equal,
   * this cell's), both reasons, and the time of both.
   */
  public Cell merge(Cell other) {
    Cell worse = other.outcome.compareTo(outcome) > 0 ? other : this;
    return new Cell(
        worse.outcome,
        millis + other.millis,
        bothReasons(other),
        worse.wanted,
        worse.observed,
        worse.exchanges);
  }

  private String bothReasons(Cell other) {
    if (reason.isEmpty() || reason.equals(other.reason)) {
      return other.reason;
    }
    if (other.reason.isEmpty() || reason.contains(other.reason)) {
      return reason;
    }
    return Excerpt.join(reason, "; ", other.reason, LONGEST_TEXT);
  }
}
