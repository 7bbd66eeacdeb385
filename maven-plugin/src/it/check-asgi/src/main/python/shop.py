START = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}


async def good(scope, receive, send):
    if scope["type"] == "lifespan":
        for _ in range(2):
            event = await receive()
            await send({"type": event["type"] + ".complete"})
    elif scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": "good"})
    else:
        await send(START)
        await send({"type": "http.response.body", "body": b"good"})


async def bad(scope, receive, send):
    if scope["type"] != "http":
        raise ValueError("Only for HTTP")
    scope["headers"].append((b"x-seen", b"yes"))
    await send({"type": "http.response.start", "status": 200, "headers": [(b"Content-Type", b"text/plain")]})
    await send({"type": "http.response.body", "body": "text"})


async def closed(scope, receive, send):
    if scope["type"] != "lifespan":
        raise ValueError("Never started")
    await receive()
    await send({"type": "lifespan.startup.failed", "message": "The shop is closed"})
