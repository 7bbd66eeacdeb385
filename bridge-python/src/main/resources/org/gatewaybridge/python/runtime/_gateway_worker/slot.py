"""A thread's connection to the gateway, which carries one request at a time."""

import _socket
import errno
import os
from marshal import loads

from .call import Call
from .log import complain
from .originals import get_pid, new_input, sleep
from .request_body import Body, DemandedInput
from .wire import BLOCK, HEAD, LEAVE, NO_SIGNAL, OPEN_REQUEST, OVER, PAIR, REQUEST, SLOT, OutOfTurn, frame, receive
from .wsgi import respond


class Slot:
    """A thread's connection to the gateway; if it ends in the middle of a call, another one takes its place."""

    def __init__(self, app, constants, lenient):
        self._app = app
        self._constants = constants
        self._lenient = lenient
        self._view = memoryview(bytearray(2 * BLOCK))
        self._sock = self._address = None
        if hasattr(os, "register_at_fork"):  # not in GraalPy and on Windows, where nothing forks
            os.register_at_fork(after_in_child=self._abandon)

    def _abandon(self):
        """Closes the connection in a process that the app has forked; it belongs to the worker."""
        if self._sock is not None:
            self._sock.close()
        self._address = None

    def run(self, address, number):
        """Serves until the gateway asks it to leave, or has ended."""
        self._address = address
        refused = 0
        while self._address:
            sock = None
            try:
                self._sock = sock = address.new_socket()
                address.connect(sock)
                sock.sendall(frame(SLOT, data=PAIR.pack(get_pid(), number)), NO_SIGNAL)
            except OSError as error:
                if sock is not None:
                    sock.close()
                if error.errno in (errno.ENOENT, errno.ECONNREFUSED):
                    return  # the gateway has ended
                refused += 1  # too many connect at once, or the app has used up all descriptors
                if refused == 50:
                    return complain("A worker's connection to the gateway cannot be made: %s" % error)
                sleep(0.02)
                continue
            refused = 0
            if self.serve(sock):
                return

    def serve(self, sock):
        """Answers requests until the connection ends; returns whether the gateway asked it to leave."""
        call = None
        try:
            while True:
                kind, environ, data = self.request(sock)
                if kind == LEAVE:
                    return True
                environ.update(self._constants)
                call = Call(sock, self._lenient, environ)
                if kind == REQUEST:
                    environ["wsgi.input"] = new_input(data)
                else:
                    environ["wsgi.input"] = Body(DemandedInput(call, data), BLOCK)
                environ = data = None  # keep nothing of a request until its end is reported
                respond(self._app, call)
                if call.state is not OVER:
                    return False
                call = None
        except Exception:  # it ends this connection and nothing else
            return False
        finally:
            hang_up(sock, call)

    def request(self, sock):
        """Waits for a request; returns the frame's kind, the environ, and the body or its beginning."""
        view = self._view
        size = sock.recv_into(view)
        if not size:
            raise EOFError
        word, data_size = HEAD.unpack_from(view) if size >= 8 else (0, 0)
        data_at = 8 + (word & 0xFFFFFF)
        end = data_at + data_size
        if size < end or size < 8:
            end, data_at, word = self.rest(sock, size)
            view = self._view
        elif size > end:
            raise OutOfTurn("more than a request came at once")
        kind = word >> 24
        if kind == LEAVE:
            return kind, None, None
        if kind != REQUEST and kind != OPEN_REQUEST:
            raise OutOfTurn("a frame %d where a request belongs" % kind)
        return kind, loads(view[8:data_at]), view[data_at:end].tobytes() if end > data_at else b""

    def rest(self, sock, size):
        """Receives the rest of a request that did not arrive in one piece."""
        view = self._view
        if size < HEAD.size:
            receive(sock, view[size : HEAD.size])
            size = HEAD.size
        word, data_size = HEAD.unpack_from(view)
        data_at = HEAD.size + (word & 0xFFFFFF)
        end = data_at + data_size
        if size > end:
            raise OutOfTurn("more than a request came at once")
        if end > len(view):
            self._view = memoryview(bytearray(end))
            self._view[:size] = view[:size]
            view = self._view
        receive(sock, view[size:end])
        return end, data_at, word


def hang_up(sock, call):
    """Ends a connection; if a thread of the app still waits on it, it is closed when that thread is done with it."""
    try:
        sock.shutdown(_socket.SHUT_RDWR)
    except (OSError, AttributeError):
        pass  # it has ended, or is a pipe of this process
    if call is None or not call.asking:  # else its number could become another connection's under that thread
        try:
            sock.close()
        except OSError:
            pass  # the app has closed it
