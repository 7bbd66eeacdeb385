package org.gatewaybridge.compat.wire;

/** A response that is not HTTP, or one that did not come. */
public final class WireViolation extends AssertionError {
  private static final long serialVersionUID = 1L;

  WireViolation(String message) {
    super(message);
  }
}
