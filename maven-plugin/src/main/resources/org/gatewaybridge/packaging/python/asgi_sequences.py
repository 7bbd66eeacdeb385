"""The order in which the messages of an ASGI call may come, as the ASGI specification 3.0 has it."""

from asgi_messages import GIVEN, pairs


class Sequence:
    """The order of the messages of one call: nothing is known of this type of scope."""

    def __init__(self, scope):
        self.scope = scope
        self.state = "begun"
        self.gone = False  # the client, as the server says

    def given(self, event):
        if self.gone:
            yield "%s comes after the disconnect" % event.get("type")
        self.gone = self.gone or str(event.get("type")).endswith(".disconnect")

    def sent(self, message):
        return ()

    def left_out(self):
        return ()


class HttpSequence(Sequence):
    """The order of the messages of one request and its answer: begun, started, trailers, ended."""

    def __init__(self, scope):
        super().__init__(scope)
        self._whole = False  # the request's body
        self._answer = Answer(scope.get("method"))

    def given(self, event):
        yield from super().given(event)
        if event.get("type") == "http.request":
            if self._whole:
                yield "http.request comes after the end of the body"
            self._whole = not event.get("more_body", False)

    def sent(self, message):
        kind = message["type"]
        if kind in ("http.response.early_hint", "http.response.push", "http.response.debug"):
            if self.state == "ended":
                yield "%s is sent after the end of the answer" % kind
            elif kind == "http.response.early_hint" and self._answer.is_begun():
                yield "%s is sent behind the first part of the body; send it before" % kind
        elif kind == "http.response.start":
            if self.state != "begun":
                yield "http.response.start is sent twice; send it once"
            self.state = "started"
            yield from self._answer.begin(message)
            if self._answer.trailers and "http.response.trailers" not in (self.scope.get("extensions") or {}):
                yield "trailers is True, but the scope's extensions have no http.response.trailers; look there before"
        elif kind == "http.response.trailers":
            if self.state != "trailers":
                yield "http.response.trailers is sent before the body's end, or not promised by http.response.start"
            self.state = "trailers" if message.get("more_trailers") else "ended"
        elif self.state == "begun":
            yield "%s is sent before http.response.start" % kind
        elif self.state != "started":
            yield "%s is sent after the end of the answer; all parts but the last need more_body True" % kind
        else:
            yield from self._part(message)

    def _part(self, message):
        yield from self._answer.add(message)
        if not message.get("more_body"):
            self.state = "trailers" if self._answer.trailers else "ended"
            yield from self._answer.end(message)

    def left_out(self):
        if self.gone:
            return
        if self.state == "begun":
            yield "the app returns without an answer; send http.response.start and http.response.body"
        elif self.state == "started":
            yield "the app returns before the end of its answer; send a last http.response.body, without more_body"
        elif self.state == "trailers":
            yield "the app returns without the trailers that http.response.start promises"


class Answer:
    """The head of an answer, and how much of its body has come."""

    def __init__(self, method=None):
        self.trailers = False
        self._method = method
        self._status = 0
        self._length = None
        self._size = None  # nothing of the body has come

    def is_begun(self):
        """Returns whether a part of the body has come, so that the head is on its way."""
        return self._size is not None

    def begin(self, message):
        self._status = message.get("status")
        self.trailers = bool(message.get("trailers"))
        if isinstance(self._status, int) and not 200 <= self._status <= 599:
            yield "the status is %d; give one from 200 to 599" % self._status
        for name, value in pairs(message.get("headers")):
            if name.lower() == b"content-length":
                if value.isdigit():
                    self._length = int(value)
                else:
                    yield "content-length is %r; give a number" % value

    def add(self, message):
        body = message.get("body", b"")
        self._size = self._size or 0
        self._size += len(body) if isinstance(body, bytes) else 0
        if body and self._status in (204, 304):
            yield "the answer has a body, although its status is %d; leave it out" % self._status

    def end(self, message):
        plain = message["type"].endswith("response.body") and self._method != "HEAD" and self._status not in (204, 304)
        if plain and self._length is not None and self._length != self._size:
            yield "the body has %d bytes, but content-length says %d" % (self._size, self._length)


