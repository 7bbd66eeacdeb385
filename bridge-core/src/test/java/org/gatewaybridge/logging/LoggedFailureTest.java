package org.gatewaybridge.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  /** A failure of the app's own class, which fails, or forges, at one of its methods. */
  private static final class Own extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String method;
    private final transient Supplier<@Nullable Object> answer;

    Own(String method, Supplier<@Nullable Object> answer) {
      super("fine");
      this.method = method;
      this.answer = answer;
    }

    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    private <T> T answer(String asked, @Nullable T otherwise) {
      return asked.equals(method) ? (T) answer.get() : otherwise;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // as an app may
    public String toString() {
      return answer("toString", super.toString());
    }

    @Override
    public String getMessage() {
      return answer("getMessage", "fine");
    }

    @Override
    public synchronized Throwable getCause() {
      return answer("getCause", super.getCause());
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return answer("getStackTrace", super.getStackTrace());
    }

    @Override
    public void printStackTrace(PrintWriter to) {
      to.println(answer("printStackTrace", "fine"));
    }
  }

  private static Object fail() {
    throw new IllegalStateException(FORGED);
  }

  private static Own endless() {
    Own endless = new Own("getCause", LoggedFailureTest::endless);
    endless.addSuppressed(new Own("getCause", LoggedFailureTest::endless));
    return endless;
  }

  /** Fails only when it is asked for the second time, by the log. */
  private static Supplier<@Nullable Object> later() {
    AtomicInteger times = new AtomicInteger();
    return () -> times.getAndIncrement() == 0 ? new StackTraceElement[0] : fail();
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
        new Own("toString", () -> FORGED),
        new Own("toString", () -> null),
        new Own("toString", LoggedFailureTest::fail),
        new Own("getMessage", LoggedFailureTest::fail),
        new Own("getCause", () -> new IllegalStateException(FORGED)),
        new Own("getCause", LoggedFailureTest::fail),
        new Own("getStackTrace", () -> null),
        new Own("getStackTrace", () -> new StackTraceElement[] {null}),
        new Own("getStackTrace", LoggedFailureTest::fail),
        new Own("getStackTrace", later()),
        new Own("printStackTrace", () -> FORGED),
        new IllegalStateException("fine", new Own("printStackTrace", LoggedFailureTest::fail)),
        suppressing(new Own("getStackTrace", () -> null)),
        endless());
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

  /** A type that is not there at run time. */
  private static final class Optional {}

  /** A failure with a method for users of a library that this app does not have. */
  public static final class OfLibrary extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OfLibrary() {
      super(FORGED);
    }

    @SuppressWarnings("unused")
    void with(Optional more) {}
  }

  /** Loads the failure, but not the type that its method takes. */
  private static final class WithoutLibrary extends ClassLoader {
    WithoutLibrary() {
      super(LoggedFailureTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals(Optional.class.getName())) {
        throw new ClassNotFoundException(name);
      }
      return name.equals(OfLibrary.class.getName()) ? define(name) : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] code = in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void failureWhoseMethodsCannotBeListedIsCopied() throws Exception {
    Object failure =
        new WithoutLibrary()
            .loadClass(OfLibrary.class.getName())
            .getDeclaredConstructor()
            .newInstance();

    noTextMakesALineOfItsOwn((Throwable) failure);
    assertThat(printed((Throwable) failure)).contains("OfLibrary: bob\\r\\nINFO admin");
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
  void stackOfTheAppsIsLeftAlone() {
    StackTraceElement[] stack = {new StackTraceElement("C", FORGED, "f", 1)};

    printed(new Own("getStackTrace", () -> stack));

    assertThat(stack[0].getMethodName()).isEqualTo(FORGED);
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
