"""Hosts a WSGI app for Gateway Bridge: the parent process, its workers, and a request's Python side.

The gateway starts one parent. The parent forks a worker whenever the gateway asks for one, and reports
how each ended. A worker imports the app, unless a preloading parent did it before, holds one connection
per thread, a slot, and serves one request at a time on it. All of them end when the gateway's end of
their connection does.

A frame is 8 bytes, little-endian: kind << 24 | length of its meta part, and the length of its data part;
the parts follow. docs/decisions/wire.md says which kinds there are and why.
"""

import sys

if sys.version_info < (3, 9):
    sys.exit("Gateway Bridge needs Python 3.9 or newer; %s is %s" % (sys.executable, sys.version.split()[0]))

import _socket
import errno
import faulthandler
import fcntl
import gc
import importlib
import io
import itertools
import logging
import marshal
import os
import re
import select
import shutil
import signal
import socket
import stat
import struct
import threading
import time
import traceback
from _thread import allocate_lock, get_ident, start_new_thread
from time import time as time_now
from types import GeneratorType

try:
    if sys.implementation.name == "graalpy":
        raise ImportError("it would load native code into the gateway's own process")
    import ctypes
except ImportError:  # a small build; the end of the connection still ends everything
    ctypes = None

HEAD = struct.Struct("<II")
pack = HEAD.pack
PAIR = struct.Struct("<II")

# to a worker
REQUEST, OPEN_REQUEST, INPUT, REFUSED, TAKEN, LEAVE = b"RrIBTQ"
# from a worker
SLOT, FAILED, WHOLE, FILE, BEGIN, CHUNK, END, NEED, CLOSED = b"SXWFPDENC"
LAST = 0x80  # set in the kind of a frame: the call is closed too
# to the parent, and from it
SETTINGS, FORK, ABORT, KILL, STACK, LEAVE_BY = b"CfAKTq"
PARENT, READY, FORKED, LEFT, NOTE = b"OYGLM"

BLOCK = 64 * 1024
NO_SIGNAL = getattr(_socket, "MSG_NOSIGNAL", 0)  # when the gateway has hung up, whatever SIGPIPE does in the app
LONGEST_HEAD, LONGEST = 0xFFFFFF, 0xFFFFFFFF  # of the two parts of a frame
SETTLED_AFTER = 10  # seconds without a change, after which nobody is taken to be writing a file
KILL_AFTER = 2  # seconds between SIGABRT and SIGKILL
LEAVE_WITHIN = 5  # seconds for workers to end after the gateway has gone without saying how long they have

# What an app may replace when it is imported, as gevent does, and what the gateway goes on with.
now = time.monotonic
sleep = time.sleep
os_fork = getattr(os, "fork", None)
wait_for = getattr(os, "waitpid", None)
wait_until = select.select
write_bytes = os.write
get_pid = os.getpid
new_input = io.BytesIO
set_handler = signal.signal
set_timer = getattr(signal, "setitimer", None)
set_wakeup_fd = getattr(signal, "set_wakeup_fd", None)


