"""Calls an ASGI app as a server does, under asgi_lint: its lifespan, one request, and one WebSocket if it takes any."""

import asyncio
import collections
import inspect
from urllib.parse import unquote

from asgi_lint import LintedApp

SECONDS = 1  # for an answer that does not end by itself, such as a stream of events; and for its app to end then
ENDS = ("http.response.body", "http.response.pathsend", "websocket.close", "websocket.http.response.body")


def is_asgi(app):
    """Returns whether an app is called as ASGI apps are: it, or its __call__, is a coroutine function."""
    return inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(getattr(type(app), "__call__", None))


class Check:
    """The calls of one app, and what was found.

    :param name: the app's address
    :param path: path and query of the GET request
    :param findings: a list, which gets what is found
    :param pending: called with what is done next
    :param explain: returns what an exception says
    """

    def __init__(self, app, name, path, findings, pending, explain):
        self._app = app
        self._name = name
        self._path = path
        self._pending = pending
        self._explain = explain
        self._findings = findings
        self._state = {}

    def run(self):
        """Makes the calls."""
        asyncio.run(self._all())

    async def _all(self):
        lifespan = Lifespan(self._linted("the lifespan"), self._state)
        self._pending("the startup of %s (lifespan)" % self._name)
        await lifespan.start()
        if lifespan.failed:
            self._error("%s failed at its startup (lifespan): %s" % (self._name, last_line(lifespan.message)))
            return
        await self._request()
        await self._websocket()
        self._pending("the shutdown of %s (lifespan)" % self._name)
        error = await lifespan.stop()
        if lifespan.failed:
            self._error("%s failed at its shutdown (lifespan): %s" % (self._name, last_line(lifespan.message)))
        elif error:
            self._error("%s failed at its shutdown (lifespan): %s" % (self._name, self._explain(error)))

    async def _request(self):
        call = "GET " + self._path
        self._pending("%s for %s" % (self._name, call))
        extensions = {"http.response.trailers": {}, "http.response.pathsend": {}, "http.response.early_hint": {}}
        scope = dict(self._connection(self._path), type="http", scheme="http", method="GET", extensions=extensions)
        events = [{"type": "http.request", "body": b"", "more_body": False}]
        client = Client(events, {"type": "http.disconnect"})
        error = await client.call(self._linted(call), scope)
        if error:
            self._error("%s failed for %s: %s" % (self._name, call, self._explain(error)))

    async def _websocket(self):
        path = websocket_path(self._app)
        call = "the WebSocket " + (path or self._path)
        self._pending("%s for %s" % (self._name, call))
        scope = dict(
            self._connection(path or self._path),
            type="websocket",
            scheme="ws",
            subprotocols=[],
            extensions={"websocket.http.response": {}},
        )
        scope["headers"] += [
            (b"upgrade", b"websocket"),
            (b"connection", b"Upgrade"),
            (b"sec-websocket-version", b"13"),
            (b"sec-websocket-key", b"AAAAAAAAAAAAAAAAAAAAAA=="),
            (b"origin", b"http://127.0.0.1"),
        ]
        end = {"type": "websocket.disconnect", "code": 1000, "reason": ""}
        client = Client([{"type": "websocket.connect"}], end)
        error = await client.call(self._linted(call), scope)
        # Without a message, the app takes no WebSockets here. Starlette's apps raise what tells them of the end.
        if error and (path or client.messages) and type(error).__name__ != "WebSocketDisconnect":
            self._error("%s failed for %s: %s" % (self._name, call, self._explain(error)))

    def _connection(self, path):
        plain, _, query = path.partition("?")
        return {
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "path": unquote(plain),
            "raw_path": plain.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(b"host", b"127.0.0.1"), (b"user-agent", b"gateway-check"), (b"accept", b"*/*")],
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", 80),
            "state": dict(self._state),
        }

    def _linted(self, call):
        def report(level, text):
            breaks = "breaks ASGI for" if level == "ERROR" else "at"
            self._add("%s %s %s %s: %s" % (level, self._name, breaks, call, text))

        return LintedApp(self._app, report)

    def _error(self, text):
        self._add("ERROR " + text)

    def _add(self, finding):
        if finding not in self._findings:
            self._findings.append(finding)


