"""The compat app as an ASGI app: it does what compat_app does in WSGI, for the same cases.

What a case compares is told in the words of WSGI: the environ is made of the scope, as a user of ASGI would see it.
"""

import asyncio
import hashlib
import sys
import time
from urllib.parse import unquote_plus

from compat_app import LEDGERS, PATIENCE, SECRET, Ledger, escape, fail, pairs, step_bytes, steps_of, type_name, value_text
from compat_asgi_socket import socket

CHUNKS = {"yield", "yield-null", "yield-text", "flood", "next-throws"}


class IllegalStateException(Exception):
    pass


def headers_of(scope):
    """The values of each header, joined as WSGI's servers join them."""
    found = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1"), []).append(value.decode("latin-1"))
    return {name: ("; " if name == "cookie" else ", ").join(values) for name, values in found.items()}


def path_info(scope):
    """The path below root_path, which the path contains by the specification since 2.4."""
    root = scope.get("root_path", "")
    return scope["path"][len(root) :] if scope["path"].startswith(root) else scope["path"]


def environ_of(scope):
    environ = {
        "REQUEST_METHOD": scope.get("method", "GET"),
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": path_info(scope),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": "HTTP/" + scope["http_version"],
        "wsgi.url_scheme": scope["scheme"],
    }
    if scope.get("server"):
        environ["SERVER_NAME"], port = scope["server"]
        environ["SERVER_PORT"] = str(port)
    if scope.get("client"):
        environ["REMOTE_ADDR"], port = scope["client"]
        environ["REMOTE_PORT"] = str(port)
    if "raw_path" in scope and scope["raw_path"] is not None:
        environ["RAW_PATH"] = scope["raw_path"].decode("latin-1")
    for name, value in headers_of(scope).items():
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + key] = value
    return environ


def ledger_of(scope):
    name = headers_of(scope).get("x-req-id")
    return LEDGERS.named(name) if name else Ledger()


def encoded(headers):
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]


async def wait_for(ledger, event):
    """Waits until that event has been noted, and says whether it was in time; the loop goes on meanwhile."""
    end = time.monotonic() + PATIENCE
    while event not in ledger.events():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.01)
    return True


class Call:
    """One request: its scope, its headers, what it receives and sends."""

    def __init__(self, scope, receive, send):
        self.scope = scope
        self.headers = headers_of(scope)
        self.ledger = ledger_of(scope)
        self.receive = receive
        self._send = send
        self._trailers = None

    async def start(self, status, headers):
        promised = {} if self._trailers is None else {"trailers": True}
        await self._send({"type": "http.response.start", "status": status, "headers": encoded(headers), **promised})

    async def body(self, data, more=False):
        await self._send({"type": "http.response.body", "body": data, "more_body": more})
        if self._trailers is not None and not more:
            self.ledger.note("trailers")
            if self._trailers[0][0] == "throw":
                fail(self._trailers[0][1])
            await self._send({"type": "http.response.trailers", "headers": encoded(self._trailers)})

    def trail(self, trailers):
        if "http.response.trailers" in self.scope["extensions"]:
            self._trailers = trailers
        else:
            self.ledger.note("no trailers")

    async def hint(self, fields):
        if "http.response.early_hint" not in self.scope["extensions"]:
            self.ledger.note("no hints")
            return
        links = [value.encode("latin-1") for name, value in fields if name == "Link"]
        try:
            await self._send({"type": "http.response.early_hint", "links": links})
        except RuntimeError as late:
            raise IllegalStateException from late

    async def text(self, body, *headers, status=200):
        await self.start(status, [("Content-Type", "text/plain"), *headers])
        await self.body(body.encode("latin-1"))

    async def blocks(self):
        while True:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                self.ledger.note("read failed")
                raise OSError("the client is gone")
            if message.get("body"):
                yield message["body"]
            if not message.get("more_body"):
                return

    async def whole(self):
        return b"".join([block async for block in self.blocks()])


# ---- the small apps ----


async def environ_echo(call):
    environ = environ_of(call.scope)
    lines = ("%s\t%s\t%s\n" % (escape(k), type_name(environ[k]), escape(value_text(environ[k]))) for k in sorted(environ))
    await call.text("".join(lines), ("X-Echoed-Method", escape(environ["REQUEST_METHOD"])))


async def environ_after_body(call):
    await call.whole()
    await environ_echo(call)


async def ledger(call):
    found = LEDGERS.named(call.headers["x-ledger"])
    if "x-note" in call.headers:
        found.note(call.headers["x-note"])
    came = "x-await" not in call.headers or await wait_for(found, call.headers["x-await"])
    await call.text("".join(escape(event) + "\n" for event in found.events()), status=200 if came else 504)


async def errors(call):
    marker = unquote_plus(call.headers["x-marker"])
    sys.stderr.write(marker + " written\n")
    sys.stderr.writelines([marker + " appended\n"])
    print(marker + " printed", file=sys.stderr)
    sys.stderr.write(marker + " after close\n")
    sys.stderr.flush()
    await call.text("written")


