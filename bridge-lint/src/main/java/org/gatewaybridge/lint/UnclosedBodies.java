package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R35;
import static org.gatewaybridge.api.ContractRule.R37;

import java.lang.ref.Cleaner;
import java.util.function.Consumer;
import org.gatewaybridge.api.ContractViolation;

/** Finds the bodies that nobody closed, once they are garbage. */
final class UnclosedBodies {
  private final Cleaner cleaner = Cleaner.create();
  private final Consumer<ContractViolation> report;

  /**
   * Reports to somebody on a thread of its own.
   *
   * @param report must not throw
   */
  UnclosedBodies(Consumer<ContractViolation> report) {
    this.report = report;
  }

  /** Watches over what stands for an app's body of that class; its fate is told by the caller. */
  Fate watch(BodyLint lint, String body) {
    Fate fate = new Fate(body);
    Consumer<ContractViolation> to = report;
    cleaner.register(lint, () -> fate.end(to));
    return fate;
  }

  /** What has become of a body. It does not hold on to it. */
  static final class Fate {
    private final String body;
    private volatile boolean iterated;
    private volatile boolean closed;

    private Fate(String body) {
      this.body = body;
    }

    boolean isIterated() {
      return iterated;
    }

    boolean isClosed() {
      return closed;
    }

    void iterated() {
      iterated = true;
    }

    void closed() {
      closed = true;
    }

    private void end(Consumer<ContractViolation> report) {
      if (closed) {
        return;
      }
      report.accept(
          iterated
              ? new ContractViolation(
                  R35, "The body " + body + " was iterated and never closed; close it at the end")
              : new ContractViolation(
                  R37,
                  "The body " + body + " was dropped unclosed; who replaces a body closes it"));
    }
  }
}
