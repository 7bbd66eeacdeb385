package org.gatewaybridge.timeouts;

/**
 * Thrown to an app that uses the gateway after its call's time is over, by {@code gateway.timeout}
 * or at the end of its deployment.
 */
public final class RequestTimedOut extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RequestTimedOut(String message) {
    super(message);
  }
}
