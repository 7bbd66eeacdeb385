"""Hosts a WSGI app for Gateway Bridge: the parent process, its workers, and a request's Python side.

The gateway starts one parent. The parent imports the app, forks a worker whenever the gateway asks for
one, and reports how each ended. A worker holds one connection per thread, a slot, and serves one request
at a time on it. All of them end when the gateway's end of their connection does.

A frame is 8 bytes, little-endian: kind << 24 | length of its meta part, and the length of its data part;
the parts follow. docs/decisions/wire.md says which kinds there are and why.
"""

import sys

if sys.version_info < (3, 9):
    sys.exit("Gateway Bridge needs Python 3.9 or newer; %s is %s" % (sys.executable, sys.version.split()[0]))

import errno
import faulthandler
import gc
import importlib
import io
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
from _thread import allocate_lock
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
SETTINGS, FORK, ABORT, KILL = b"CfAK"
PARENT, READY, FORKED, LEFT = b"OYGL"

BLOCK = 64 * 1024
LONGEST_HEAD, LONGEST = 0xFFFFFF, 0xFFFFFFFF  # of the two parts of a frame
SETTLED_AFTER = 10  # seconds without a change, after which nobody is taken to be writing a file
KILL_AFTER = 2  # seconds between SIGABRT and SIGKILL
LEAVE_WITHIN = 5  # seconds for workers to end after the gateway has gone


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
    if status not in STATUSES:
        check_status(status)
    if not hasattr(headers, "__iter__"):
        raise ContractViolation("The headers are %r; give a list of (name, value) [R22]" % (headers,))
    parts = [status]
    length = kinds = None
    for name, value in headers:
        kind = NAMES.get(name)
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
        if not isinstance(chunk, bytes):
            raise ContractViolation("write got a %s; every chunk is bytes [R29]" % type(chunk).__name__)
        if self.returned:
            warn_of_late_write()
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
            sys.stderr.write(text + "\n")
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
                    sent = self.sock.send(head)
                    if sent < len(head):
                        self.sock.sendall(memoryview(head)[sent:])
                else:
                    self.sock.sendall(head)
                    self.sock.sendall(data)
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
                self.sock.sendall(pack(NEED << 24, PAIR.size) + PAIR.pack(min(least, len(target)), len(target)))
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


def warn_of_late_write():
    """Says once that PEP 3333 has write() for the app's call alone: other servers let it pass, and so does this."""
    global warned_of_late_write
    if not warned_of_late_write:
        warned_of_late_write = True
        sys.stderr.write(
            "The app calls write() from the body that it has returned, which PEP 3333 does not allow; it is served [R30]\n"
        )


warned_of_late_write = False


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
        if block_size < 1:
            raise ValueError("wsgi.file_wrapper got a block size of %r; give 1 or more" % block_size)
        self.filelike = filelike
        self.block_size = block_size
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
        if type(source) not in (io.BufferedReader, io.FileIO):
            return None
        try:
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
        path = os.fsencode(os.path.abspath(name))
        try:
            # the gateway reads names as UTF-8, which is what ASCII always is
            return path if path.isascii() and os.path.samestat(held, os.stat(path)) else b""
        except (OSError, ValueError):
            return b""


OWN_FILES = {__file__, "embedded_shim.py", "<frozen importlib._bootstrap>"}


