"""One request on its connection: the frames of its response, start_response and write."""

from .head import ContractViolation, check_exc_info, checked_chunk, encoded_head
from .log import complain
from .originals import allocate_lock
from .tracebacks import traceback_text
from .wire import (
    ANSWERED,
    BEGIN,
    BEGUN,
    BLOCK,
    BROKEN,
    CALLED,
    CHUNK,
    CLOSED,
    END,
    FAILED,
    FILE,
    FILED,
    GETS,
    HEAD,
    LAST,
    LONGEST,
    LONGEST_HEAD,
    NEED,
    NO_SIGNAL,
    OVER,
    PAIR,
    REFUSED,
    SENDS,
    WHOLE,
    OutOfTurn,
    pack,
    receive,
)


class ClientGone(ConnectionError):
    """Raised if the gateway has hung up, usually because the client is gone; an app need not catch it."""


SAID = set()


def write_late(done):
    """Allows calls of write while the body is iterated, as other servers do; PEP 3333 forbids them."""
    if done:
        raise ContractViolation("write was called after the answer had ended; return the rest [R30]")
    if write_late not in SAID:
        SAID.add(write_late)
        complain("The app calls write while its body is being sent; PEP 3333 wants the rest returned [R30]")


class Call:
    """A request on its connection: which frames may be sent and received, PEP 3333's start_response and write.

    If it ends in the state OVER, the connection is free for the next request; in any other state, the connection
    is closed. Several threads of the app may use it, so each frame is checked and sent under one lock.
    """

    __slots__ = ("sock", "lenient", "environ", "state", "asking", "lock", "head", "length", "returned", "is_over")

    def __init__(self, sock, lenient, environ=None):
        self.sock = sock
        self.lenient = lenient
        self.environ = environ
        self.state = CALLED
        self.asking = False  # for input that has not arrived yet
        self.lock = allocate_lock()
        self.head = None
        self.length = None
        self.returned = False
        self.is_over = False  # nothing of the app runs behind the end of the response

    def take_environ(self):
        """Returns the environ and forgets it, so that it lives no longer than the app keeps it."""
        environ, self.environ = self.environ, None
        return environ

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
        """Sends a chunk; start_response returns this method."""
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
        """Offers a file; returns whether the gateway has sent it itself."""
        self.send(FILE, self.checked_head(), place)
        self.receive()
        return self.state is ANSWERED

    def fail(self, error):
        """Reports an exception of the app to the gateway, or logs it if the response is already complete."""
        text = traceback_text(error)
        data = text.encode("utf-8", "backslashreplace")[:LONGEST]
        try:
            self.send(FAILED, b"", data)
        except OutOfTurn:
            complain(text)
        except ClientGone:
            pass

    def closed(self):
        """Reports that the body is closed, which frees the connection, unless a thread still waits for input on it."""
        if not self.asking:
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
        """Sends a frame that the state allows; raises ClientGone if the gateway has hung up."""
        size = len(data)
        while size > LONGEST:
            self.send(kind, meta, data[: BLOCK * 1024])
            kind, meta, data = CHUNK, b"", memoryview(data)[BLOCK * 1024 :]
            size = len(data)
        lock = self.lock
        lock.acquire()  # "with" takes twice as long
        try:
            state = self.state
            after = SENDS[state].get(kind)
            if after is None:
                if state is BROKEN:
                    raise ClientGone("the client is gone")
                raise OutOfTurn("a frame %s of a call that is %s" % (chr(kind), state))
            if after is ANSWERED and self.is_over and not self.asking:
                after = OVER
                kind |= LAST
            try:
                head = pack(kind << 24 | len(meta), size)
                if meta:
                    head += meta
                if size < BLOCK:
                    head += data
                    sent = self.sock.send(head, NO_SIGNAL)
                    if sent < len(head):
                        self.sock.sendall(memoryview(head)[sent:], NO_SIGNAL)
                else:
                    sent = self.sock.sendmsg((head, data), (), NO_SIGNAL)
                    if sent < len(head) + size:
                        self.send_rest(head, data, sent)
                self.state = after
            except OSError as error:
                self.state = BROKEN
                raise ClientGone("the client is gone") from error
            except BaseException:  # a part of the frame may have been sent
                self.state = BROKEN
                raise
        finally:
            lock.release()

    def send_rest(self, head, data, sent):
        """Sends what a signal has kept from being sent at once."""
        self.sock.sendall(head[sent:], NO_SIGNAL)
        self.sock.sendall(memoryview(data)[max(0, sent - len(head)) :], NO_SIGNAL)

    def ask(self, least, target):
        """Fills the target with bytes of the request's body, at least so many unless it ends; returns how many."""
        with self.lock:
            if self.state is not CALLED and self.state is not BEGUN:
                if self.state is BROKEN:
                    raise ClientGone("the client is gone")
                raise ValueError("wsgi.input was read after its answer had ended")
            if self.asking:
                raise OutOfTurn("wsgi.input was read by two threads at once")
            self.asking = True
            try:
                most = min(len(target), LONGEST)
                wanted = PAIR.pack(min(least, most), most)
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
        """Receives the gateway's reply to a frame; returns the size of its data, None if it is a refusal."""
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
