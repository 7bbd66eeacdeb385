"""One WebSocket of an ASGI app: receive and send, and the frames of its messages."""

from asyncio import CancelledError, sleep

from .asgi_denial import Denial, OutOfOrder
from .asgi_head import encoded_head
from .asgi_inbox import Inbox
from .call import ClientGone
from .head import ContractViolation
from .log import complain
from .tracebacks import traceback_text
from .wire import ACCEPTED, BINARY, CALLED, CLOSE, CLOSING, CODE, FAILED, OPEN, OVER, TEXT, OutOfTurn

LONGEST_MESSAGE = 64 << 20
LONGEST_REASON = 123
LOST = 1006
GONE = "the client is gone"
LONG = "The message has %d bytes, and the gateway takes %d; send it in parts"


class WebSocketCall:
    """A WebSocket, between the app and its connection; only the loop's thread uses it.

    The gateway ends the connection, when the socket is closed; the app may go on after that.
    """

    __slots__ = (
        "task",
        "_connection",
        "_scope",
        "_app",
        "_state",
        "_denial",
        "_connected",
        "_inbox",
        "_disconnect",
        "_told",
        "_timer",
    )

    def __init__(self, connection, scope, app):
        self.task = None  # while the app is suspended
        self._connection = connection
        self._scope = scope
        self._app = app
        self._state = CALLED
        self._denial = None
        self._connected = False
        self._inbox = Inbox(connection)
        self._disconnect = None  # the event that ends the socket
        self._told = False
        self._timer = None

    async def run(self):
        """Calls the app, and closes a socket that it has left open; never raises."""
        try:
            await self._app(self._scope, self.receive, self.send)
            self._returned()
        except BaseException as error:
            self._raised(error)
        finally:
            if self._timer is not None:
                self._timer.cancel()
            self.task = self._scope = self._app = None
            self._inbox.clear()

    def _returned(self):
        if self._state is OPEN:
            self._close(1000, b"")
        elif self._state is CALLED and not (self._denial and self._denial.is_over):
            self._fail("The app returned without websocket.accept, websocket.close or a whole denial")

    def _raised(self, error):
        if self._state is OVER and isinstance(error, (ClientGone, CancelledError)):
            return  # the client is gone, and the app has ended for that reason
        self._fail(traceback_text(error))

    def _fail(self, text):
        """Reports why the socket ends, or why there is none; logs it if it has ended already."""
        try:
            if self._state is CALLED:
                self._denial = self._denial or Denial(self._connection)
                if not self._denial.is_over:
                    return self._denial.fail(text)
            elif self._state is OPEN:
                self._state = CLOSING
                return self._connection.send(FAILED, b"", text.encode("utf-8", "backslashreplace"))
        except ClientGone:
            pass
        complain(text)

    # -- receive --

    async def receive(self):
        """Returns the next event: websocket.connect, the messages in order, and websocket.disconnect."""
        if not self._connected:
            self._connected = True
            return {"type": "websocket.connect"}
        inbox = self._inbox
        while not inbox.messages:
            if self._disconnect is not None:
                if self._told:
                    await sleep(0)  # an app that does not look at the type would keep the loop
                self._told = True
                return self._disconnect
            if self._denial is not None and self._denial.is_over:
                self._end(LOST, "")
                continue
            await inbox.wait()
        return inbox.take()

    def frame_received(self, kind, meta, data):
        """Takes a message of the client, or the end of the socket."""
        state = self._state
        if kind == TEXT and state is OPEN:
            message = {"type": "websocket.receive", "text": str(data, "utf-8")}
        elif kind == BINARY and state is OPEN:
            message = {"type": "websocket.receive", "bytes": data}
        elif kind == CLOSE and (state is OPEN or state is CLOSING):
            self._end(CODE.unpack_from(data)[0], str(data[CODE.size :], "utf-8", "replace"))
            return self._inbox.wake_now()
        elif state is CLOSING and (kind == TEXT or kind == BINARY):
            return None  # the client has sent it before it knew of the close
        else:
            raise OutOfTurn("a frame %d of a WebSocket that is %s" % (kind, state))
        if self._scope is None:
            return None  # the app has ended
        self._inbox.add(message, len(data))

    def connection_lost(self):
        """Tells the app that the socket has ended; the gateway has hung up."""
        self._inbox.stop_looking()
        self._end(LOST, "")
        self._inbox.wake_soon()

    def end_soon(self):
        """Does nothing, as the gateway closes the socket when the worker has to leave."""

    def _end(self, code, reason):
        """Notes how the socket has ended, once; an app that does not end by itself is cancelled after the grace."""
        if self._disconnect is not None:
            return
        own = self._state is CLOSING
        self._state = OVER
        self._disconnect = {"type": "websocket.disconnect", "code": code, "reason": reason}
        if not own and self.task is not None and self._denial is None:
            worker = self._connection.worker
            self._timer = worker.loop.call_later(worker.grace, self._cancel)

    def _cancel(self):
        worker = self._connection.worker
        if self.task is not None:
            self.task.cancel()
            self._timer = worker.loop.call_later(max(1, worker.grace), self._complain)

    def _complain(self):
        if self._scope is not None:
            complain("The app goes on with a WebSocket whose client is gone, although it was cancelled: %s" % self._path())

    def _path(self):
        return ascii(self._scope.get("path"))

    # -- send --

    async def send(self, message):
        """Sends an event: websocket.accept, a message, websocket.close, or a part of a denial."""
        kind = message["type"]
        state = self._state
        connection = self._connection
        if kind == "websocket.send" and state is OPEN:
            data = message.get("bytes")
            if data is None:
                data = message["text"].encode()
                frame = TEXT
            else:
                data = bytes(data)
                frame = BINARY
            if len(data) > LONGEST_MESSAGE:
                raise ValueError(LONG % (len(data), LONGEST_MESSAGE))
            connection.send(frame, b"", data)
            if connection.is_full():
                await connection.drain()
        elif state is OVER and not self._denial:
            if kind != "websocket.close":  # which a finally clause may well send
                raise ClientGone(GONE)
        elif kind == "websocket.accept" and state is CALLED and not self._denial:
            head = self._accepted(message)
            self._state = OPEN
            connection.send(ACCEPTED, head)
        elif kind == "websocket.close" and state is OPEN:
            code, reason = checked_close(message)
            self._close(code, reason)
        elif kind == "websocket.close" and state is CALLED and not self._denial:
            self._denial = Denial(connection)
            self._denial.forbid()
        elif kind.startswith("websocket.http.response.") and state is CALLED:
            self._denial = self._denial or Denial(connection)
            await self._denial.send(kind, message)
        else:
            raise OutOfOrder("The app sent %r to a WebSocket that is %s" % (kind, self._description()))

    def _description(self):
        return "denied" if self._denial else {CALLED: "not accepted", CLOSING: "closed"}.get(self._state, self._state)

    def _accepted(self, message):
        """Returns the head of the answer 101."""
        headers = list(message.get("headers") or ())
        for name, _ in headers:
            if bytes(name).lower().startswith(b"sec-websocket-"):
                raise ContractViolation("Header %r belongs to the handshake; name a subprotocol as such" % bytes(name))
        subprotocol = message.get("subprotocol")
        if subprotocol is not None:
            offered = self._scope["subprotocols"]
            if subprotocol not in offered:
                raise ContractViolation("Subprotocol %r is none of those that the client offers: %r" % (subprotocol, offered))
            headers.append((b"sec-websocket-protocol", subprotocol.encode("latin-1")))
        return encoded_head({"status": 101, "headers": headers})

    def _close(self, code, reason):
        self._state = CLOSING
        self._inbox.clear()
        try:
            self._connection.send(CLOSE, b"", CODE.pack(code) + reason)
        except ClientGone:
            pass


def checked_close(message):
    """Returns code and reason of a websocket.close, as they are sent."""
    code = message.get("code", 1000)
    if code is None or code is True:
        code = 1000
    if not (3000 <= code <= 4999 or 1007 <= code <= 1014 or code in (1000, 1001, 1003)):
        raise ValueError("The close code is %r; give 1000, 1001, 1003, 1007 to 1014, or one from 3000 to 4999" % (code,))
    reason = (message.get("reason") or "").encode()
    if len(reason) > LONGEST_REASON:
        raise ValueError("The close reason has %d bytes, and a close frame takes %d" % (len(reason), LONGEST_REASON))
    return code, reason
