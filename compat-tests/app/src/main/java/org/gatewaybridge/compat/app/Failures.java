package org.gatewaybridge.compat.app;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/** The failures that a script can ask for; what they say must never reach a client. */
final class Failures {
  static final String SECRET = "SECRET-in-a-message <script>";

  private static final Map<String, Supplier<Throwable>> BY_NAME =
      Map.of(
          "RuntimeException", () -> new RuntimeException(SECRET),
          "IOException", () -> new IOException(SECRET),
          "AssertionError", () -> new AssertionError(SECRET),
          "OutOfMemoryError", () -> new OutOfMemoryError(SECRET),
          "InterruptedException", () -> new InterruptedException(SECRET),
          "ThreadDeath", ThreadDeath::new,
          "StackOverflowError", Failures::overflow);

  private Failures() {}

  /** Throws the failure of that name, checked or not. */
  static RuntimeException raise(String name) {
    Supplier<Throwable> failure = BY_NAME.get(name);
    throw Failures.<RuntimeException>sneaky(
        failure == null ? new IllegalArgumentException("no failure " + name) : failure.get());
  }

  /** Lets a checked exception out of a method that cannot declare it, as Kotlin code may. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <T extends Throwable> T sneaky(Throwable failure) throws T {
    throw (T) failure;
  }

  private static Throwable overflow() {
    try {
      return new IllegalStateException("depth " + depth(0));
    } catch (StackOverflowError e) {
      return e;
    }
  }

  private static int depth(int n) {
    return n < 0 ? n : 1 + depth(n + 1);
  }
}
