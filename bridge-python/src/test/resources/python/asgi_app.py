"""An ASGI app for tests: each path does one thing."""

import asyncio
import json
import os
import time

CALLS = {"started": 0, "gone": 0, "cancelled": 0, "errors": []}


async def answer(send, body=b"", status=200, headers=()):
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body if isinstance(body, bytes) else str(body).encode()})


async def hello(scope, receive, send):
    await answer(send, b"Hello, world!\n", headers=[(b"content-type", b"text/plain")])


async def show(scope, receive, send):
    shown = {key: value for key, value in scope.items() if key not in ("state", "asgi")}
    shown["state"] = sorted(scope.get("state", ()))
    await answer(send, json.dumps(shown, default=lambda one: one.decode("latin-1")).encode())


async def pid(scope, receive, send):
    await answer(send, os.getpid())


async def calls(scope, receive, send):
    await answer(send, json.dumps({**CALLS, "pid": os.getpid()}).encode())


async def echo(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            return
        await send({"type": "http.response.body", "body": event["body"], "more_body": event["more_body"]})
        if not event["more_body"]:
            return


async def early(scope, receive, send):
    await answer(send, b"too much\n", 413)


async def waits(scope, receive, send):
    """Waits for the client's end, after a first chunk."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"begun\n", "more_body": True})
    try:
        while (await receive())["type"] != "http.disconnect":
            pass
        CALLS["gone"] += 1
        try:
            await send({"type": "http.response.body", "body": b"", "more_body": True})
        except OSError as error:
            CALLS["errors"].append(type(error).__name__)
    except asyncio.CancelledError:
        CALLS["cancelled"] += 1
        raise


async def streams(scope, receive, send):
    """Sends until that fails."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    try:
        while True:
            await send({"type": "http.response.body", "body": b"x" * 1000, "more_body": True})
            await asyncio.sleep(0.001)
    except OSError as error:
        CALLS["errors"].append(type(error).__name__)
        CALLS["gone"] += 1


async def deaf(scope, receive, send):
    """Never listens to the client, and takes its time."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"begun\n", "more_body": True})
    try:
        await asyncio.sleep(600)
    except asyncio.CancelledError:
        CALLS["cancelled"] += 1
        raise


async def sleeps(scope, receive, send):
    CALLS["started"] += 1
    await asyncio.sleep(float(scope["query_string"] or b"1"))
    CALLS["started"] -= 1
    await answer(send, b"slept\n")


async def blocks(scope, receive, send):
    time.sleep(float(scope["query_string"] or b"600"))
    await answer(send, b"blocked\n")


async def raises(scope, receive, send):
    raise LookupError("lost in the app")


async def raises_late(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"begun\n", "more_body": True})
    raise LookupError("lost in the answer")


async def background(scope, receive, send):
    async def fail():
        raise LookupError("lost in the background")

    asyncio.get_running_loop().create_task(fail())
    await answer(send, b"ok\n")


async def after(scope, receive, send):
    """Goes on after its answer."""
    await answer(send, b"answered\n")
    await asyncio.sleep(0.5)
    print("went on")


async def silent(scope, receive, send):
    pass


async def twice(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.start", "status": 200, "headers": []})


async def file(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/x-python")]})
    await send({"type": "http.response.pathsend", "path": os.path.abspath(__file__)})


async def application(scope, receive, send):
    if scope["type"] == "lifespan":
        await lifespan(scope, receive, send)
        return
    path = scope["path"][len(scope["root_path"]) :].strip("/").partition("/")[0].replace("-", "_")
    await globals()[path or "hello"](scope, receive, send)


async def lifespan(scope, receive, send):
    await receive()
    reason = os.environ.get("FAILS_TO_START")
    if reason:
        await send({"type": "lifespan.startup.failed", "message": reason})
        return
    await asyncio.sleep(0.2)
    scope["state"]["started"] = True
    print("startup of %d" % os.getpid())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await asyncio.sleep(0.2)
    print("shutdown of %d" % os.getpid())
    await send({"type": "lifespan.shutdown.complete"})


async def without_lifespan(scope, receive, send):
    assert scope["type"] == "http"
    await application(scope, receive, send)


def double(scope):
    """An app of ASGI 2."""
