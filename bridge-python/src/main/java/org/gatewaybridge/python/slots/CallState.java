package org.gatewaybridge.python.slots;

/**
 * The state of the call on a slot, and which frames may be sent and received in it: the table of
 * docs/decisions/wire.md. Any other frame closes the slot, so that no byte of one request can get
 * into another.
 */
public enum CallState {
  /** There is no request on the slot; the next one may be sent. */
  FREE,
  /** A request was sent, and nothing of its response has come. */
  CALLED,
  /** The head of the response has come, and chunks follow. */
  BEGUN,
  /** The worker offers a file and waits until it is taken. */
  FILED,
  /** The whole response has come; the app closes its body. */
  ANSWERED,
  /** The slot is closed, or cannot be used any more. */
  HUNG_UP;

  /** Returns the state that a frame to the worker leads to. */
  CallState afterSending(char kind) throws OutOfTurn {
    switch (this) {
      case FREE -> {
        if (kind == FrameKind.REQUEST || kind == FrameKind.OPEN_REQUEST) {
          return CALLED;
        }
        if (kind == FrameKind.LEAVE) {
          return HUNG_UP;
        }
      }
      case CALLED, BEGUN -> {
        if (kind == FrameKind.INPUT || kind == FrameKind.REFUSED) {
          return this;
        }
      }
      case FILED -> {
        if (kind == FrameKind.TAKEN) {
          return ANSWERED;
        }
        if (kind == FrameKind.REFUSED) {
          return CALLED;
        }
      }
      default -> {}
    }
    throw new OutOfTurn("The gateway would send", kind, this);
  }

  /**
   * Returns the state that a frame from the worker leads to.
   *
   * @param closed whether the frame says that the app's body is closed too
   */
  public CallState afterReceiving(char kind, boolean closed) throws OutOfTurn {
    CallState end = closed ? FREE : ANSWERED;
    switch (this) {
      case CALLED -> {
        switch (kind) {
          case FrameKind.WHOLE, FrameKind.FAILED -> {
            return end;
          }
          case FrameKind.NEED, FrameKind.BEGIN, FrameKind.FILE -> {
            if (!closed) {
              return kind == FrameKind.NEED ? this : kind == FrameKind.BEGIN ? BEGUN : FILED;
            }
          }
          default -> {}
        }
      }
      case BEGUN -> {
        if (kind == FrameKind.END || kind == FrameKind.FAILED) {
          return end;
        }
        if ((kind == FrameKind.NEED || kind == FrameKind.CHUNK) && !closed) {
          return this;
        }
      }
      case ANSWERED -> {
        if (kind == FrameKind.CLOSED && !closed) {
          return FREE;
        }
      }
      default -> {}
    }
    throw new OutOfTurn("The worker sent", kind, this);
  }
}
