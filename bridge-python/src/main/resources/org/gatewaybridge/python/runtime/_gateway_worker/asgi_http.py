"""One HTTP request of an ASGI app: receive and send, and the frames of its response."""

from .asgi_extras import TRAILED, send_blocks, send_extra, send_part
from .asgi_file import send_file
from .asgi_head import encoded_head
from .asgi_rules import (
    BEGUN,
    BROKEN,
    CALLED,
    FILED,
    FOLLOWED,
    OVER,
    PROMISED,
    STARTED,
    UNFINISHED,
    OutOfOrder,
    is_cancel,
    misplaced,
    plain_bytes,
)
from .call import ClientGone
from .log import complain
from .tracebacks import traceback_text
from .wire import (
    BEGIN,
    BLOCK,
    CHUNK,
    CLOSED,
    END,
    FAILED,
    INPUT,
    LAST,
    NEED,
    PAIR,
    REFUSED,
    TAKEN,
    WHOLE,
    OutOfTurn,
    pack,
)

ASK = pack(NEED << 24, PAIR.size) + PAIR.pack(1, BLOCK)
DISCONNECT = "http.disconnect"


class HttpCall:
    """A request in flight, between the app and its connection; only the loop's thread uses it."""

    __slots__ = (
        "connection", "scope", "_app", "_body", "_is_whole", "_asking", "_is_broken", "_is_told", "_waiters", "state",
        "head", "task", "_cancel", "offer", "trailers",
    )  # fmt: skip

    def __init__(self, connection, scope, app, body, is_whole):
        self.connection = connection
        self.scope = scope
        self._app = app
        self._body = body  # what has come and was not received; None if there is nothing
        self._is_whole = is_whole  # no more of it follows
        self._asking = False
        self._is_broken = self._is_told = False
        self._waiters = None
        self.state = CALLED
        self.head = None
        self.task = None  # set while the app is suspended
        self._cancel = None
        self.offer = None  # what becomes of the file that was offered to the gateway

    async def run(self):
        """Calls the app and reports how that ends; never raises."""
        connection = self.connection
        try:
            await self._app(self.scope, self.receive, self.send)
            if self.state is not OVER and connection.call is self:
                if self._is_told:
                    self.end(END, b"", b"")
                else:
                    self.fail(BROKEN if self._is_broken else UNFINISHED[self.state])
        except BaseException as error:
            self.raised(error)
        finally:
            if self._cancel is not None:
                self._cancel.cancel()
            self.scope = self.task = None

    def raised(self, error):
        if self.connection.call is not self and (isinstance(error, ClientGone) or is_cancel(error)):
            return  # the client is gone, and the app has ended for that reason
        text = traceback_text(error)
        if self.state is OVER or self.connection.call is not self:
            complain(text)
        else:
            self.fail(text)

    def fail(self, text):
        """Reports why there is no answer, or no whole one."""
        try:
            self.end(FAILED, b"", text.encode("utf-8", "backslashreplace"))
        except ClientGone:
            pass

    # -- receive --

    async def receive(self):
        """Returns the next event: a part of the body, or the end of the request."""
        while True:
            if self.state is OVER or self._is_broken or self._is_told or self.connection.call is not self:
                return {"type": DISCONNECT}
            if self._body is not None:
                body, self._body = self._body, None
                if body or self._is_whole:
                    return {"type": "http.request", "body": body, "more_body": not self._is_whole}
            if not self._is_whole and not self._asking:
                self._asking = True
                self.connection.send_bytes(ASK)
            waiter = self.connection.worker.loop.create_future()
            if self._waiters is None:
                self._waiters = []
            self._waiters.append(waiter)
            await waiter

    def wake(self):
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if not waiter.done():
                waiter.set_result(None)

    def frame_received(self, kind, meta, data):
        """Takes a frame of the gateway: the body that was asked for, or what becomes of a file."""
        if kind == INPUT and self._asking:
            self._asking = False
            self._body = data
            self._is_whole = not data
        elif kind == REFUSED and self._asking:
            self._asking = False
            self._is_broken = True  # the client is gone, or its framing was wrong, which the gateway answers
            self.wake()
            self.cancel_later()
            return
        elif self.state is FILED and (kind == TAKEN or kind == REFUSED):
            if self.offer is not None:
                self.offer.set_result(kind == TAKEN)
            return
        else:
            raise OutOfTurn("a frame %d in a call that is %s" % (kind, self.state))
        if self.state is OVER:  # it has been waited for
            self.connection.send(CLOSED)
            self.connection.finished(True)
        else:
            self.wake()

    def connection_lost(self):
        """Tells the app that the client is gone; cancels it if it does not end within the grace."""
        self.wake()
        if self.offer is not None and not self.offer.done():
            self.offer.set_result(None)
        self.cancel_later()

    def end_soon(self):
        """Tells an app that streams that the server ends, as if the client were gone; it may still send."""
        if self.state is BEGUN or self.state is FOLLOWED:
            self._is_told = True
            self.wake()

    def cancel_later(self):
        """Gives the app some time, and then cancels its task."""
        worker = self.connection.worker
        if self.task is not None:
            self._cancel = worker.loop.call_later(worker.grace, self.task.cancel)

    # -- send --

    async def send(self, message):
        """Sends an event: the start of the response, or a part of its body."""
        kind = message["type"]
        state = self.state
        connection = self.connection
        if state is not OVER and (self._is_broken or connection.call is not self):
            raise ClientGone("the client is gone")
        if kind == "http.response.body":
            body = message.get("body", b"")
            if type(body) is not bytes:
                body = plain_bytes(body)
            if state is STARTED:
                if message.get("more_body"):
                    self.state = BEGUN
                    connection.send(BEGIN, self.head, body)
                    self.head = None
                else:
                    self.end(WHOLE, self.head, body)
                    return
            elif state is BEGUN:
                if not message.get("more_body"):
                    self.end(END, b"", b"", body)
                    return
                if body:
                    connection.send(CHUNK, b"", body)
            elif state is PROMISED or state is FOLLOWED:
                await send_part(self, state, body, message.get("more_body"))
            else:
                raise OutOfOrder(misplaced(kind, state))
            if connection.is_full():
                await connection.drain()
        elif kind == "http.response.start":
            if state is not CALLED:
                raise OutOfOrder(misplaced(kind, state))
            self.head = encoded_head(message)
            self.state = STARTED
            if message.get("trailers") and TRAILED in self.scope["extensions"]:
                self.state = PROMISED
        elif kind == "http.response.pathsend" and state is PROMISED:
            await send_blocks(self, message["path"])
        elif kind == "http.response.pathsend":
            if state is not STARTED:
                raise OutOfOrder(misplaced(kind, state))
            self.state = FILED
            await send_file(self, message["path"], self.head)
        else:
            await send_extra(self, kind, state, message)

    def is_asking(self):
        """Returns whether the gateway still has to send a part of the request's body."""
        return self._asking

    def over(self):
        """Notes that the response has ended."""
        self.state = OVER
        self.wake()

    def end(self, kind, meta, data, chunk=b""):
        """Sends the last frame; the connection is free for the next request, while the app may go on."""
        connection = self.connection
        last = 0 if self._asking else LAST  # the gateway still has to reply to that
        self.state = OVER
        frames = pack((kind | last) << 24 | len(meta), len(data)) + meta + data
        if chunk:
            frames = pack(CHUNK << 24, len(chunk)) + chunk + frames
        connection.send_bytes(frames)
        if last:
            connection.finished(True)
        if self._waiters is not None:
            self.wake()
