"""An ASGI app that streams, talks over WebSockets, blocks its loop and ignores its cancellation, as the rows ask."""

import asyncio
import os
import threading
import time
from urllib.parse import parse_qs

BLOCK = bytes(64 << 10)
calls = 0
cancelled = 0


def asked(scope, name, default):
    """A number of the query."""
    return float(parse_qs(scope["query_string"].decode("latin-1")).get(name, [default])[0])


async def start(send, kind=b"text/plain"):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})


async def text(send, body):
    await start(send)
    await send({"type": "http.response.body", "body": body.encode()})


def resident():
    """The bytes of memory that this process holds."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def facts(scope, receive, send):
    """Tells what this worker holds; waits a little, so that each of several requests at once has a worker of its own."""
    await asyncio.sleep(asked(scope, "wait", 0))
    held = {
        "calls": calls,
        "pid": os.getpid(),
        "tasks": len(asyncio.all_tasks()),
        "threads": threading.active_count(),
        "files": len(os.listdir("/proc/self/fd")),
        "rss": resident(),
        "cancelled": cancelled,
    }
    await text(send, "".join("%s=%d\n" % item for item in held.items()))


async def hello(scope, receive, send):
    await text(send, "hello")


async def event(send, due):
    """Sends an event: the worker's process, and when it was due in nanoseconds of the system's clock."""
    data = "data: %d %d\n\n" % (os.getpid(), due * 1e9)
    await send({"type": "http.response.body", "body": data.encode(), "more_body": True})


async def stream(scope, receive, send):
    """Sends an event now and then until the client is gone or the server ends; a deaf one does not look for that."""
    every = asked(scope, "every", 0.25)
    await start(send, b"text/event-stream")
    await receive()
    over = None if asked(scope, "deaf", 0) else asyncio.ensure_future(receive())
    due = time.monotonic()
    try:
        while over is None or not over.done():
            await event(send, due)
            due += every
            pause = max(0, due - time.monotonic())
            await (asyncio.sleep(pause) if over is None else asyncio.wait([over], timeout=pause))
        await send({"type": "http.response.body"})
    finally:
        if over is not None:
            over.cancel()


async def flood(scope, receive, send):
    """Sends blocks as fast as they are taken."""
    await start(send)
    while True:
        await send({"type": "http.response.body", "body": BLOCK, "more_body": True})


async def block(scope, receive, send):
    """Blocks the loop, and with it every other request of this worker."""
    time.sleep(asked(scope, "seconds", 60))
    await text(send, "slept")


async def stubborn(scope, receive, send):
    """Goes on after its client has gone, and after its cancellation."""
    global cancelled
    await start(send)
    while True:
        try:
            await event(send, time.monotonic())
        except OSError:
            pass
        try:
            await asyncio.sleep(0.1)
        except asyncio.CancelledError:
            cancelled += 1


async def echo_socket(receive, send):
    """Tells the worker's process, and sends back what comes."""
    await send({"type": "websocket.send", "text": "pid %d" % os.getpid()})
    while (message := await receive())["type"] != "websocket.disconnect":
        await send({"type": "websocket.send", "text": message["text"]})


async def flood_socket(receive, send):
    while True:
        await send({"type": "websocket.send", "bytes": BLOCK})


async def deaf_socket(receive, send):
    """Receives nothing."""
    await send({"type": "websocket.send", "text": "pid %d" % os.getpid()})
    await asyncio.sleep(3600)


async def stubborn_socket(receive, send):
    """As the stream: ends with its process only."""
    global cancelled
    await send({"type": "websocket.send", "text": "pid %d" % os.getpid()})
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            cancelled += 1


APPS = {"facts": facts, "hello": hello, "stream": stream, "flood": flood, "block": block, "stubborn": stubborn}
SOCKETS = {"echo": echo_socket, "flood": flood_socket, "deaf": deaf_socket, "stubborn": stubborn_socket}


async def lifespan(receive, send):
    while (await receive())["type"] != "lifespan.shutdown":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})


async def application(scope, receive, send):
    global calls
    if scope["type"] == "lifespan":
        return await lifespan(receive, send)
    calls += 1
    name = scope["path"].rpartition("/")[2]
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        return await SOCKETS[name](receive, send)
    await APPS.get(name, hello)(scope, receive, send)
