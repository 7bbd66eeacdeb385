package org.gatewaybridge.python;

/** The kinds of frames, as wire.py in the worker package has them. */
final class FrameKind {
  private FrameKind() {}

  // to a worker
  static final char REQUEST = 'R'; // meta: environ, data: the whole body
  static final char OPEN_REQUEST = 'r'; // data: the beginning of the body
  static final char INPUT = 'I'; // data: what was asked for, empty at the body's end
  static final char REFUSED = 'B'; // the body is broken off; or the file is not taken
  static final char TAKEN = 'T'; // the gateway needs the file no more
  static final char LEAVE = 'Q'; // no request follows, and no other connection is wanted

  // from a worker
  static final char SLOT = 'S'; // data: process id, number of the slot
  static final char FAILED = 'X'; // data: a traceback; where a worker cannot start, meta: its id
  static final char WHOLE = 'W'; // meta: head, data: the whole body
  static final char FILE = 'F'; // meta: head, data: descriptor, offset, count, settled, path
  static final char BEGIN = 'P'; // meta: head, data: the first chunk
  static final char CHUNK = 'D';
  static final char END = 'E';
  static final char NEED = 'N'; // data: how many bytes of the request's body, at least and at most
  static final char CLOSED = 'C'; // the app's body is closed

  /** Set in the kind of a frame that says the same as a frame CLOSED behind it. */
  static final char LAST = 0x80;

  // to the parent
  static final char SETTINGS = 'C';
  static final char FORK = 'f';
  static final char ABORT = 'A'; // data: process id; its stacks are logged first
  static final char KILL = 'K'; // data: process id
  static final char STACK = 'T'; // data: process id of a worker that imports the app; 0: the parent
  static final char LEAVE_WITHIN = 'q'; // data: milliseconds that workers have to end

  // from the parent
  static final char PARENT = 'O'; // data: process id, version, executable
  static final char READY = 'Y';
  static final char FORKED = 'G'; // data: process id
  static final char NOTE = 'M'; // data: a warning for the log
  static final char LEFT = 'L'; // data: process id, exit code or negative signal
}
