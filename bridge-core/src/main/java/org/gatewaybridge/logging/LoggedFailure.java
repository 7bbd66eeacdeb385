package org.gatewaybridge.logging;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failure that is safe to log: no text of it, of its causes or of its stack can begin a line of
 * its own.
 */
public final class LoggedFailure extends Throwable {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 100; // a chain of causes may never end

  /**
   * A failure whose text is already safe: escaped, with all lines but the first indented, such as a
   * traceback.
   */
  public interface Indented {}

  private LoggedFailure(String text, @Nullable Throwable cause) {
    super(text, cause);
  }

  /** Returns the failure itself if it is safe to print, otherwise a copy with all text escaped. */
  public static Throwable of(Throwable failure) {
    Copying copying = new Copying();
    LoggedFailure copy = copying.of(failure, 0);
    return copying.changed ? copy : failure;
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // the message has the copied one's class in it
  public String toString() {
    return String.valueOf(getMessage());
  }

  @Override
  public Throwable fillInStackTrace() {
    return this; // it gets the copied one's
  }

  private static final class Copying {
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean changed;

    LoggedFailure of(Throwable failure, int depth) {
      String text = failure instanceof Indented ? text(failure) : escaped(text(failure));
      if (!seen.add(failure) || depth == MOST) {
        changed |= depth == MOST;
        return new LoggedFailure("[seen above: " + text + ']', null);
      }
      Throwable cause = failure.getCause();
      LoggedFailure copy = new LoggedFailure(text, cause == null ? null : of(cause, depth + 1));
      StackTraceElement[] stack = failure.getStackTrace();
      for (int i = 0; i < stack.length; i++) {
        stack[i] = escaped(stack[i]);
      }
      copy.setStackTrace(stack);
      for (Throwable suppressed : failure.getSuppressed()) {
        copy.addSuppressed(of(suppressed, depth + 1));
      }
      return copy;
    }

    private String text(Throwable failure) {
      try {
        return String.valueOf(failure.toString());
      } catch (Throwable second) { // the class is the app's
        changed = true;
        return failure.getClass().getName();
      }
    }

    private String escaped(String text) {
      String safe = Escaped.text(text);
      changed |= !safe.equals(text);
      return safe;
    }

    /** Names of classes and methods are mere text where a script's language has made them. */
    private StackTraceElement escaped(StackTraceElement element) {
      String text = element.toString();
      return escaped(text).equals(text)
          ? element
          : new StackTraceElement(
              Escaped.text(element.getClassName()),
              Escaped.text(element.getMethodName()),
              Escaped.text(String.valueOf(element.getFileName())),
              element.getLineNumber());
    }
  }
}
