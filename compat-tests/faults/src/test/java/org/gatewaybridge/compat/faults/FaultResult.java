package org.gatewaybridge.compat.faults;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * One row, measured and judged.
 *
 * @param failure what the test must end with, if anything
 */
record FaultResult(FaultRow row, Optional<Throwable> failure) {

  /** A test that may fail. */
  interface Test {
    void run() throws Throwable;
  }

  /** Runs the test that fills the figures, and judges them. */
  static FaultResult of(
      Fault fault, String place, Figures figures, Optional<KnownMiss> known, Test test) {
    long begun = System.nanoTime();
    Verdict verdict;
    try {
      test.run();
      verdict = judge(figures, known);
    } catch (TestAbortedException notRun) {
      String why = message(notRun).replaceFirst("^Assumption failed: ", "");
      verdict = new Verdict(false, false, "not run", why, Optional.of(notRun));
    } catch (Throwable failure) {
      String seen = figures.areNone() ? "" : figures.text() + "; ";
      String error = failure instanceof AssertionError ? message(failure) : failure.toString();
      verdict = new Verdict(false, true, seen + "failed: " + error, "", Optional.of(failure));
    }
    double seconds = Math.round((System.nanoTime() - begun) / 1e8) / 10.0;
    return new FaultResult(
        new FaultRow(
            fault.id(),
            fault.title(),
            place,
            verdict.figure,
            fault.target(),
            verdict.met,
            verdict.ran,
            figures.reductions(),
            verdict.reason,
            seconds),
        verdict.failure);
  }

  private static Verdict judge(Figures figures, Optional<KnownMiss> known) {
    List<String> missed = figures.missed();
    String text = figures.text();
    if (figures.areNone()) {
      return failed(text, "The test has measured nothing; add its figures");
    }
    if (missed.isEmpty()) {
      return known.filter(KnownMiss::always).isPresent()
          ? failed(text, "The known miss is gone; remove " + known.get())
          : new Verdict(true, true, text, "", Optional.empty());
    }
    return known
        .filter(each -> each.explains(missed))
        .map(each -> new Verdict(false, true, text, each.why(), Optional.empty()))
        .orElseGet(() -> failed(text, "Missed: " + String.join("; ", missed)));
  }

  private static Verdict failed(String figure, String why) {
    return new Verdict(false, true, figure, "", Optional.of(new AssertionError(why)));
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
  }

  private record Verdict(
      boolean met, boolean ran, String figure, String reason, Optional<Throwable> failure) {}

  /** Returns the line for the console. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%s %s %s in %.1f s: %s",
        row.id(),
        row.container(),
        row.verdict(),
        row.seconds(),
        row.figure());
  }
}