class GatewaySocket(_socket.socket):
    """A blocking connection's end, whatever the app has made of Python's sockets and their time-out."""

    def __init__(self):
        super().__init__(_socket.AF_UNIX)
        self.settimeout(None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def frame(kind, meta=b"", data=b""):
    return pack(kind << 24 | len(meta), len(data)) + meta + data


def receive(sock, view):
    """Fills the view; raises EOFError where the connection ends first."""
    while view:
        size = sock.recv_into(view)
        if not size:
            raise EOFError("the gateway has hung up")
        view = view[size:]


# ---- the head of an answer ----

PLAIN, CONTENT_LENGTH, CONTENT_TYPE, HOP_BY_HOP, FORBIDDEN = range(5)
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
STATUS = re.compile(r"[2-9][0-9][0-9] [^\x00-\x1f\x7f]*")
NAMES = {
    "content-length": CONTENT_LENGTH,
    "content-type": CONTENT_TYPE,
    "status": FORBIDDEN,
}
NAMES.update(
    dict.fromkeys(
        (
            "connection keep-alive proxy-authenticate proxy-authorization te trailers transfer-encoding upgrade"
        ).split(),
        HOP_BY_HOP,
    )
)
STATUSES = {"200 OK"}
KEPT = 1000  # of each, so that an app that makes them up fills no memory


class ContractViolation(ValueError):
    """The app broke a rule of PEP 3333; the message ends with the rule's number in SPEC.md."""


def kind_of(name):
    if not isinstance(name, str) or not TOKEN.fullmatch(name):
        raise ContractViolation("Header name %r is not a token; give a str of letters, digits and - [R23]" % (name,))
    kind = NAMES.get(name.lower(), PLAIN)
    if len(NAMES) < KEPT:
        NAMES[name] = kind
    return kind


def encoded_head(status, headers, lenient):
    """Returns status and headers as one text, and the Content-Length or None."""
    if type(status) is not str or status not in STATUSES:
        status = exact(status)
        check_status(status)
    if not hasattr(headers, "__iter__") or hasattr(headers, "keys") or isinstance(headers, (str, bytes)):
        raise ContractViolation("The headers are %r; give a list of (name, value) [R22]" % (headers,))
    parts = [status]
    length = kinds = None
    for pair in headers:
        if type(pair) is not tuple or len(pair) != 2:
            check_pair(pair)
        name, value = pair
        if type(name) is not str or type(value) is not str:
            name, value = exact(name), exact(value)
        kind = NAMES.get(name) if type(name) is str else None
        if kind is None:
            kind = kind_of(name)
        if not isinstance(value, str):
            raise ContractViolation("Header %r is the %s %r; give a str [R22]" % (name, type(value).__name__, value))
        if kind:
            if kind == HOP_BY_HOP and lenient:
                continue
            if kinds is None:
                kinds = []
            length = checked(kind, name, value, kinds, length)
        if not value.isprintable() and CONTROL.search(value):
            raise ContractViolation("Header %r has a control character in %r; remove it [R24]" % (name, value))
        parts += name, value
    try:
        return "\n".join(parts).encode("latin-1"), length
    except UnicodeEncodeError as error:
        raise ContractViolation(
            "Status or headers hold %r, which is not latin-1; encode it [R24]" % error.object[error.start : error.end]
        ) from None


def exact(text):
    """Returns a text as what it holds, if it is one: a class of the app's own may say what it likes about itself."""
    return "".join((text,)) if isinstance(text, str) and type(text) is not str else text


def check_pair(pair):
    """Lets a tuple's own kinds pass, and lists, which some frameworks give."""
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise ContractViolation("The headers hold %r; give a list of (name, value) [R22]" % (pair,))


def check_exc_info(exc_info):
    if not isinstance(exc_info, tuple) or len(exc_info) != 3 or not isinstance(exc_info[1], BaseException):
        raise ContractViolation(
            "start_response got exc_info %r; give sys.exc_info() of an exception that is handled [R19]" % (exc_info,)
        )


def check_status(status):
    if not isinstance(status, str) or not STATUS.fullmatch(status):
        raise ContractViolation("Status %r is not three digits from 200 to 999, a space and a reason [R20]" % (status,))
    if len(STATUSES) < KEPT:
        STATUSES.add(status)


def checked(kind, name, value, kinds, length):
    if kind in kinds:
        raise ContractViolation("Header %r comes twice; give it once [R25]" % name)
    kinds.append(kind)
    if kind == CONTENT_TYPE:
        return length
    if kind == CONTENT_LENGTH:
        if value.isdigit() and value.isascii() and len(value) < 19:
            return int(value)
        raise ContractViolation("Content-Length is %r; give decimal digits [R26]" % value)
    rule = "R21" if kind == HOP_BY_HOP else "R23"
    raise ContractViolation("Header %r belongs to the server; remove it from start_response [%s]" % (name, rule))


# ---- one request ----


class ClientGone(ConnectionError):
    """Nobody takes the answer any more; the app may let it pass."""


class OutOfTurn(Exception):
    """A frame that the state of its call does not allow, sent or received; its connection ends with it."""


SAID = set()


def write_late(done):
    """Lets an app write while its body is asked for chunks, as other servers do; PEP 3333 forbids it."""
    if done:
        raise ContractViolation("write was called after the answer had ended; return the rest [R30]")
    if write_late not in SAID:
        SAID.add(write_late)
        complain("The app calls write while its body is being sent; PEP 3333 wants the rest returned [R30]")


# The states of a call, and what a worker may send in each: the frame, and the state that follows. docs/decisions/wire.md
CALLED, BEGUN, FILED, ANSWERED, OVER, BROKEN = "called", "begun", "filed", "answered", "over", "broken"
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


class Call:
    """A request on its connection: which frames may go each way, PEP 3333's start_response and write.

    It ends OVER, and the connection is free for the next request; or in any other state, and the connection is
    closed. Several threads of the app may be in it, so each frame is checked and sent under one lock.
    """

    __slots__ = ("sock", "lenient", "state", "asking", "lock", "head", "length", "returned", "without_close")

    def __init__(self, sock, lenient):
        self.sock = sock
        self.lenient = lenient
        self.state = CALLED
        self.asking = False  # for input that has not come yet
        self.lock = allocate_lock()
        self.head = None
        self.length = None
        self.returned = False
        self.without_close = False

    # -- PEP 3333 --

    def start_response(self, status, headers, exc_info=None):
        if exc_info:
            try:
                check_exc_info(exc_info)
                if self.state is not CALLED:
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None  # PEP 3333: no circular reference
        elif self.head is not None:
            raise ContractViolation("start_response was called twice; pass exc_info to replace the first call [R18]")
        head, length = encoded_head(status, headers, self.lenient)
        if len(head) > LONGEST_HEAD:
            raise ContractViolation("The headers have %d bytes; the gateway takes %d" % (len(head), LONGEST_HEAD))
        self.head, self.length = head, length
        return self.write

    def write(self, chunk):
        """What start_response returns."""
        chunk = checked_chunk(chunk, "write got")
        if self.returned:
            write_late(self.state is not CALLED and self.state is not BEGUN)
        self.chunk(chunk)

    # -- the answer --

    def chunk(self, data):
        """Sends the head with a first chunk, or a chunk."""
        if self.state is CALLED:
            self.send(BEGIN, self.checked_head(), data)
        elif data:
            self.send(CHUNK, b"", data)

    def whole(self, body):
        """Sends head, body and end."""
        head = self.checked_head()
        if len(body) > LONGEST:
            self.send(BEGIN, head, body)
            self.end()
        else:
            self.send(WHOLE, head, body)

    def end(self):
        if self.state is CALLED:
            self.whole(b"")
        else:
            self.send(END)

    def file(self, place):
        """Offers a file; returns whether the gateway has taken all it wanted of it."""
        self.send(FILE, self.checked_head(), place)
        self.receive()
        return self.state is ANSWERED

    def fail(self, error):
        """Reports what ended the app's call or its body; the log has it where no answer is open any more."""
        text = traceback_text(error)
        data = text.encode("utf-8", "backslashreplace")[:LONGEST]
        try:
            self.send(FAILED, b"", data)
        except OutOfTurn:
            complain(text)
        except ClientGone:
            pass

    def closed(self):
        """Tells that the body is closed, which frees the connection, unless a thread still waits for input on it."""
        if self.state is ANSWERED and not self.asking:
            try:
                self.send(CLOSED)
            except ClientGone:
                pass

    def checked_head(self):
        head = self.head
        if head is None:
            raise ContractViolation("The app never called start_response; call it before the body [R17]")
        return head

    # -- the wire --

    def send(self, kind, meta=b"", data=b""):
        """Sends a frame that this state allows; ClientGone where the gateway has hung up."""
        while len(data) > LONGEST:
            self.send(kind, meta, data[:BLOCK * 1024])
            kind, meta, data = CHUNK, b"", memoryview(data)[BLOCK * 1024:]
        with self.lock:
            after = SENDS[self.state].get(kind)
            if after is None:
                if self.state is BROKEN:
                    raise ClientGone("the client is gone")
                raise OutOfTurn("a frame %s of a call that is %s" % (chr(kind), self.state))
            if after is ANSWERED and self.without_close and not self.asking:
                after = OVER
                kind |= LAST
            try:
                head = pack(kind << 24 | len(meta), len(data)) + meta
                if len(data) < BLOCK:
                    head += data
                    sent = self.sock.send(head, NO_SIGNAL)
                    if sent < len(head):
                        self.sock.sendall(memoryview(head)[sent:], NO_SIGNAL)
                else:
                    self.sock.sendall(head, NO_SIGNAL)
                    self.sock.sendall(data, NO_SIGNAL)
                self.state = after
            except OSError as error:
                self.state = BROKEN
                raise ClientGone("the client is gone") from error
            except BaseException:  # a part of the frame may be out
                self.state = BROKEN
                raise

    def ask(self, least, target):
        """Has the gateway fill the target with bytes of the request's body, at least so many unless it ends."""
        with self.lock:
            if self.state is not CALLED and self.state is not BEGUN:
                if self.state is BROKEN:
                    raise ClientGone("the client is gone")
                raise ValueError("wsgi.input was read after its answer had ended")
            if self.asking:
                raise OutOfTurn("wsgi.input was read by two threads at once")
            self.asking = True
            try:
                wanted = PAIR.pack(min(least, len(target)), len(target))
                self.sock.sendall(pack(NEED << 24, PAIR.size) + wanted, NO_SIGNAL)
            except OSError as error:
                self.state = BROKEN
                raise ClientGone("the client is gone") from error
            except BaseException:
                self.state = BROKEN
                raise
        size = self.receive(target)
        self.asking = False
        if size is None:
            raise OSError("the request's body broke off; the client is gone or its framing was wrong")
        return size

    def receive(self, target=b""):
        """Takes the answer to what was asked; returns the size of its data, None if it is a refusal."""
        head = bytearray(HEAD.size)
        before = self.state
        try:
            receive(self.sock, memoryview(head))
            word, size = HEAD.unpack(head)
            kind = word >> 24
            after = GETS[before].get(kind)
            if after is None or word & 0xFFFFFF or size > len(target):
                raise OutOfTurn("the gateway sent a frame %d in a call that is %s" % (kind, before))
            receive(self.sock, target[:size])
        except (EOFError, OSError) as error:
            self.state = BROKEN
            raise ClientGone("the client is gone") from error
        except BaseException:
            self.state = BROKEN
            raise
        if before is FILED:
            self.state = after
        return None if kind == REFUSED else size


class DemandedInput(io.RawIOBase):
    """What lies under wsgi.input when the body stays with the gateway until the app asks for it."""

    def __init__(self, call, first):
        self._call = call
        self._first = first
        self._ended = False
        self._broken = None
        self.least = 1  # how many bytes the app waits for; 0: it only looks at what is here

    def readable(self):
        return True

    def readinto(self, target):
        if self._first:
            size = min(len(target), len(self._first))
            target[:size] = self._first[:size]
            self._first = self._first[size:]
            return size
        if not self.least:
            return None
        if self._ended or not len(target):
            return 0
        if self._broken:
            raise OSError(self._broken)
        try:
            size = self._call.ask(self.least, memoryview(target).cast("B"))
        except OSError as error:
            self._broken = str(error)
            raise
        self._ended = not size
        self.least = max(1, self.least - size)
        return size

    def readall(self):
        blocks = []
        block = bytearray(BLOCK)
        while True:
            self.least = BLOCK
            size = self.readinto(block)
            if not size:
                return b"".join(blocks)
            blocks.append(bytes(block[:size]))


class Body(io.BufferedReader):
    """wsgi.input over a DemandedInput, which read() tells how much it cannot do without."""

    def read(self, size=-1):
        raw = self.raw
        if size is not None and size > 0:
            raw.least = 0
            raw.least = max(1, size - len(self.peek()))
        try:
            return super().read(size)
        finally:
            raw.least = 1


class FileWrapper:
    """wsgi.file_wrapper: the gateway sends a plain file itself; anything else goes block by block."""

    def __init__(self, filelike, block_size=8192):
        self.filelike = filelike
        self.block_size = block_size if block_size and block_size > 0 else 8192  # PEP 3333: a suggestion
        if hasattr(filelike, "close"):
            self.close = filelike.close

    def __iter__(self):
        return iter(lambda: self.filelike.read(self.block_size), b"")

    def place(self, length):
        """Says which part of which open file to send, as a FILE frame has it; None if it is no regular file.

        The number of the descriptor comes first: where there is a /proc, the gateway opens what is open here,
        whatever became of its name. A file that has not changed for some seconds is one that nobody is writing.
        """
        source = self.filelike
        try:
            if not is_plain_file(source):
                return None
            number = source.fileno()
            held = os.fstat(number)
            offset = source.tell()
        except (OSError, ValueError):
            return None
        count = held.st_size - offset
        if not stat.S_ISREG(held.st_mode) or count <= 0:
            return None
        if length is not None:
            count = min(count, length)
        state = 0
        if time_now() - max(held.st_mtime, held.st_ctime) > SETTLED_AFTER:
            state = 1 if "close" in getattr(source, "__dict__", ()) else 2  # 2: the app does no more than close it
        return b"%d %d %d %d %s" % (number, offset, count, state, self.path(held))

    def path(self, held):
        """Returns the file's path while that leads to it, for a gateway without /proc; else nothing."""
        name = getattr(self.filelike, "name", None)
        if not isinstance(name, (str, bytes)):
            return b""
        try:
            path = os.fsencode(os.path.abspath(name))
            # the gateway reads names as UTF-8, which is what ASCII always is
            return path if path.isascii() and os.path.samestat(held, os.stat(path)) else b""
        except (OSError, ValueError):
            return b""


def is_plain_file(source):
    """Whether what is read of it is what its descriptor has; a GzipFile has one, too."""
    raw = source.raw if type(source) is io.BufferedReader else source
    return type(raw) is io.FileIO and "read" not in getattr(source, "__dict__", ())


OWN_FILES = {__file__, "embedded_shim.py", "<frozen importlib._bootstrap>"}


def traceback_text(error):
    """Returns the traceback without the gateway's own frames."""
    trace = BaseException.__traceback__.__get__(error)
    while trace is not None and trace.tb_frame.f_code.co_filename in OWN_FILES:
        trace = trace.tb_next
    try:
        return "".join(traceback.format_exception(type(error), error, trace)).rstrip()
    except BaseException:  # by the exception's own class, or what the app has made of Python's modules
        return plain_traceback(error, trace)


def plain_traceback(error, trace):
    """Returns a traceback of what no app can have changed."""
    lines = ["Traceback (most recent call last):"]
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append('  File "%s", line %s, in %s' % (code.co_filename, trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    lines = lines[:1] + lines[-1000:] if len(lines) > 1000 else lines
    said = [part for part in BaseException.args.__get__(error) if type(part) is str]
    return "\n".join(lines) + "\n%s: %s (no more can be said of it)" % (type.__repr__(type(error)), "".join(said[:1]))


def is_single(result):
    """Whether the body says that it is one chunk."""
    try:
        return len(result) == 1
    except Exception:  # the app's own __len__ may raise what it likes; it is asked for nothing else
        return False


def stream(call, result):
    """Sends each chunk when it comes; what is known to be the last goes with the end in one frame."""
    single = is_single(result)
    for data in result:
        if type(data) is not bytes:
            data = checked_chunk(data, "The body handed over")
        if not data:
            continue
        if call.state is not CALLED and call.state is not BEGUN:
            complain("The body was cut at its Content-Length of %s [R33]" % call.length)
            return
        if call.state is CALLED and (single or call.length == len(data)):
            call.whole(data)
        else:
            call.chunk(data)
    if call.state is CALLED or call.state is BEGUN:
        if type(result) is GeneratorType:
            call.without_close = True  # it has ended by itself
        call.end()


def respond(app, environ, call):
    """Calls the app once, sends what it returns, closes it, and tells that it is closed."""
    result = None
    try:
        result = app(environ, call.start_response)
        call.returned = True
        kind = type(result)
        if kind is list or kind is tuple:
            call.without_close = True
            if call.state is CALLED:
                call.whole(joined(result))
                return
        elif result is None:
            raise ContractViolation("The app returned None; return [] for no body [R28]")
        elif not hasattr(result, "close"):
            call.without_close = True
        elif kind is FileWrapper and call.state is CALLED and not call.asking:
            place = result.place(call.length)
            if place and call.file(place):
                return
        stream(call, result)
    except BaseException as error:
        if call.state is not BROKEN:  # ClientGone, or what the app made of it
            call.without_close = call.without_close or not has_close(result)
            call.fail(error)
    finally:
        if has_close(result):
            close(result)
        call.closed()


def has_close(result):
    try:
        return hasattr(result, "close")
    except BaseException:
        return False  # what it raises was told when it was asked first


def joined(chunks):
    if len(chunks) == 1 and type(chunks[0]) is bytes:
        return chunks[0]
    return b"".join([checked_chunk(chunk, "The body handed over") for chunk in chunks])


def checked_chunk(chunk, giver):
    """Returns the bytes of a chunk; a class of the app's own may say what it likes about its length."""
    if type(chunk) is bytes:
        return chunk
    if isinstance(chunk, bytes):
        return b"".join((chunk,))
    raise ContractViolation("%s a %s; every chunk is bytes [R29]" % (giver, type(chunk).__name__))


def close(result):
    try:
        result.close()
    except BaseException as error:
        complain("Closing the body failed: %s" % traceback_text(error))


# ---- a worker ----


class Slot:
    """A thread's connection to the gateway, which carries one call at a time, and the ones that follow it."""

    def __init__(self, app, constants, lenient):
        self._app = app
        self._constants = constants
        self._lenient = lenient
        self._buffer = bytearray(2 * BLOCK)
        self._sock = self._address = None
        if hasattr(os, "register_at_fork"):  # not in GraalPy, where nothing forks
            os.register_at_fork(after_in_child=self._abandon)

    def _abandon(self):
        """Leaves the connection to the worker, in a process that the app has forked from it."""
        if self._sock is not None:
            self._sock.close()
        self._address = None

    def run(self, address, number):
        """Serves until the gateway says that it is enough, or is gone."""
        self._address = address
        refused = 0
        while self._address:
            sock = None
            try:
                self._sock = sock = GatewaySocket()
                sock.connect(address)
                sock.sendall(frame(SLOT, data=PAIR.pack(get_pid(), number)), NO_SIGNAL)
            except OSError as error:
                if sock is not None:
                    sock.close()
                if error.errno in (errno.ENOENT, errno.ECONNREFUSED):
                    return  # the gateway has ended
                refused += 1  # too many come at once, or the app has no descriptor left
                if refused == 50:
                    return complain("A worker's connection to the gateway cannot be made: %s" % error)
                sleep(0.02)
                continue
            refused = 0
            if self.serve(sock):
                return

    def serve(self, sock):
        """Answers requests until the connection ends; returns whether the gateway wants no other one."""
        call = None
        try:
            while True:
                kind, environ, data = self.request(sock)
                if kind == LEAVE:
                    return True
                environ.update(self._constants)
                call = Call(sock, self._lenient)
                if kind == REQUEST:
                    environ["wsgi.input"] = new_input(data)
                else:
                    environ["wsgi.input"] = Body(DemandedInput(call, data), BLOCK)
                respond(self._app, environ, call)
                if call.state is not OVER:
                    return False
                environ = data = call = None  # nothing of a request outlives it
        except Exception:  # whatever it is, it ends this connection and no more
            return False
        finally:
            hang_up(sock, call)

    def request(self, sock):
        """Waits for a request and takes it apart: the frame's kind, the environ, the body or its beginning."""
        buffer = self._buffer
        size = sock.recv_into(buffer)
        if not size:
            raise EOFError
        word, data_size = HEAD.unpack_from(buffer) if size >= 8 else (0, 0)
        data_at = 8 + (word & 0xFFFFFF)
        end = data_at + data_size
        if size < end or size < 8:
            end, data_at, word = self.rest(sock, size)
            buffer = self._buffer
        elif size > end:
            raise OutOfTurn("more than a request came at once")
        kind = word >> 24
        if kind == LEAVE:
            return kind, None, None
        if kind != REQUEST and kind != OPEN_REQUEST:
            raise OutOfTurn("a frame %d where a request belongs" % kind)
        view = memoryview(buffer)
        return kind, marshal.loads(view[8:data_at]), bytes(view[data_at:end])

    def rest(self, sock, size):
        """Receives the rest of a request that did not come in one piece."""
        view = memoryview(self._buffer)
        if size < HEAD.size:
            receive(sock, view[size : HEAD.size])
            size = HEAD.size
        word, data_size = HEAD.unpack_from(self._buffer)
        data_at = HEAD.size + (word & 0xFFFFFF)
        end = data_at + data_size
        if size > end:
            raise OutOfTurn("more than a request came at once")
        if end > len(self._buffer):
            self._buffer = self._buffer[:size] + bytes(end - size)
            view = memoryview(self._buffer)
        receive(sock, view[size:end])
        return end, data_at, word


def hang_up(sock, call):
    """Ends a connection; one on which a thread of the app still waits is closed when that thread has let it go."""
    try:
        sock.shutdown(_socket.SHUT_RDWR)
    except (OSError, AttributeError):
        pass  # it has ended, or is a pipe of this process
    if call is None or not call.asking:  # else its number could become another connection's under that thread
        try:
            sock.close()
        except OSError:
            pass  # the app has closed it


# ---- the log ----


class Records:
    """Puts whole records into stdout and stderr, in pieces that the system does not mix with others'.

    A piece begins with a mark that only this start of the gateway knows, so that no text of a request's can
    pose as one: mark, process id, number of the record, kind, whether it is the record's last piece, length.
    """

    HEAD = struct.Struct("<IIBBH")
    TEXT, LOGGED = b"TL"

    def __init__(self, mark):
        self._mark = mark
        self._size = getattr(select, "PIPE_BUF", 512) - len(mark) - self.HEAD.size
        self._numbers = itertools.count()

    def write(self, descriptor, kind, data):
        view = memoryview(data)
        number = next(self._numbers) & 0xFFFFFFFF
        pid = get_pid()
        while True:
            piece, view = view[: self._size], view[self._size :]
            self._write(descriptor, self._mark + self.HEAD.pack(pid, number, kind, not view, len(piece)) + piece)
            if not view:
                return

    @staticmethod
    def _write(descriptor, piece):
        while True:
            try:
                write_bytes(descriptor, piece)
                return
            except BlockingIOError:  # the app has made it so
                wait_until([], [descriptor], [])

    def log(self, level, name, text):
        name = CONTROL.sub("?", name)[:80]  # what comes before the text is in the first piece
        self.write(2, self.LOGGED, ("%d\x1f%s\x1f%s" % (level, name, text)).encode("utf-8", "backslashreplace"))


class RecordOutput(io.BufferedIOBase):
    """The bytes below sys.stdout or sys.stderr: what is written at once is a record, or the next part of one.

    It is never closed, as the process's own are not: Python closes it with the last stream that was put on it.
    """

    def __init__(self, records, descriptor, name):
        self._records = records
        self._descriptor = descriptor
        self.name = name

    def writable(self):
        return True

    def fileno(self):
        return self._descriptor

    def close(self):
        pass

    def write(self, data):
        size = memoryview(data).nbytes
        if size:
            self._records.write(self._descriptor, Records.TEXT, bytes(data))
        return size


class ErrorOutput(io.TextIOWrapper):
    """wsgi.errors, which all requests share: none takes it apart."""

    def detach(self):
        raise io.UnsupportedOperation("wsgi.errors is the server's")


def text_output(records, descriptor, name, kind=io.TextIOWrapper):
    output = kind(
        RecordOutput(records, descriptor, name), "utf-8", errors="backslashreplace", newline="\n", line_buffering=True
    )
    output.mode = "w"
    return output


def log_by(mark):
    """Has stdout, stderr and logging write records under this mark."""
    records = Records(mark)
    OWN_STREAMS.extend((sys.__stdout__, sys.__stderr__))
    sys.stdout = sys.__stdout__ = text_output(records, 1, "<stdout>")
    sys.stderr = sys.__stderr__ = text_output(records, 2, "<stderr>")
    GatewayHandler.records = records
    OWN_ERRORS.append(text_output(records, 2, "<stderr>"))


OWN_ERRORS = []
OWN_STREAMS = []  # Python's first ones, which nobody uses and nobody closes


def errors():
    """Returns the stream of the gateway's own complaints, whatever the app has made of sys.stderr."""
    return OWN_ERRORS[-1] if OWN_ERRORS else sys.stderr


def complain(text):
    try:
        errors().write(text + "\n")
    except Exception:
        pass  # the app has closed the descriptor; that is no failure of a request


class GatewayHandler(logging.Handler):
    """Hands records to the gateway with their level and logger."""

    records = Records(b"")

    def emit(self, record):
        try:
            if self is logging.lastResort or not has_own_handler(record.name):
                self.records.log(record.levelno, record.name, self.format(record))
        except Exception:
            self.handleError(record)


def has_own_handler(name):
    """Whether a logger below the root handles what this one logs."""
    logger = logging.getLogger(name)
    while logger is not None and logger is not logging.root:
        if logger.handlers:
            return True
        logger = logger.parent if logger.propagate else None
    return False


class LoadFailed(Exception):
    """The app's name leads nowhere; the message says what to do."""


def load(name):
    """Returns the WSGI callable that a name such as mysite.wsgi:application stands for."""
    logging.lastResort = GatewayHandler()
    module_name, _, attribute = name.partition(":")
    attribute = attribute or "application"
    called = attribute.endswith("()")
    found = module = importlib.import_module(module_name)
    for part in (attribute[:-2] if called else attribute).split("."):
        if not hasattr(found, part):
            callables = [key for key, value in vars(module).items() if callable(value) and key[0] != "_"]
            raise LoadFailed(
                "Module %s (%s) has no %r; it has %s. Name the WSGI callable as module:attribute"
                % (module_name, getattr(module, "__file__", "?"), part, ", ".join(callables) or "no callable")
            )
        found = getattr(found, part)
    if called:
        found = found()
    if not callable(found):
        raise LoadFailed("%s is a %s, no WSGI callable" % (name, type(found).__name__))
    if not logging.root.handlers:
        logging.root.addHandler(GatewayHandler())
    return found


def platform_tag():
    """Says which native packages fit, such as cp311-linux_x86_64; the Maven plugin makes the same of its Python."""
    import sysconfig

    name = sys.implementation.name
    musl = "musl" in (sysconfig.get_config_var("SOABI") or "")
    return "%s%d%d%s-%s_%s" % (
        {"cpython": "cp", "pypy": "pp"}.get(name, name),
        sys.version_info[0],
        sys.version_info[1],
        getattr(sys, "abiflags", ""),
        "musllinux" if musl else sys.platform,
        os.uname().machine,
    )


def check_native(wanted, because):
    """Refuses a WAR whose native packages were made for another Python; wanted is empty if it has none."""
    if wanted and wanted != platform_tag():
        raise LoadFailed(
            "The WAR holds native packages for %s, such as %s, but %s is %s. Set gateway.python.executable to a Python"
            " that fits, or build the WAR with such a one as this" % (wanted, because, sys.executable, platform_tag())
        )


def load_failure(name, error):
    """Says as one text why the app could not be loaded."""
    if isinstance(error, LoadFailed):
        return str(error)
    text = traceback_text(error)
    top = name.partition(":")[0].partition(".")[0]
    if isinstance(error, ModuleNotFoundError) and error.name == top:
        text += "\n%s is looked for in %s" % (top, ", ".join(filter(None, sys.path)))
    return text


def constants(threads):
    """What every environ holds beside the request."""
    return {
        "wsgi.version": (1, 0),
        "wsgi.errors": text_output(GatewayHandler.records, 2, "<stderr>", ErrorOutput),
        "wsgi.multithread": threads > 1,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
        "wsgi.file_wrapper": FileWrapper,
        "gateway.version": "1.0",
    }


def report_failure(address, text):
    with GatewaySocket() as sock:
        try:
            sock.connect(address)
            sock.sendall(frame(FAILED, PAIR.pack(os.getpid(), 0), text.encode("utf-8", "backslashreplace")))
        except OSError:
            pass  # another worker has said it, and the start was given up


def work(address, settings, app):
    """Runs a worker: a thread for each slot, the first of them the main thread."""
    faulthandler.enable(2)
    if app is None:
        try:
            app = load_with_stack(settings["app"])
        except BaseException as error:
            report_failure(address, load_failure(settings["app"], error))
            return
        warn_of_databases(settings["deployment"], app)
    faulthandler.enable(2)  # the app may have made it write elsewhere
    threads = int(settings["threads"])
    lenient = settings["lenient"] == "true"
    slots = [Slot(app, constants(threads), lenient) for _ in range(threads)]
    others = [run_beside(slot, address, number) for number, slot in enumerate(slots[1:], 1)]
    slots[0].run(address, 0)
    for other in others:
        other.acquire()


def run_beside(slot, address, number):
    """Runs a slot on a thread of the system's, be it that the app has replaced Python's; returns a lock that it opens."""
    ended = allocate_lock()
    ended.acquire()

    def run():
        try:
            name_thread("gateway-slot-%d" % number)
            slot.run(address, number)
        finally:
            ended.release()

    start_new_thread(run, ())
    return ended


def name_thread(name):
    try:
        threading.current_thread().name = name
    except Exception:
        pass  # what the app has made of Python's threads has no names


def load_with_stack(name):
    """Loads the app; meanwhile the signal that tells of a slow import writes the stacks of all threads."""
    faulthandler.register(signal.SIGURG, 2, all_threads=True)  # a signal that by default does nothing
    try:
        return load(name)
    finally:
        faulthandler.unregister(signal.SIGURG)


# ---- databases that the next WAR would replace ----

SQLITE = b"SQLite format 3\0"


def named_databases(app):
    """Yields the SQLite databases in the settings of Django and in a Flask app's, and which setting it is."""
    settings = getattr(sys.modules.get("django.conf"), "settings", None)
    if settings is not None and settings.configured:
        for alias, database in settings.DATABASES.items():
            if str(database.get("ENGINE")).endswith(("sqlite3", "spatialite")):
                yield str(database.get("NAME") or ""), "DATABASES[%r] in Django's settings" % alias
    config = getattr(app, "config", None)
    if isinstance(config, dict):
        folder = getattr(app, "instance_path", "")
        named = {"DATABASE": config.get("DATABASE"), "SQLALCHEMY_DATABASE_URI": config.get("SQLALCHEMY_DATABASE_URI")}
        named.update(config.get("SQLALCHEMY_BINDS") or {})
        for key, value in named.items():
            scheme, slashes, name = str(value).partition("?")[0].partition(":///")
            if scheme.startswith("sqlite") and slashes:
                yield os.path.join(folder, name) if name != ":memory:" else "", "%s in the Flask app's config" % key
            elif key == "DATABASE" and str(value).endswith((".db", ".sqlite", ".sqlite3")):
                yield str(value), "DATABASE in the Flask app's config"


def kept_databases(folder):
    """Yields the SQLite databases below a folder, but those that packages came with."""
    folders = [folder]
    while folders:
        place = folders.pop()
        for name in os.listdir(place):  # GraalPy's walk leaves each folder open
            path = os.path.join(place, name)
            try:
                if os.path.isdir(path):
                    if not os.path.islink(path) and name not in ("python-packages", "lib", "classes", "__pycache__"):
                        folders.append(path)
                elif is_database(path):
                    yield path
            except OSError:
                pass


def is_database(path):
    size = os.path.getsize(path)
    if not size or size % 512:  # not of whole pages
        return False
    with open(path, "rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def lost_databases(deployment, app):
    """Returns each SQLite database inside the deployment, whether it is there or only named, and what names it."""
    root = os.path.realpath(deployment)
    found = {os.path.realpath(path): "" for path in kept_databases(root)}
    for name, said_by in named_databases(app):
        if name.startswith("file:"):
            name = name[5:].partition("?")[0]
        path = os.path.realpath(name)
        if name and name != ":memory:" and path.startswith(root + os.sep):
            found[path] = ", which is %s," % said_by
    return sorted(found.items())


def warn_of_databases(deployment, app):
    """Complains of databases that do not outlive the deployment; its folder is empty where the app is elsewhere."""
    try:
        for path, said_by in lost_databases(deployment, app) if deployment else ():
            complain(
                "The SQLite database %s%s is inside the deployment: the next WAR replaces it, and all that was stored is"
                " lost. Keep it outside: have the app read its path from a variable, such as os.environ[\"DATABASE\"],"
                " which gateway.python.env.DATABASE sets" % (path, said_by)
            )
    except Exception:
        pass  # the settings are the app's own; it meets what is wrong with them


# ---- signals ----

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Survival:
    """Has the gateway's processes survive the signals that end programs, and what the app forks not.

    The signals are met by an empty handler: ignored ones would stay so in the programs that the app starts.
    A fork of the app's gets back what was there before; a signal that comes in between waits for that.
    """

    def __init__(self):
        self._before = {}
        self._masks = {}

    @staticmethod
    def _nothing(*_):
        pass

    def begin(self):
        for number in ENDING:
            before = set_handler(number, self._nothing)
            if before is not self._nothing:
                self._before[number] = signal.SIG_DFL if before is None else before

    def ends_in_forks(self):
        os.register_at_fork(before=self.block, after_in_parent=self.unblock, after_in_child=self._end)

    def block(self):
        self._masks.setdefault(get_ident(), []).append(signal.pthread_sigmask(signal.SIG_BLOCK, ENDING))

    def unblock(self):
        thread = get_ident()
        masks = self._masks[thread]
        mask = masks.pop()
        if not masks:
            del self._masks[thread]
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def _end(self):
        for number, handler in self._before.items():
            if signal.getsignal(number) is self._nothing:
                set_handler(number, handler)
        self.unblock()


# ---- what a fork cannot share ----

SHARED_DEVICES = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"}


def open_descriptors():
    """Returns which descriptors are open, and what each stands for."""
    found = {}
    for name in os.listdir("/dev/fd"):
        try:
            found[int(name)] = os.fstat(int(name))
        except OSError:
            pass  # the listing's own
    return found


def is_shared_well(number, status):
    """Whether processes may go on with the same open file: it has no position, or each write goes to its end."""
    if stat.S_ISDIR(status.st_mode):
        return True
    if stat.S_ISCHR(status.st_mode):
        return any(os.path.exists(device) and os.path.samestat(status, os.stat(device)) for device in SHARED_DEVICES)
    if not stat.S_ISREG(status.st_mode):
        return False
    flags = fcntl.fcntl(number, fcntl.F_GETFL)
    appended = flags & os.O_APPEND and flags & os.O_ACCMODE == os.O_WRONLY
    return bool(appended) or os.path.basename(descriptor_name(number)).startswith("pym-")  # multiprocessing's own


def descriptor_name(number):
    try:
        return os.readlink("/proc/self/fd/%d" % number)
    except OSError:
        return "descriptor %d" % number


def described(number, status):
    if not stat.S_ISSOCK(status.st_mode):
        return "open file %s" % descriptor_name(number)
    try:
        sock = _socket.socket(fileno=os.dup(number))
        try:
            return "socket to %s" % (sock.getpeername() or "its other end",)
        finally:
            sock.close()
    except OSError:
        return "socket"


def has_children():
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return True
    except (ChildProcessError, AttributeError):
        return False


def close_django_connections():
    """Django opens them again when they are wanted."""
    try:
        database = sys.modules.get("django.db")
        if database is not None:
            database.connections.close_all()
    except Exception:
        pass  # what is open is found


def waiting_greenlets():
    """Returns those of gevent and eventlet that have not ended; the loop that would run them is not a fork's."""
    places = (("gevent.greenlet", "Greenlet"), ("eventlet.greenthread", "GreenThread"))
    kinds = tuple(getattr(sys.modules[module], kind) for module, kind in places if module in sys.modules)
    return [one for one in gc.get_objects() if isinstance(one, kinds) and not one.dead] if kinds else []


def unshareable(before):
    """Names what the import has begun and a fork would break: threads, greenlets, connections, open files, processes."""
    close_django_connections()
    gc.collect()
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    own = get_ident()
    found = ["thread %s" % names.get(ident, ident) for ident in sys._current_frames() if ident != own]
    found += ["greenlet %s" % repr(one).strip("<>") for one in waiting_greenlets()]
    for number, status in open_descriptors().items():
        known = number in before and os.path.samestat(before[number], status)
        if not known and not is_shared_well(number, status):
            found.append(described(number, status))
    if has_children():
        found.append("child processes")
    return found


def native_threads():
    """Returns how many threads there are that are not Python's, as far as the system says."""
    try:
        return len(os.listdir("/proc/self/task")) - len(sys._current_frames())
    except OSError:
        return 0


# ---- the parent ----


def settings_of(data):
    """Returns the gateway's settings, whose values come as UTF-8, one char a byte."""
    return {name: os.fsdecode(value.encode("latin-1")) for name, value in marshal.loads(data).items()}


def set_variables(text):
    """Sets those variables of the app's that the gateway's own locale may not have letters for."""
    for variable in filter(None, text.split("\0")):
        name, _, value = variable.partition("=")
        os.environ[name] = value


class Parent:
    """Forks workers at the gateway's word and tells how they ended."""

    def __init__(self, address):
        self._address = address
        self._control = GatewaySocket()
        self._control.connect(address)
        version = "%d.%d.%d" % sys.version_info[:3]
        self._tell(PARENT, "%d %s %s" % (os.getpid(), version, sys.executable))
        _, data = self._receive()
        self.settings = settings_of(data)
        self.app = None
        self._children = set()
        self._deadlines = {}
        self._leave_within = LEAVE_WITHIN
        self._wake, self._waker = socket.socketpair()
        self._survival = Survival()
        log_by(self.settings["log-mark"].encode())

    def prepare(self):
        """Makes this process that of a plain program with the app's paths; returns whether the app can run in it."""
        try:
            check_native(self.settings["native"], self.settings["native-because"])
        except LoadFailed as error:
            self._tell(FAILED, str(error))
            return False
        set_variables(self.settings["environment"])
        own = os.path.dirname(os.path.abspath(__file__))
        paths = self.settings["path"].split(os.pathsep)
        sys.path[:] = [path for path in paths if path] + [path for path in sys.path if path != own]
        sys.argv[:] = ["gateway"]
        self._survival.begin()
        return True

    def preload(self):
        """Has a fork import the app; returns in that fork, and here too if every worker has to import the app itself.

        The fork goes on as the parent of the workers if nothing lives in it that its own forks would share or miss,
        and this process then ends with it.
        """
        parent = os.getpid()
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if not pid:
            ours.close()
            os.setpgid(0, 0)
            end_with(parent)
            self._survival.ends_in_forks()
            self._import(theirs)
            self._survival.begin()  # the app may have handlers of its own, which only its forks get
            for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
                set_timer(timer, 0)  # no fork has what the import has left running
            return
        theirs.close()
        told = self._await_import(pid, ours)
        if told == b"clean":
            self._control.close()
            ours.sendall(b"go on")
            self._exit_with(pid)
        if not told:  # it has ended, and said why if it could
            self._exit_with(pid)
        self._kill_group(pid)
        os.waitpid(pid, 0)
        self._tell(NOTE, told.decode("utf-8", "replace"))

    def _import(self, answer):
        """Imports the app in the fork; returns if workers can be forked from it."""
        before = open_descriptors()
        name = self.settings["app"]
        try:
            self.app = load_with_stack(name)
        except BaseException as error:
            self._tell(FAILED, load_failure(name, error))
            os._exit(1)
        found = unshareable(before)
        if found:
            text = (
                "gateway.python.preload is true, but the import of %s has left what forks cannot share: %s. Each worker"
                " imports the app instead. Begin such things in os.register_at_fork(after_in_child=...), or leave the"
                " setting out" % (name, ", ".join(found[:8]) + (" ..." if len(found) > 8 else ""))
            )
            answer.sendall(text.encode("utf-8", "backslashreplace"))
            os._exit(0)
        warn_of_databases(self.settings["deployment"], self.app)
        if native_threads():
            self._tell(
                NOTE,
                "The import of %s has started %d threads that are not Python's; the workers do not have them. If a"
                " library needs them, leave gateway.python.preload out" % (name, native_threads()),
            )
        answer.sendall(b"clean")
        if not answer.recv(16):
            os._exit(1)
        answer.close()
        gc.collect()
        gc.freeze()  # what the workers share is not touched by their collectors

    def _await_import(self, pid, answer):
        """Returns what the importing fork says, b"" if it has ended; ends it if the gateway hangs up."""
        while True:
            ready, _, _ = wait_until([self._control, answer], [], [])
            if answer in ready:
                return answer.recv(65536)
            try:
                if self._receive()[0] == STACK:
                    os.kill(pid, signal.SIGURG)
            except (EOFError, OSError):
                self._kill_group(pid)
                self._end_all()
                os._exit(1)

    @staticmethod
    def _exit_with(pid):
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os._exit(code if code >= 0 else 128 - code)

    def run(self):
        """Serves the gateway; returns in a worker at once, in the parent at the end. True in a worker."""
        self._tell(READY, "")
        set_handler(signal.SIGCHLD, lambda *_: None)
        for end in (self._wake, self._waker):
            end.setblocking(False)
        set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        while True:
            ready, _, _ = wait_until([self._control, self._wake], [], [], self._patience())
            if self._wake in ready:
                self._wake.recv(4096)
            self._reap()
            self._kill_overdue()
            if self._control in ready:
                try:
                    kind, data = self._receive()
                except (EOFError, OSError):
                    self._end_all()
                    return False
                if kind == FORK:
                    if self._fork():
                        return True
                elif kind == LEAVE_BY:
                    self._leave_within = int(data) / 1000
                else:
                    self._signal(int(data), kind)

    def _patience(self):
        if not self._deadlines:
            return None
        return max(0.0, min(self._deadlines.values()) - now())

    def _fork(self):
        parent = os.getpid()
        self._survival.block()
        try:
            pid = os_fork()
        except OSError as error:
            self._survival.unblock()
            complain("No worker can be started now: %s" % error)
            self._tell(FORKED, "0")
            return False
        if not pid:
            self._become_worker(parent)
            return True
        self._survival.unblock()
        self.settings["deployment"] = ""  # the first worker looks at it
        self._children.add(pid)
        try:
            os.setpgid(pid, pid)  # the worker does it too; whoever is first
        except OSError:
            pass
        self._tell(FORKED, str(pid))
        return False

    def _become_worker(self, parent):
        set_wakeup_fd(-1)
        set_handler(signal.SIGCHLD, signal.SIG_DFL)
        self._survival.begin()
        self._survival.unblock()
        if self.app is None:  # else the parent has said so, and its forks know it
            self._survival.ends_in_forks()
        for held in (self._control, self._wake, self._waker):
            held.close()
        os.setpgid(0, 0)
        end_with(parent)

    def _signal(self, pid, kind):
        if pid in self._children:
            if kind == ABORT:
                os.kill(pid, signal.SIGABRT)
                self._deadlines[pid] = now() + KILL_AFTER
            elif kind == KILL:
                self._kill_group(pid)
            elif kind == STACK:
                os.kill(pid, signal.SIGURG)

    def _kill_overdue(self):
        time_is = now()
        for pid in [pid for pid, deadline in self._deadlines.items() if deadline <= time_is]:
            del self._deadlines[pid]
            self._kill_group(pid)

    def _reap(self):
        for pid in list(self._children):
            try:
                ended, status = wait_for(pid, os.WNOHANG)
            except ChildProcessError:
                ended, status = pid, 255 << 8
            if ended:
                self._children.discard(pid)
                self._deadlines.pop(pid, None)
                self._kill_group(pid)  # what the worker has started ends with it
                self._tell(LEFT, "%d %d" % (pid, os.waitstatus_to_exitcode(status)))

    @staticmethod
    def _kill_group(pid):
        """Kills a worker and all that it has started."""
        try:
            os.killpg(pid, signal.SIGKILL)
        except OSError:
            pass  # nobody is left of it

    def _end_all(self):
        """The gateway is gone: workers end by themselves, or are made to."""
        deadline = now() + self._leave_within
        while self._children and now() < deadline:
            self._reap()
            sleep(0.01)
        for pid in self._children:
            self._kill_group(pid)
        shutil.rmtree(os.path.dirname(self._address), ignore_errors=True)

    def _tell(self, kind, text):
        try:
            self._control.sendall(frame(kind, data=text.encode("utf-8", "backslashreplace")), NO_SIGNAL)
        except OSError:
            pass  # the loop meets the end of the connection too

    def _receive(self):
        head = bytearray(HEAD.size)
        receive(self._control, memoryview(head))
        word, size = HEAD.unpack(head)
        data = bytearray((word & 0xFFFFFF) + size)  # one of the two parts is empty
        receive(self._control, memoryview(data))
        return word >> 24, bytes(data)


def end_with(parent):
    """Has this process end with its parent, where the system can do that."""
    if ctypes is not None and sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)


def main(address):
    os.setsid()  # a terminal's Ctrl-C is the gateway's to answer
    for output in (sys.stdout, sys.stderr):
        output.reconfigure(encoding="utf-8", line_buffering=True, errors="backslashreplace")
    faulthandler.enable()
    parent = Parent(address)
    if not parent.prepare():
        return 1
    if parent.settings["preload"] == "true":
        parent.preload()
    if parent.run():
        work(address, parent.settings, parent.app)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
