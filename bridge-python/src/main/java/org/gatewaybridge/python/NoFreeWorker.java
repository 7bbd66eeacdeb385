package org.gatewaybridge.python;

/** The fact that a request found no worker: too many wait, it waited too long, or the app ends. */
final class NoFreeWorker extends Exception {
  private static final long serialVersionUID = 1L;

  NoFreeWorker(String message) {
    super(message, null, false, false); // as frequent as the load is high
  }
}
