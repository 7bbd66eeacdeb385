package org.gatewaybridge.python.slots;

import java.io.IOException;

/** Thrown if the state of a call does not allow a frame that is to be sent or has been received. */
public final class OutOfTurn extends IOException {
  private static final long serialVersionUID = 1L;

  OutOfTurn(String who, char kind, CallState state) {
    this(who + " frame " + (int) kind + " in a call that is " + state);
  }

  OutOfTurn(String message) {
    super(message);
  }
}
