package org.gatewaybridge.python;

import java.io.IOException;
import org.gatewaybridge.logging.LoggedFailure;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if Python or the app in it cannot be started; the message says why, as a record of the
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

  PythonStartFailed(String message) {
    this(message, false, null);
  }

  PythonStartFailed(String message, Throwable cause) {
    this(message, false, cause);
  }

  /** Reports that there is no Python, or none that will do. */
  static PythonStartFailed noPython(String message, @Nullable Throwable cause) {
    return new PythonStartFailed(message, true, cause);
  }

  boolean isPythonMissing() {
    return isPythonMissing;
  }

  /** Leaves Java's own stack out, which says nothing beside Python's. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
