package org.gatewaybridge.python.slots;

/** Thrown if a request gets no worker: too many wait, it has waited too long, or the app ends. */
public final class NoFreeWorker extends Exception {
  private static final long serialVersionUID = 1L;

  NoFreeWorker(String message) {
    super(message, null, false, false); // no stack trace: frequent under high load
  }
}