class Deployment:
    """Tells how many requests there were, and that nobody was here before."""

    def __init__(self):
        self._calls = 0

    async def __call__(self, call):
        self._calls += 1
        await call.text("created-before=0\ncalls=%d\n" % self._calls)


class Meeting:
    """Waits X-Patience milliseconds for another call at the same time; answers "met" or "alone"."""

    def __init__(self):
        self._inside = self._meetings = 0

    async def __call__(self, call):
        self._inside += 1
        before = self._meetings
        self._meetings += self._inside > 1
        end = time.monotonic() + int(call.headers["x-patience"]) / 1000
        while self._meetings == before and time.monotonic() < end:
            await asyncio.sleep(0.01)
        self._inside -= 1
        await call.text("met" if self._meetings > before else "alone")


async def body(call):
    content = await call.whole()
    call.ledger.note("read %d" % len(content))
    told = call.headers.get("content-length", "absent")
    await call.start(200, [("Content-Type", "application/octet-stream"), ("X-Told-Length", told)])
    await call.body(content)


async def count(call):
    size = 0
    async for block in call.blocks():
        size += len(block)
    await call.text(str(size))


async def digest(call):
    sha256, size = hashlib.sha256(), 0
    async for block in call.blocks():
        sha256.update(block)
        size += len(block)
    await call.text("%d %s" % (size, sha256.hexdigest()))


async def progress(call):
    size = 0
    async for block in call.blocks():
        for _ in block:
            size += 1
            call.ledger.note("read %d" % size)
    await call.text("read %d" % size)


async def ignored(call):
    await call.text("ignored")


# ---- scripts ----


class Play:
    """The steps of one request's script; compat_app and the Java app tell what they are."""

    def __init__(self, call):
        self._call = call

    async def perform(self, verb, arguments):
        if verb == "try":
            try:
                await self.perform(arguments[0], arguments[1:])
            except Exception:
                self._call.ledger.note("went on")
            return
        try:
            await self._act(verb, arguments)
        except BaseException as error:
            self._call.ledger.note("%s threw %s" % (verb, type(error).__name__))
            raise
        self._call.ledger.note(verb)

    async def _act(self, verb, arguments):
        if verb == "start":
            await self._call.start(int(arguments[0].split()[0]), pairs(arguments[1:]))
        elif verb == "start-many":
            await self._call.start(200, [("X-Many-%d" % i, "m" * 80) for i in range(int(arguments[0]))])
        elif verb == "write":
            await self._call.body(step_bytes(arguments[0]), more=True)
        elif verb == "throw":
            fail(arguments[0])
        elif verb == "await":
            if not await wait_for(self._call.ledger, arguments[0]):
                raise IllegalStateException("the test never noted: " + arguments[0])
        elif verb == "trail":
            self._call.trail(pairs(arguments))
        elif verb == "hint":
            await self._call.hint(pairs(arguments))
        elif verb == "wait":
            await asyncio.sleep(int(arguments[0]) / 1000)
        else:
            raise ValueError("No such step: %s" % verb)


def chunk(verb, arguments):
    if verb == "next-throws":
        fail(arguments[0])
    return {"yield-null": lambda: None, "yield-text": lambda: arguments[0], "flood": lambda: bytes(65536)}.get(
        verb, lambda: step_bytes(arguments[0])
    )()


async def played_list(call, steps):
    chunks = [chunk(*step) for step in steps] or [b""]
    for data in chunks[:-1]:
        await call.body(data, more=True)
    await call.body(chunks[-1])


async def played_generator(call, play, steps):
    try:
        for verb, arguments in steps:
            if verb in CHUNKS:
                for _ in range(int(arguments[0]) if verb == "flood" else 1):
                    call.ledger.note("yield")
                    await call.body(chunk(verb, arguments), more=True)
            else:
                await play.perform(verb, arguments)
        call.ledger.note("end")
        await call.body(b"")
    finally:
        call.ledger.note("close")


async def script(call):
    play = Play(call)
    steps = steps_of(call.headers["x-script"])
    for verb, arguments in steps:
        if verb != "return":
            await play.perform(verb, arguments)
        elif arguments[0] == "generator":
            return await played_generator(call, play, steps)
        else:
            return await played_list(call, steps)
    raise ValueError("X-Script ends without a return: " + SECRET)


APPS = {
    "environ": environ_echo,
    "environ-after-body": environ_after_body,
    "meeting": Meeting(),
    "errors": errors,
    "deployment": Deployment(),
    "script": script,
    "ledger": ledger,
    "body": body,
    "count": count,
    "digest": digest,
    "progress": progress,
    "ignored": ignored,
}


async def application(scope, receive, send):
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    found = ledger_of(scope)
    found.note("call")
    if scope["type"] == "websocket":
        await socket(scope, receive, send, found, wait_for)
        return
    call = Call(scope, receive, send)
    name = call.headers.get("x-app", "environ")
    if name not in APPS:
        raise ValueError("X-App: %s; use one of %s" % (name, ", ".join(APPS)))
    await APPS[name](call)
