import os
import signal


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        scope["state"]["word"] = "started"
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
    elif scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (event := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": event["text"].upper()})
    else:
        if scope["path"] == "/end":
            with open("/proc/%d/stat" % os.getppid()) as stat:  # the parent of the workers; its parent is the server
                os.kill(int(stat.read().rpartition(")")[2].split()[1]), signal.SIGTERM)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": scope["state"]["word"].encode()})
