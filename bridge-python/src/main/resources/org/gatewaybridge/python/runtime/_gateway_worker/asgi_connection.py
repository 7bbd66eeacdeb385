"""A connection between the gateway and the event loop of a worker, which carries one request at a time."""

from marshal import loads

from .asgi_http import HttpCall
from .asgi_scope import scope_of
from .call import ClientGone
from .log import complain
from .tracebacks import traceback_text
from .wire import BLOCK, HEAD, LEAVE, NO_SIGNAL, OPEN_REQUEST, REQUEST, OutOfTurn, pack

unpack_from = HEAD.unpack_from
HELD = 64 * 1024  # bytes that may wait to be sent before the app waits, too


class Connection:
    """A connection to the gateway, read and written by the loop; the gateway hangs up to break a request off.

    ``call`` is the request in flight, None while the connection is free. It has ``frame_received(kind, meta, data)``
    and ``connection_lost()``, which the loop calls, and the coroutine ``run()``, which ends with ``finished()``.
    """

    __slots__ = ("worker", "sock", "number", "call", "_partial", "_unsent", "_held", "_waiters", "is_open")

    def __init__(self, worker, sock):
        self.worker = worker
        self.sock = sock
        self.number = sock.fileno()
        self.call = None
        self.is_open = True
        self._partial = None  # the beginning of a frame that has not arrived whole
        self._unsent = None
        self._held = 0
        self._waiters = None

    # -- what comes --

    def readable(self):
        """Receives what is there: usually exactly one request."""
        view = self.worker.view
        try:
            size = self.sock.recv_into(view)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            size = 0
        if not size:
            self.lost()
            return
        try:
            if self._partial is None and size >= 8:
                word, data_size = unpack_from(view)
                data_at = 8 + (word & 0xFFFFFF)
                end = data_at + data_size
                if end == size:
                    self.received(word >> 24, view[8:data_at], view[data_at:end].tobytes() if data_size else b"")
                    return
            self.received_parts(view[:size])
        except Exception as error:  # it ends this connection and nothing else
            if not isinstance(error, OSError):
                complain("A connection of the gateway is closed: %s" % traceback_text(error))
            self.lost()

    def received_parts(self, view):
        """Takes bytes that are not exactly one frame."""
        partial = self._partial
        if partial is None:
            partial = self._partial = bytearray()
        partial += view
        at = 0
        while len(partial) - at >= 8:
            word, data_size = unpack_from(partial, at)
            data_at = at + 8 + (word & 0xFFFFFF)
            end = data_at + data_size
            if end > len(partial):
                break
            self.received(word >> 24, bytes(partial[at + 8 : data_at]), bytes(partial[data_at:end]))
            at = end
        self._partial = partial[at:] or None

    def received(self, kind, meta, data):
        """Begins a request, or passes a frame to the one in flight."""
        call = self.call
        if call is not None:
            call.frame_received(kind, meta, data)
        elif kind == REQUEST or kind == OPEN_REQUEST:
            worker = self.worker
            scope = scope_of(loads(meta), worker)
            if scope["type"] == "http":
                call = HttpCall(self, scope, worker.app, data, kind == REQUEST)
            else:
                from .asgi_websocket import WebSocketCall  # not needed by most apps

                call = WebSocketCall(self, scope, worker.app)
            self.call = call
            worker.free -= 1
            if not worker.free:
                worker.grow()
            task = worker.start_task(call.run())
            if not task.done():
                call.task = task
        elif kind == LEAVE:
            self.worker.leave()
            self.lost()
        else:
            raise OutOfTurn("a frame %d where a request belongs" % kind)

    # -- what goes --

    def send(self, kind, meta=b"", data=b""):
        """Sends a frame, as much of it as the socket takes at once; ``drain`` waits for the rest."""
        self.send_bytes(pack(kind << 24 | len(meta), len(data)) + meta + data)

    def send_bytes(self, frames):
        """Sends whole frames; raises ClientGone if the gateway has hung up."""
        if self._unsent is None:
            if not self.is_open:
                raise ClientGone("the client is gone")
            try:
                sent = self.sock.send(frames, NO_SIGNAL)
            except (BlockingIOError, InterruptedError):
                sent = 0
            except OSError as error:
                self.lost()
                raise ClientGone("the client is gone") from error
            if sent == len(frames):
                return
            self._unsent = []
            self.worker.loop.add_writer(self.number, self.writable)
            frames = memoryview(frames)[sent:]
        self._unsent.append(frames)
        self._held += len(frames)

    def is_full(self):
        """Returns whether what waits to be sent is so much that the app has to wait."""
        return self._held > HELD or self._unsent is not None and len(self._unsent) > 16

    async def drain(self):
        """Waits until what was sent has gone; raises ClientGone if the gateway hangs up before."""
        while self._unsent is not None:
            waiter = self.worker.loop.create_future()
            if self._waiters is None:
                self._waiters = []
            self._waiters.append(waiter)
            await waiter
        if not self.is_open:
            raise ClientGone("the client is gone")

    def writable(self):
        """Sends what has waited."""
        unsent = self._unsent
        try:
            while unsent:
                sent = self.sock.send(unsent[0], NO_SIGNAL)
                self._held -= sent
                if sent < len(unsent[0]):
                    unsent[0] = memoryview(unsent[0])[sent:]
                    return
                unsent.pop(0)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self.lost()
            return
        self.worker.loop.remove_writer(self.number)
        self.forget_unsent()

    def forget_unsent(self):
        self._unsent = None
        self._held = 0
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if not waiter.done():
                waiter.set_result(None)

    # -- the end --

    def end_soon(self):
        """Tells a response that may be endless that the server ends; the gateway itself closes WebSockets."""
        if type(self.call) is HttpCall:
            self.call.end_soon()

    def finished(self, reusable):
        """Ends the call; the gateway may send the next request if the connection is reusable."""
        if not reusable:
            self.lost()
        elif self.is_open:
            self.call = None
            self.worker.free += 1

    def lost(self):
        """Closes the connection; the request in flight learns that its client is gone."""
        if not self.is_open:
            return
        self.is_open = False
        worker = self.worker
        worker.loop.remove_reader(self.number)
        if self._unsent is not None:
            worker.loop.remove_writer(self.number)
        self.sock.close()
        call, self.call = self.call, None
        if call is None:
            worker.free -= 1
        self.forget_unsent()
        worker.closed(self)
        if call is not None:
            call.connection_lost()


BUFFER = 2 * BLOCK  # bytes received at once
