"""Runs gateway_worker.py's side of requests in a context of the gateway's own process."""

import sys
import types


class PipeSocket:
    """The few methods of a socket that gateway_worker.py uses, on the gateway's pipe."""

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

    def sendall(self, data, flags=0):
        if not self._send(bytes(data)):
            raise BrokenPipeError("the gateway has hung up")

    def close(self):
        pass


def prepare(source, app, path, lenient, threads, native, because, log_mark, deployment):
    """Imports the app; returns what makes a thread's function to serve a pipe, or the text of what went wrong."""
    sys.path[:0] = [part for part in path.split(":") if part]
    worker = types.ModuleType("gateway_worker")
    worker.__file__ = "gateway_worker.py"
    sys.modules["gateway_worker"] = worker
    exec(compile(source, "gateway_worker.py", "exec"), worker.__dict__)
    worker.log_by(log_mark.encode())
    try:
        worker.check_native(native, because)
        loaded = worker.load(app)
    except BaseException as error:
        return worker.load_failure(app, error)
    worker.warn_of_databases(deployment, loaded)
    constants = worker.constants(threads)

    def slot():
        made = worker.Slot(loaded, constants, lenient)
        return lambda receive, send: made.serve(PipeSocket(receive, send))

    return slot


sys.modules[__name__]
