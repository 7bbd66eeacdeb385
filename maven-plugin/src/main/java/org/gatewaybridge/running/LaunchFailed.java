package org.gatewaybridge.running;

/**
 * The fact that a server could not be started, or ended in failure; the message says what to do.
 */
public final class LaunchFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LaunchFailed(String message) {
    super(message);
  }

  public LaunchFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
