package org.gatewaybridge.running;

/** Thrown when a server cannot be started or fails; the message says what its owner can do. */
public final class LaunchFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LaunchFailed(String message) {
    super(message);
  }

  public LaunchFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
