package org.gatewaybridge.python.slots;

/** The kinds of frames, as wire.py in the worker package has them. */
public final class FrameKind {
  private FrameKind() {}

  // to a worker
  public static final char REQUEST = 'R'; // meta: environ, data: the whole body
  public static final char OPEN_REQUEST = 'r'; // data: the beginning of the body
  public static final char INPUT = 'I'; // data: what was asked for, empty at the body's end
  public static final char REFUSED = 'B'; // the body is broken off; or the file is not taken
  public static final char TAKEN = 'T'; // the gateway does not need the file any more
  public static final char LEAVE = 'Q'; // no request follows, and no other connection is wanted

  // both ways, on a connection that carries an open WebSocket
  public static final char TEXT = 'M'; // data: a message in UTF-8
  public static final char BINARY = 'm'; // data: a message
  public static final char CLOSE = 'K'; // data: the close code, 2 bytes, and the reason in UTF-8

  // from a worker
  public static final char SLOT =
      'S'; // meta: "asgi" if an event loop serves it; data: process id, number of the slot
  public static final char FAILED =
      'X'; // data: a traceback; from a worker that cannot start, meta: its id
  public static final char WHOLE = 'W'; // meta: head, data: the whole body
  public static final char FILE = 'F'; // meta: head, data: descriptor, offset, count, settled, path
  public static final char BEGIN = 'P'; // meta: head, data: the first chunk
  public static final char BEGIN_TRAILED = 'p'; // the same of a response that has trailers
  public static final char HINT =
      'h'; // meta: the fields of an early hint, as a head without status
  public static final char CHUNK = 'D';
  public static final char END = 'E'; // meta: the trailers, as a head without status
  public static final char NEED =
      'N'; // data: how many bytes of the request's body, at least and at most
  public static final char CLOSED = 'C'; // the app's body is closed
  public static final char ACCEPTED = 'U'; // meta: head; the app takes the WebSocket

  /** A bit in the kind of a frame, with the meaning of a frame CLOSED behind it. */
  public static final char LAST = 0x80;

  public static final char ALIVE = 'H'; // data: process id; its event loop goes round
  public static final char UNSTARTED = 'V'; // data: why the app's own startup has failed

  // to the parent
  public static final char SETTINGS = 'C';
  public static final char FORK = 'f';
  public static final char ABORT = 'A'; // data: process id; its stacks are logged first
  public static final char KILL = 'K'; // data: process id
  public static final char STACK =
      'T'; // data: process id of a worker that imports the app; 0: the parent
  public static final char LEAVE_WITHIN = 'q'; // data: milliseconds that workers have to end

  // from the parent
  public static final char PARENT = 'O'; // data: process id, version, executable
  public static final char READY = 'Y';
  public static final char FORKED = 'G'; // data: process id
  public static final char NOTE = 'M'; // data: a warning for the log
  public static final char LEFT = 'L'; // data: process id, exit code or negative signal
}
