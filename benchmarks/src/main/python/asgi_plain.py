"""ASGI without a framework: JSON, a hundred chunks, and a WebSocket that sends back what it gets."""

JSON = b'{"message": "Hello, world!"}'
JSON_HEAD = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(JSON))],
}
CHUNKS_HEAD = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}
CHUNK = {"type": "http.response.body", "body": b"x" * 1024, "more_body": True}


async def application(scope, receive, send):
    if scope["type"] == "websocket":
        await echo(receive, send)
    elif scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["path"] == "/chunks":
        await send(CHUNKS_HEAD)
        for _ in range(100):
            await send(CHUNK)
        await send({"type": "http.response.body"})
    else:
        await send(JSON_HEAD)
        await send({"type": "http.response.body", "body": JSON})


async def echo(receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        await send({"type": "websocket.send", "text": message["text"]})


async def lifespan(receive, send):
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})