class WebSocketSequence(Sequence):
    """The order of the messages of one WebSocket: begun, open, denying, ended."""

    def __init__(self, scope):
        super().__init__(scope)
        self._answer = Answer()
        self._connected = False

    def given(self, event):
        yield from super().given(event)
        kind = event.get("type")
        if (kind == "websocket.connect") == self._connected:
            yield "%s comes %s websocket.connect" % (kind, "after" if self._connected else "before")
        self._connected = True
        if kind == "websocket.receive" and event.get("bytes") is None and event.get("text") is None:
            yield "websocket.receive has neither bytes nor text"

    def sent(self, message):
        kind = message["type"]
        if kind.startswith("websocket.http.response."):
            yield from self._deny(message)
        elif self.state in ("denying", "ended"):
            if not self.gone:
                yield "%s is sent after %s" % (kind, "the answer has begun" if self.state == "denying" else "the end")
        elif kind == "websocket.accept":
            yield from self._accept(message)
        elif kind == "websocket.close":
            self.state = "ended"
            yield from self._close(message)
        elif self.state == "begun":
            yield "websocket.send is sent before websocket.accept"
        elif (message.get("bytes") is None) == (message.get("text") is None):
            both = "both bytes and text" if message.get("text") is not None else "neither bytes nor text"
            yield "websocket.send has %s; give one of them" % both

    def _accept(self, message):
        if self.state == "open":
            yield "websocket.accept is sent twice"
        self.state = "open"
        chosen = message.get("subprotocol")
        if chosen is not None and chosen not in self.scope.get("subprotocols", ()):
            yield "the subprotocol %r is accepted, but the client does not offer it" % chosen
        if any(name.lower() == b"sec-websocket-protocol" for name, _ in pairs(message.get("headers"))):
            yield "websocket.accept has the header sec-websocket-protocol; give it as subprotocol"

    def _close(self, message):
        code, reason = message.get("code", 1000), message.get("reason") or ""
        if isinstance(code, int) and (code in (1004, 1005, 1006) or not (1000 <= code <= 1014 or 3000 <= code <= 4999)):
            yield "the close code is %d, which may not be sent; give 1000, 1008, 1011, or one from 3000 to 4999" % code
        if isinstance(reason, str) and len(reason.encode("utf-8", "replace")) > 123:
            yield "the close reason has more than 123 bytes; shorten it"

    def _deny(self, message):
        starts = message["type"].endswith("start")
        if self.state != ("begun" if starts else "denying"):
            late = starts or self.state == "ended"
            yield "%s is sent %s" % (message["type"], "too late" if late else "before the start")
        elif starts:
            self.state = "denying"
            yield from self._answer.begin(message)
        else:
            yield from self._answer.add(message)
            if not message.get("more_body"):
                self.state = "ended"
                yield from self._answer.end(message)

    def left_out(self):
        # An app that has not even received websocket.connect takes no WebSockets.
        if self.state == "begun" and self._connected and not self.gone:
            yield "the app returns without an answer; send websocket.accept or websocket.close"
        elif self.state == "denying" and not self.gone:
            yield "the app returns before the end of its answer; send a last websocket.http.response.body"


class LifespanSequence(Sequence):
    """The order of the messages of a lifespan: which events have come, and which were answered."""

    def __init__(self, scope):
        super().__init__(scope)
        self._open = []

    def given(self, event):
        if event.get("type") in GIVEN["lifespan"]:
            self._open.append(event["type"])
        return ()

    def sent(self, message):
        event = message["type"].rpartition(".")[0]
        if event in self._open:
            self._open.remove(event)
        else:
            yield "%s is sent, but there is no %s to answer" % (message["type"], event)

    def left_out(self):
        for event in self._open:
            yield "the app returns without an answer to %s; send %s.complete or %s.failed" % (event, event, event)


SEQUENCES = {"http": HttpSequence, "websocket": WebSocketSequence, "lifespan": LifespanSequence}
