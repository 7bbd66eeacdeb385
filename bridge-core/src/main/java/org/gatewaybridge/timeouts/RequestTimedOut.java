package org.gatewaybridge.timeouts;

/**
 * The fact that a call's time is over, by {@code gateway.timeout} or at the end of its deployment;
 * thrown at the app when it turns to the gateway after that.
 */
public final class RequestTimedOut extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RequestTimedOut(String message) {
    super(message);
  }
}
