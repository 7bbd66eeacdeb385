"""Runs slots in a context of the gateway's own process, on pipes in place of sockets."""

import sys

from .asgi_kind import is_asgi
from .databases import warn_of_databases
from .loading import LoadFailed, check_native, load, load_failure
from .log import log_by
from .slot import Slot
from .wsgi import constants


class PipeSocket:
    """The methods of a socket that a slot uses, on the gateway's pipe."""

    def __init__(self, receive, send):
        self._receive = receive
        self._send = send
        self._rest = b""

    def recv_into(self, target):
        rest = self._rest or bytes(self._receive())
        size = min(len(target), len(rest))
        target[:size] = rest[:size]
        self._rest = rest[size:]
        return size

    def send(self, data, flags=0):
        self.sendall(data)
        return len(data)

    def sendmsg(self, parts, ancillary=(), flags=0):
        return self.send(b"".join(parts))

    def sendall(self, data, flags=0):
        if not self._send(bytes(data)):
            raise BrokenPipeError("the gateway has hung up")

    def close(self):
        pass


def prepare(app, path, lenient, threads, native, because, log_mark, deployment, interface="auto"):
    """Imports the app; returns what makes a thread's function to serve a pipe, or the text of an error."""
    sys.path[:0] = [part for part in path.split(":") if part]
    log_by(log_mark.encode())
    try:
        check_native(native, because)
        loaded = load(app)
        if is_asgi(loaded, app, interface):
            raise LoadFailed(
                "%s is an ASGI app, which GraalPy does not serve here; set gateway.python.runtime to workers, which"
                " run it by a CPython" % app
            )
    except BaseException as error:
        return load_failure(app, error)
    warn_of_databases(deployment, loaded)
    environ = constants(threads)

    def slot():
        made = Slot(loaded, environ, lenient)
        return lambda receive, send: made.serve(PipeSocket(receive, send))

    return slot
