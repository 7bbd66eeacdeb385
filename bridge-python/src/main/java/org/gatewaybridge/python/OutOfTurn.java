package org.gatewaybridge.python;

import java.io.IOException;

/** Thrown where a frame is sent or received that the state of its call does not allow. */
final class OutOfTurn extends IOException {
  private static final long serialVersionUID = 1L;

  OutOfTurn(String who, char kind, CallState state) {
    this(who + " frame " + (int) kind + " in a call that is " + state);
  }

  OutOfTurn(String message) {
    super(message);
  }
}
