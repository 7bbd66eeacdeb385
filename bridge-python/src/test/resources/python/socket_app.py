"""An ASGI app for tests of WebSockets: each path does one thing."""

import asyncio
import json
import os
import signal

EVENTS = []  # what the sockets of /noted have received
SENT = [0]  # how many messages /floods has sent


async def echo(receive, send):
    while True:
        event = await receive()
        if event["type"] == "websocket.disconnect":
            return
        if event.get("text") == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        await send({**event, "type": "websocket.send"})


async def noted(receive, send):
    while True:
        event = await receive()
        EVENTS.append([event["type"].split(".")[1], event.get("text") or event.get("code"), event.get("reason", "")])
        if event["type"] == "websocket.disconnect":
            return


async def floods(receive, send):
    while True:
        await send({"type": "websocket.send", "text": "x" * 1000})
        SENT[0] += 1


async def silent(receive, send):
    await asyncio.sleep(3600)


async def stubborn(receive, send):
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            pass


async def raises(receive, send):
    raise KeyError("raised on purpose")


async def closes(receive, send):
    await send({"type": "websocket.close", "code": 4001, "reason": "bye"})
    await noted(receive, send)


async def returns(receive, send):
    await send({"type": "websocket.send", "text": "last"})


async def large(receive, send):
    await send({"type": "websocket.send", "bytes": bytes(1 << 20)})
    await send({"type": "websocket.close"})


SOCKETS = {"/" + one.__name__: one for one in (echo, noted, floods, silent, stubborn, raises, closes, returns, large)}


async def application(scope, receive, send):
    kind, path = scope["type"], scope.get("path")
    if kind == "lifespan":
        raise ValueError("it has none")
    if kind == "http":
        body = json.dumps({"events": EVENTS, "sent": SENT[0]}).encode()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})
        return
    assert (await receive()) == {"type": "websocket.connect"}
    if path == "/forbidden":
        await send({"type": "websocket.close"})
    elif path == "/denied":
        headers = [(b"www-authenticate", b"Basic")]
        await send({"type": "websocket.http.response.start", "status": 401, "headers": headers})
        await send({"type": "websocket.http.response.body", "body": b"who are you?"})
    elif path == "/unanswered":
        return
    elif path == "/subprotocol":
        chosen = scope["subprotocols"][-1]
        await send({"type": "websocket.accept", "subprotocol": chosen, "headers": [(b"x-a", b"1")]})
        await send({"type": "websocket.send", "text": chosen})
    else:
        await send({"type": "websocket.accept"})
        await SOCKETS[path](receive, send)
