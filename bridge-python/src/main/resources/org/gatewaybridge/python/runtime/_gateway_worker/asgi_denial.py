"""The answer to a WebSocket that an ASGI app does not accept: an ordinary one."""

from .asgi_head import encoded_head
from .call import ClientGone
from .wire import BEGIN, CHUNK, END, FAILED, LAST, WHOLE

START, BODY = "websocket.http.response.start", "websocket.http.response.body"
FORBIDDEN = {"status": 403, "headers": ((b"content-length", b"0"),)}


class OutOfOrder(RuntimeError):
    """Raised for an event that an app may not send in the state of its WebSocket."""


class Denial:
    """Sends an answer in place of a WebSocket; after it, the connection takes the next request."""

    __slots__ = ("is_over", "_connection", "_head", "_begun")

    def __init__(self, connection):
        self.is_over = False
        self._connection = connection
        self._head = None
        self._begun = False

    def forbid(self):
        """Answers as the specification wants when the app closes what it has not accepted."""
        self._finish(WHOLE, encoded_head(FORBIDDEN), b"")

    def fail(self, text):
        """Reports that the app has failed before its answer was whole."""
        self._finish(FAILED, b"", text.encode("utf-8", "backslashreplace"))

    async def send(self, kind, message):
        """Sends an event of the extension websocket.http.response."""
        connection = self._connection
        if not self.is_over and connection.call is None:
            raise ClientGone("the client is gone")
        if kind == START and self._head is None and not self._begun:
            self._head = encoded_head(message)
        elif kind == BODY and not self.is_over and (self._head is not None or self._begun):
            body = bytes(message.get("body", b""))
            head, self._head = self._head, None
            if message.get("more_body"):
                connection.send(CHUNK if self._begun else BEGIN, head or b"", body)
                self._begun = True
                if connection.is_full():
                    await connection.drain()
            elif self._begun:
                if body:
                    connection.send(CHUNK, b"", body)
                self._finish(END, b"", b"")
            else:
                self._finish(WHOLE, head, body)
        else:
            raise OutOfOrder("The app sent %r out of order; a denial is one start, and its body" % kind)

    def _finish(self, kind, meta, data):
        self.is_over = True
        self._begun = True
        self._connection.send(kind | LAST, meta, data)
        self._connection.finished(True)
