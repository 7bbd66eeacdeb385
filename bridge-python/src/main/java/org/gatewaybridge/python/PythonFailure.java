package org.gatewaybridge.python;

import org.gatewaybridge.engine.LoggedFailure;
import org.jspecify.annotations.Nullable;

/** An exception that the Python app let pass; the message is its traceback. */
final class PythonFailure extends RuntimeException implements LoggedFailure.Indented {
  private static final long serialVersionUID = 1L;

  /**
   * Reports a failure.
   *
   * @param cause what the gateway has thrown to the app before, as when the request's body broke
   *     off; null if nothing
   */
  PythonFailure(String traceback, @Nullable Throwable cause) {
    super(LogText.indented(traceback), cause, true, false); // Java's own stack would say nothing
  }
}
