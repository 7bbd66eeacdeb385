package org.gatewaybridge.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoggedFailureTest {
  private static final String FORGED = "bob\r\nINFO admin logged in\u2028INFO \u0085INFO \u001b[2J";

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    LoggedFailure.of(failure).printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static Throwable suppressing(Throwable suppressed) {
    Throwable failure = new IllegalStateException("fine");
    failure.addSuppressed(suppressed);
    return failure;
  }

  private static Throwable at(StackTraceElement element) {
    Throwable failure = new IllegalStateException("fine");
    failure.setStackTrace(new StackTraceElement[] {element});
    return failure;
  }

  private static Throwable circle() {
    Throwable first = new IllegalStateException(FORGED);
    first.initCause(new IllegalStateException(FORGED, first));
    return first;
  }

  /** A failure of the app's own class. */
  private static final class Own extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean failing;

    Own(boolean failing) {
      this.failing = failing;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // as an app may
    public String toString() {
      if (failing) {
        throw new IllegalStateException("no text");
      }
      return FORGED;
    }

    @Override
    public synchronized Throwable getCause() {
      return failing ? new Own(true) : this;
    }
  }

  static Stream<Throwable> forgeries() {
    return Stream.of(
        new IllegalStateException(FORGED),
        new IllegalStateException("fine", new AssertionError(FORGED)),
        suppressing(new IllegalStateException(FORGED)),
        suppressing(new IllegalStateException("fine", suppressing(new Error(FORGED)))),
        at(new StackTraceElement(FORGED, "m", "f", 1)),
        at(new StackTraceElement("C", FORGED, "f", 1)),
        at(new StackTraceElement("C", "m", FORGED, 1)),
        circle(),
        new Own(false),
        new Own(true));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void noTextMakesALineOfItsOwn(Throwable failure) {
    assertThat(printed(failure).split("\\R", -1))
        .allSatisfy(
            line ->
                assertThat(line)
                    .doesNotStartWith("INFO")
                    .doesNotContain("\u001b", "\r", "\u0085", "\u2028"));
  }

  @Test
  void escapedTextIsStillThereWithItsStackAndCause() {
    Throwable cause = new IllegalStateException("a\nb");

    assertThat(printed(new RuntimeException("outer", cause)))
        .startsWith("java.lang.RuntimeException: outer")
        .contains("Caused by: java.lang.IllegalStateException: a\\nb")
        .contains("\tat org.gatewaybridge.logging.LoggedFailureTest.escapedTextIsStillThere");
  }

  @Test
  void failureThatIsSafeIsLoggedItself() {
    Throwable failure = suppressing(new RuntimeException("caf\u00e9", new Error()));

    assertThat(LoggedFailure.of(failure)).isSameAs(failure);
  }

  /** A failure with the traceback of another language, written as a record of the log. */
  private static final class Traceback extends RuntimeException implements LoggedFailure.Indented {
    private static final long serialVersionUID = 1L;

    Traceback(Throwable cause) {
      super("Traceback:\n\tValueError: a\\nb", cause);
    }
  }

  @Test
  void tracebackKeepsItsLinesAndItsCauseIsEscaped() {
    assertThat(printed(new Traceback(new IllegalStateException(FORGED))))
        .contains("$Traceback: Traceback:\n\tValueError: a\\nb\n")
        .contains("Caused by: java.lang.IllegalStateException: bob\\r\\nINFO admin logged in")
        .doesNotContain("\nINFO");
  }
}
