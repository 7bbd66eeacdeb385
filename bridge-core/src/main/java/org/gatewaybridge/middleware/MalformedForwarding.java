package org.gatewaybridge.middleware;

/** Thrown if a trusted proxy's headers are malformed. */
final class MalformedForwarding extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one with a message that the client gets, too.
   *
   * @param message a sentence without anything of what came
   */
  MalformedForwarding(String message) {
    super(message);
  }
}
