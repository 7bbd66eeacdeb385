"""The frames between the gateway and Python, and which of them may follow which.

A frame is 8 bytes, little-endian: kind << 24 | length of its meta part, and the length of its data part; the parts
follow. docs/decisions/wire.md lists the kinds and explains them.
"""

import _socket
import struct

HEAD = struct.Struct("<II")
pack = HEAD.pack
PAIR = struct.Struct("<II")
CODE = struct.Struct("<H")  # of a WebSocket's close

# to a worker
REQUEST, OPEN_REQUEST, INPUT, REFUSED, TAKEN, LEAVE = b"RrIBTQ"
# from a worker
SLOT, FAILED, WHOLE, FILE, BEGIN, CHUNK, END, NEED, CLOSED = b"SXWFPDENC"
ACCEPTED, BEGIN_TRAILED, HINT = b"Uph"  # only from an event loop, as trailers in END
# both ways, of an open WebSocket
TEXT, BINARY, CLOSE = b"MmK"
ALIVE, UNSTARTED = b"HV"  # the loop of an ASGI app is not blocked; the app's own startup has failed
LAST = 0x80  # set in the kind of a frame: like a frame CLOSED behind it
# to the parent, and from it
SETTINGS, FORK, ABORT, KILL, STACK, LEAVE_BY = b"CfAKTq"
PARENT, READY, FORKED, LEFT, NOTE = b"OYGLM"

BLOCK = 64 * 1024
NO_SIGNAL = getattr(_socket, "MSG_NOSIGNAL", 0)  # no SIGPIPE if the gateway has hung up, whatever the app does with it
LONGEST_HEAD, LONGEST = 0xFFFFFF, 0xFFFFFFFF  # of the two parts of a frame


def frame(kind, meta=b"", data=b""):
    return pack(kind << 24 | len(meta), len(data)) + meta + data


def receive(sock, view):
    """Fills the view; raises EOFError if the connection ends before that."""
    while view:
        size = sock.recv_into(view)
        if not size:
            raise EOFError("the gateway has hung up")
        view = view[size:]


class OutOfTurn(Exception):
    """Raised for a frame that the state of its call does not allow; the connection is closed."""


# The states of a call. SENDS has what a worker may send in each, and GETS what it may receive: the frame, and the state
# that follows. docs/decisions/wire.md explains them.
CALLED, BEGUN, FILED, ANSWERED, OVER, BROKEN = "called", "begun", "filed", "answered", "over", "broken"
OPEN, CLOSING = "open", "closing"  # of a WebSocket, which asgi_websocket.py moves
SENDS = {
    CALLED: {NEED: CALLED, BEGIN: BEGUN, FILE: FILED, WHOLE: ANSWERED, FAILED: ANSWERED},
    BEGUN: {NEED: BEGUN, CHUNK: BEGUN, END: ANSWERED, FAILED: ANSWERED},
    ANSWERED: {CLOSED: OVER},
    FILED: {},
    OVER: {},
    BROKEN: {},
}
GETS = {
    CALLED: {INPUT: CALLED, REFUSED: CALLED},
    BEGUN: {INPUT: BEGUN, REFUSED: BEGUN},
    ANSWERED: {INPUT: ANSWERED, REFUSED: ANSWERED},
    FILED: {TAKEN: ANSWERED, REFUSED: CALLED},
    OVER: {},
    BROKEN: {},
}
