package org.gatewaybridge.python;

import java.io.IOException;

/** The fact that Python or the app in it could not be started; the message says why. */
public final class PythonStartFailed extends IOException {
  private static final long serialVersionUID = 1L;

  PythonStartFailed(String message) {
    super(message);
  }

  PythonStartFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
