package org.gatewaybridge.python.runtime;

import java.io.IOException;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if Python or the app cannot be started; the message gives the reason, formatted for the
 * log.
 */
public final class PythonStartFailed extends IOException implements LoggedFailure.Indented {
  private static final long serialVersionUID = 1L;

  /** Whether there is no Python that could run any app. */
  private final boolean isPythonMissing;

  private PythonStartFailed(String message, boolean isPythonMissing, @Nullable Throwable cause) {
    super(message, cause);
    this.isPythonMissing = isPythonMissing;
  }

  public PythonStartFailed(String message) {
    this(message, false, null);
  }

  public PythonStartFailed(String message, Throwable cause) {
    this(message, false, cause);
  }

  /** Returns an exception for a Python that is missing or too old. */
  public static PythonStartFailed noPython(String message, @Nullable Throwable cause) {
    return new PythonStartFailed(message, true, cause);
  }

  public boolean isPythonMissing() {
    return isPythonMissing;
  }

  /** Leaves out Java's stack trace, which tells nothing beside Python's. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
