package org.gatewaybridge.middleware;

/** The fact that a trusted proxy's headers cannot be believed. */
final class MalformedForwarding extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong, to the client too.
   *
   * @param message a sentence without anything of what came
   */
  MalformedForwarding(String message) {
    super(message);
  }
}
