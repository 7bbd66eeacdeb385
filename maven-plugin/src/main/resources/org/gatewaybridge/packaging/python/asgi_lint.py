"""Checks both sides of the calls of an ASGI app: what the server gives, and what the app sends.

asgi_messages has the form of each message, asgi_sequences the order in which they may come.
"""

import copy

from asgi_messages import GIVEN, SENT, dropped_headers, message_complaints, scope_complaints, unknown_keys
from asgi_sequences import SEQUENCES, Sequence

# Routers change path and root_path of the scope that they were given, as Starlette's do. Nothing changes these.
FIXED = (
    "type", "asgi", "http_version", "method", "scheme", "raw_path", "query_string", "headers", "client", "server",
    "subprotocols", "extensions",
)  # fmt: skip
EXTENSIONS = {
    "http.response.trailers", "http.response.pathsend", "http.response.zerocopysend", "http.response.early_hint",
    "http.response.push", "http.response.debug", "websocket.http.response",
}  # fmt: skip


class LintedApp:
    """An app that wraps another one, and reports what either side of its calls does wrong.

    :param report: called with ERROR or WARNING, and a sentence
    """

    def __init__(self, app, report):
        self.app = app
        self.report = report

    async def __call__(self, scope, receive, send):
        call = Call(scope, self.report)
        await self.app(scope, call.receiving(receive), call.sending(send))
        call.returned()


class Call:
    """One call of an app, with what has been said during it."""

    def __init__(self, scope, report):
        self._scope = scope
        self._report = report
        self._type = scope.get("type")
        self._before = {key: copy.deepcopy(scope[key]) for key in FIXED if key in scope}
        self._sequence = SEQUENCES.get(self._type, Sequence)(scope)
        self._over = False
        self._errors(scope_complaints(scope), "The server's call is wrong: ")

    def receiving(self, receive):
        async def checked():
            event = await receive()
            self._errors(message_complaints(event, GIVEN.get(self._type, {})), "The server gives a wrong event: ")
            if isinstance(event, dict):
                self._errors(self._sequence.given(event), "The server gives a wrong event: ")
            return event

        return checked

    def sending(self, send):
        async def checked(message):
            known = SENT.get(self._type, {})
            if isinstance(message, dict) and hasattr(message.get("headers"), "__next__"):
                message = dict(message, headers=list(message["headers"]))
            wrong = list(message_complaints(message, known))
            self._errors(wrong)
            self._warnings(
                "%s has the key %s, which ASGI does not define; servers ignore it" % (message["type"], key)
                for key in unknown_keys(message, known)
            )
            self._warnings(
                "the header %s belongs to the server, which leaves out what the app gives; remove it" % name
                for name in dropped_headers(message)
            )
            if self._over:
                self._errors(["%s is sent after the app has returned; await it before" % message["type"]])
            elif isinstance(message, dict) and message.get("type") in known:
                self._errors(self._extension(message["type"]))
                self._errors(self._sequence.sent(message))
            self._look_at_scope()
            await send(message)

        return checked

    def returned(self):
        """Checks what an app has left out."""
        self._over = True
        self._look_at_scope()
        self._errors(self._sequence.left_out())

    def _extension(self, kind):
        needed = kind.rpartition(".")[0] if kind.startswith("websocket.http.") else kind
        if needed in EXTENSIONS and needed not in (self._scope.get("extensions") or {}):
            yield "%s is sent, but the scope's extensions have no %s; look there before" % (kind, needed)

    def _look_at_scope(self):
        changed = [key for key, value in self._before.items() if key not in self._scope or self._scope[key] != value]
        for key in changed:
            del self._before[key]
        self._warnings(
            "the scope's %s is changed in place, which the server and other middleware see; pass on a copy, dict(scope)"
            % key
            for key in changed
        )

    def _errors(self, texts, before=""):
        for text in texts:
            self._report("ERROR", before + text)

    def _warnings(self, texts):
        for text in texts:
            self._report("WARNING", text)