def traceback_text(error):
    """Returns the traceback without the gateway's own frames."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename in OWN_FILES:
        trace = trace.tb_next
    return "".join(traceback.format_exception(type(error), error, trace)).rstrip()


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
        if not isinstance(data, bytes):
            raise ContractViolation("The body handed over a %s; every chunk is bytes [R29]" % type(data).__name__)
        if not data:
            continue
        if call.state is not CALLED and call.state is not BEGUN:
            sys.stderr.write("The body was cut at its Content-Length of %s [R33]\n" % call.length)
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
            call.without_close = call.without_close or not hasattr(result, "close")
            call.fail(error)
    finally:
        if hasattr(result, "close"):
            close(result)
        call.closed()


def joined(chunks):
    if len(chunks) == 1 and type(chunks[0]) is bytes:
        return chunks[0]
    for chunk in chunks:
        if not isinstance(chunk, bytes):
            raise ContractViolation("The body handed over a %s; every chunk is bytes [R29]" % type(chunk).__name__)
    return b"".join(chunks)


def close(result):
    try:
        result.close()
    except BaseException as error:
        sys.stderr.write("Closing the body failed: %s\n" % traceback_text(error))


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
        while self._address and refused < 50:
            self._sock = sock = socket.socket(socket.AF_UNIX)
            try:
                sock.settimeout(None)
                sock.connect(address)
                sock.sendall(frame(SLOT, data=PAIR.pack(os.getpid(), number)))
            except OSError as error:
                sock.close()
                if error.errno in (errno.ENOENT, errno.ECONNREFUSED):
                    return  # the gateway has ended
                refused += 1  # too many come at once
                time.sleep(0.02)
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
                    environ["wsgi.input"] = io.BytesIO(data)
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
        sock.shutdown(socket.SHUT_RDWR)
    except (OSError, AttributeError):
        pass  # it has ended, or is a pipe of this process
    if call is None or not call.asking:  # else its number could become another connection's under that thread
        sock.close()


class GatewayHandler(logging.Handler):
    """Writes records to stderr in the form that the gateway takes apart: level, logger, text."""

    def emit(self, record):
        try:
            if self is logging.lastResort or not has_own_handler(record.name):
                for line in self.format(record).splitlines() or [""]:
                    text = "\x1e%d %s\x1f%s" % (record.levelno, record.name, line)
                    os.write(2, text.encode("utf-8", "backslashreplace")[:4000] + b"\n")  # atomic in a pipe
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
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": threads > 1,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
        "wsgi.file_wrapper": FileWrapper,
        "gateway.version": "1.0",
    }


def report_failure(address, text):
    with socket.socket(socket.AF_UNIX) as sock:
        try:
            sock.connect(address)
            sock.sendall(frame(FAILED, PAIR.pack(os.getpid(), 0), text.encode("utf-8", "backslashreplace")))
        except OSError:
            pass  # another worker has said it, and the start was given up


def work(address, settings, app):
    """Runs a worker: a thread for each slot, the first of them the main thread."""
    faulthandler.enable()
    if app is None:
        try:
            app = load(settings["app"])
        except BaseException as error:
            report_failure(address, load_failure(settings["app"], error))
            return
    threads = int(settings["threads"])
    lenient = settings["lenient"] == "true"
    slots = [Slot(app, constants(threads), lenient) for _ in range(threads)]
    others = [
        threading.Thread(target=slot.run, args=(address, number), name="gateway-slot-%d" % number)
        for number, slot in enumerate(slots[1:], 1)
    ]
    for other in others:
        other.start()
    slots[0].run(address, 0)
    for other in others:
        other.join()


# ---- the parent ----


class Parent:
    """Imports the app, forks workers at the gateway's word and tells how they ended."""

    def __init__(self, address):
        self._address = address
        self._control = socket.socket(socket.AF_UNIX)
        self._control.connect(address)
        version = "%d.%d.%d" % sys.version_info[:3]
        self._tell(PARENT, "%d %s %s" % (os.getpid(), version, sys.executable))
        _, data = self._receive()
        self.settings = marshal.loads(data)
        self.app = None
        self._children = set()
        self._deadlines = {}
        self._wake, self._waker = socket.socketpair()

    def prepare(self):
        """Sets the paths and imports the app; returns whether that went well."""
        own = os.path.dirname(os.path.abspath(__file__))
        paths = self.settings["path"].split(os.pathsep)
        sys.path[:] = [path for path in paths if path] + [path for path in sys.path if path != own]
        try:
            check_native(self.settings["native"], self.settings["native-because"])
        except LoadFailed as error:
            self._tell(FAILED, str(error))
            return False
        if self.settings["preload"] == "true":
            stop = end_with(self._control)
            try:
                self.app = load(self.settings["app"])
            except BaseException as error:
                self._tell(FAILED, load_failure(self.settings["app"], error))
                return False
            finally:
                stop()
            gc.collect()
            gc.freeze()  # what the workers share is not touched by their collectors
        self._tell(READY, "")
        return True

    def run(self):
        """Serves the gateway; returns in a worker at once, in the parent at the end. True in a worker."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, lambda *_: None)  # the gateway says when; a handler is not inherited by exec
        for end in (self._wake, self._waker):
            end.setblocking(False)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        while True:
            ready, _, _ = select.select([self._control, self._wake], [], [], self._patience())
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
                else:
                    self._signal(int(data), kind)

    def _patience(self):
        if not self._deadlines:
            return None
        return max(0.0, min(self._deadlines.values()) - time.monotonic())

    def _fork(self):
        parent = os.getpid()
        try:
            pid = os.fork()
        except OSError as error:
            sys.stderr.write("No worker can be started now: %s\n" % error)
            self._tell(FORKED, "0")
            return False
        if not pid:
            self._become_worker(parent)
            return True
        self._children.add(pid)
        try:
            os.setpgid(pid, pid)  # the worker does it too; whoever is first
        except OSError:
            pass
        self._tell(FORKED, str(pid))
        return False

    def _become_worker(self, parent):
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for held in (self._control, self._wake, self._waker):
            held.close()
        os.setpgid(0, 0)
        if ctypes is not None and sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)

    def _signal(self, pid, kind):
        if pid in self._children:
            if kind == ABORT:
                os.kill(pid, signal.SIGABRT)
                self._deadlines[pid] = time.monotonic() + KILL_AFTER
            elif kind == KILL:
                self._kill_group(pid)

    def _kill_overdue(self):
        now = time.monotonic()
        for pid in [pid for pid, deadline in self._deadlines.items() if deadline <= now]:
            del self._deadlines[pid]
            self._kill_group(pid)

    def _reap(self):
        for pid in list(self._children):
            try:
                ended, status = os.waitpid(pid, os.WNOHANG)
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
        deadline = time.monotonic() + LEAVE_WITHIN
        while self._children and time.monotonic() < deadline:
            self._reap()
            time.sleep(0.01)
        for pid in self._children:
            self._kill_group(pid)
        shutil.rmtree(os.path.dirname(self._address), ignore_errors=True)

    def _tell(self, kind, text):
        try:
            self._control.sendall(frame(kind, data=text.encode("utf-8", "backslashreplace")))
        except OSError:
            pass  # the loop meets the end of the connection too

    def _receive(self):
        head = bytearray(HEAD.size)
        receive(self._control, memoryview(head))
        word, size = HEAD.unpack(head)
        data = bytearray((word & 0xFFFFFF) + size)  # one of the two parts is empty
        receive(self._control, memoryview(data))
        return word >> 24, bytes(data)


def end_with(control):
    """Ends this process if the gateway hangs up while the app is imported; returns what stops that."""
    stop, stopper = os.pipe()

    def wait():
        ready, _, _ = select.select([control, stop], [], [])
        if control in ready:
            os._exit(1)

    watching = threading.Thread(target=wait, daemon=True)
    watching.start()

    def end():
        os.write(stopper, b"x")
        watching.join()
        os.close(stop)
        os.close(stopper)

    return end


def main(address):
    os.setsid()  # a terminal's Ctrl-C is the gateway's to answer
    for output in (sys.stdout, sys.stderr):
        output.reconfigure(encoding="utf-8", line_buffering=True, errors="backslashreplace")
    faulthandler.enable()
    parent = Parent(address)
    if not parent.prepare():
        return 1
    if parent.run():
        work(address, parent.settings, parent.app)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
