package org.gatewaybridge.python.calls;

import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.python.log.LogText;
import org.jspecify.annotations.Nullable;

/** Thrown if the Python app raises an exception; the message is the traceback. */
final class PythonFailure extends RuntimeException implements LoggedFailure.Indented {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param cause an exception that the app has got from the gateway before, for example because the
   *     request's body broke off; null if there was none
   */
  PythonFailure(String traceback, @Nullable Throwable cause) {
    super(
        LogText.indented(traceback),
        cause,
        true,
        false); // no Java stack trace, which would tell nothing
  }
}
