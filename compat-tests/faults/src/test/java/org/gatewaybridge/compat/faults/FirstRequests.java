package org.gatewaybridge.compat.faults;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.WireViolation;

/** What the first requests meet that are for an app. */
record FirstRequests(Caller caller) {
  private static final String MADE = "created-before=";

  /** Asks once: says the status, {@code none}, or how often the app was made before. */
  String answer() {
    try {
      RawResponse answer = caller.ask(caller.get("/facts").with("X-App", "deployment"));
      return answer.code() != 200
          ? String.valueOf(answer.code())
          : answer
              .text()
              .lines()
              .filter(line -> line.startsWith(MADE))
              .map(line -> line.equals(MADE + "0") ? "created once" : line)
              .findFirst()
              .orElse("another app");
    } catch (WireViolation | UncheckedIOException e) {
      return "none";
    }
  }

  /** Asks until the app answers; says what else came, if it is neither 404, 503 nor nothing. */
  String awaitApp(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    String answer = answer();
    while (answer.matches("404|503|none") && System.nanoTime() < end) {
      answer = answer();
    }
    return answer;
  }
}
