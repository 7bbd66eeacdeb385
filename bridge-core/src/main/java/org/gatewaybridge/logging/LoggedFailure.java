package org.gatewaybridge.logging;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A failure that is safe to log: no text of it, of its causes or of its stack can begin a line of
 * its own, and none of its methods fails.
 */
public final class LoggedFailure extends Throwable {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 100; // failures: causes may never end

  /**
   * A failure whose text is already safe: escaped, with all lines but the first indented, such as a
   * traceback.
   */
  public interface Indented {}

  private LoggedFailure(String text, @Nullable Throwable cause) {
    super(text, cause);
  }

  /**
   * Returns the failure itself if it is safe to print, otherwise a copy with all text escaped.
   * Never throws, whatever the class of the failure does.
   */
  public static Throwable of(Throwable failure) {
    Copying copying = new Copying();
    LoggedFailure copy = copying.of(failure);
    return copying.changed ? copy : failure;
  }

  /**
   * Writes a record about a failure. Never throws: where a log cannot be written, for instance
   * because the disk is full, the work goes on.
   *
   * @param what returns the record's text, already safe
   */
  public static void log(Logger log, Level level, Supplier<String> what, Throwable failure) {
    try {
      log.log(level, what, of(failure));
    } catch (Throwable unwritten) {
      // there is no other place to tell it
    }
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

  /** The copy that is made of a failure. Its class may be the app's: each method may fail. */
  private static final class Copying {
    private static final Set<String> SHOWN =
        Set.of(
            "toString",
            "getMessage",
            "getLocalizedMessage",
            "getCause",
            "getStackTrace",
            "printStackTrace");

    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean changed;

    LoggedFailure of(Throwable failure) {
      changed |= hasMethodOfItsOwn(failure.getClass());
      String text = text(failure);
      boolean more = seen.size() == MOST;
      if (more || !seen.add(failure)) {
        changed |= more;
        return new LoggedFailure("[seen above: " + text + ']', null);
      }
      Throwable cause = said(failure::getCause);
      LoggedFailure copy = new LoggedFailure(text, cause == null ? null : of(cause));
      StackTraceElement[] stack = said(failure::getStackTrace);
      copy.setStackTrace(stack == null ? new StackTraceElement[0] : escaped(stack));
      for (Throwable suppressed : failure.getSuppressed()) { // a final method
        copy.addSuppressed(of(suppressed));
      }
      return copy;
    }

    /** Whether a logger would call what the JDK has not written: it may fail there, or forge. */
    private static boolean hasMethodOfItsOwn(Class<?> of) {
      try {
        for (Class<?> type = of; type.getClassLoader() != null; type = type.getSuperclass()) {
          for (Method method : type.getDeclaredMethods()) {
            if (SHOWN.contains(method.getName())) {
              return true;
            }
          }
        }
        return false;
      } catch (LinkageError hidden) { // a method has a type that is not there
        return true;
      }
    }

    /** Returns what a method of a failure returns, null if it fails. */
    private <T> @Nullable T said(Supplier<@Nullable T> method) {
      try {
        return method.get();
      } catch (Throwable second) {
        changed = true;
        return null;
      }
    }

    private String text(Throwable failure) {
      String said = said(failure::toString);
      String text = said == null ? failure.getClass().getName() : said;
      return failure instanceof Indented ? text : escaped(text);
    }

    private String escaped(String text) {
      String safe = Escaped.text(text);
      changed |= !safe.equals(text);
      return safe;
    }

    private StackTraceElement[] escaped(StackTraceElement[] stack) {
      return Stream.of(stack)
          .filter(Objects::nonNull)
          .map(this::escaped)
          .toArray(StackTraceElement[]::new);
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
