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
  /** The app has accepted a WebSocket: messages go both ways. */
  OPEN,
  /** The app has closed the WebSocket, or has failed. */
  CLOSING,
  /**
   * The app is told that the WebSocket is closed; nothing more is sent, and what comes is dropped.
   */
  TOLD,
  /** The slot is closed, or cannot be used any more. */
  HUNG_UP;

  /** Returns whether a request is going on; an open WebSocket is none. */
  boolean isCalled() {
    return compareTo(FREE) > 0 && compareTo(OPEN) < 0;
  }

  /** Returns whether the whole response has come. */
  public boolean isAnswered() {
    return this == ANSWERED || this == FREE;
  }

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
      case OPEN -> {
        if (kind == FrameKind.TEXT || kind == FrameKind.BINARY) {
          return this;
        }
        if (kind == FrameKind.CLOSE) {
          return TOLD;
        }
      }
      case CLOSING -> {
        if (kind == FrameKind.CLOSE) {
          return TOLD;
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
          case FrameKind.NEED,
              FrameKind.HINT,
              FrameKind.BEGIN,
              FrameKind.BEGIN_TRAILED,
              FrameKind.FILE,
              FrameKind.ACCEPTED -> {
            if (!closed) {
              return switch (kind) {
                case FrameKind.NEED, FrameKind.HINT -> this;
                case FrameKind.BEGIN, FrameKind.BEGIN_TRAILED -> BEGUN;
                case FrameKind.FILE -> FILED;
                default -> OPEN;
              };
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
      case OPEN, TOLD -> {
        if (closed) {
          break;
        }
        if (kind == FrameKind.TEXT || kind == FrameKind.BINARY) {
          return this;
        }
        if (kind == FrameKind.CLOSE || kind == FrameKind.FAILED) {
          return this == OPEN ? CLOSING : TOLD;
        }
      }
      default -> {}
    }
    throw new OutOfTurn("The worker sent", kind, this);
  }
}