class Client:
    """The server's side of one call: gives events, and keeps the messages.

    It goes away a little after an answer has begun that does not end by itself, such as a stream of events.

    :param end: the event that says that the client has gone
    """

    def __init__(self, events, end):
        self.messages = []
        self._events = collections.deque(events)
        self._end = end
        self._over = asyncio.Event()  # a further event is the end
        self._left = asyncio.Event()
        self._gone = False

    async def call(self, app, scope):
        """Calls the app, and returns what it has raised; None if nothing."""
        task = asyncio.ensure_future(app(scope, self._receive, self._send))
        left = asyncio.ensure_future(self._left.wait())
        await asyncio.wait({task, left}, return_when=asyncio.FIRST_COMPLETED)
        left.cancel()
        error = await outcome(task)
        return None if self._gone and isinstance(error, OSError) else error

    async def _receive(self):
        if self._events:
            return self._events.popleft()
        await self._over.wait()
        self._gone = True
        return self._end

    async def _send(self, message):
        if self._gone:
            raise OSError("The client has gone")
        self.messages.append(message)
        kind = message.get("type") if isinstance(message, dict) else None
        if kind in ENDS and not message.get("more_body"):
            self._over.set()
        elif kind == "websocket.accept":
            self._over.set()
            asyncio.get_running_loop().call_later(SECONDS, self._leave)
        elif kind == "http.response.body":
            asyncio.get_running_loop().call_later(SECONDS, self._leave)

    def _leave(self):
        self._gone = True
        self._over.set()
        self._left.set()


class Lifespan:
    """The call of an app that lasts from its startup to its shutdown.

    :param state: what the app puts into it is in the scope of each request
    """

    def __init__(self, app, state):
        self.failed = False
        self.message = ""
        self._app = app
        self._scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": state}
        self._events = asyncio.Queue()
        self._answers = asyncio.Queue()
        self._task = None

    async def start(self):
        """Waits until the app has started; one that raises instead has no lifespan."""
        self._task = asyncio.ensure_future(self._app(self._scope, self._events.get, self._answer))
        await self._tell("lifespan.startup")

    async def stop(self):
        """Waits until the app has ended, and returns what it has raised; None if nothing."""
        if self._task.done():
            return None
        await self._tell("lifespan.shutdown")
        return await outcome(self._task)

    async def _tell(self, event):
        self._events.put_nowait({"type": event})
        answer = asyncio.ensure_future(self._answers.get())
        await asyncio.wait({self._task, answer}, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            answer.cancel()
            self._task.exception()  # so that asyncio does not tell of it

    async def _answer(self, message):
        kind = message.get("type") if isinstance(message, dict) else None
        if not str(kind).startswith("lifespan."):
            raise ValueError("%s is no message of a lifespan" % kind)
        if kind.endswith(".failed"):
            self.failed = True
            self.message = message.get("message", "")
        self._answers.put_nowait(message)


async def outcome(task):
    """Returns what a task has raised; None if nothing. One that does not end soon is cancelled."""
    done, _ = await asyncio.wait({task}, timeout=SECONDS)
    if not done:
        task.cancel()
        await asyncio.wait({task})
    return None if task.cancelled() else task.exception()


def last_line(text):
    return (str(text).strip().splitlines() or ["it gives no message"])[-1]


def websocket_path(app):
    """Returns the path of a Starlette or Quart app's first WebSocket without parameters; None if it has none."""
    for route in getattr(app, "routes", None) or ():
        if type(route).__name__.endswith("WebSocketRoute") and "{" not in route.path:
            return route.path
    for rule in app.url_map.iter_rules() if hasattr(app, "url_map") else ():
        if getattr(rule, "websocket", False) and not rule.arguments:
            return rule.rule
    return None
