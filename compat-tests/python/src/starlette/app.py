"""What people do with Starlette, in small: routes, forms, uploads, streams, events, WebSockets, tasks, state."""

import asyncio
import contextlib
import hashlib
import os

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, StreamingResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

DONE = []


@contextlib.asynccontextmanager
async def lifespan(app):
    print("starlette starts up", flush=True)
    yield {"greeting": "Hello"}
    print("starlette shuts down", flush=True)


async def home(request):
    links = {name: str(request.url_for(name, **more)) for name, more in LINKS.items()}
    return JSONResponse({"greeting": request.state.greeting, "root_path": request.scope["root_path"], "links": links})


async def hello(request):
    return PlainTextResponse(request.state.greeting + ", " + request.path_params["name"])


async def form(request):
    data = await request.form()
    return PlainTextResponse("name is " + data["name"])


async def upload(request):
    file = (await request.form())["file"]
    content = await file.read()
    return PlainTextResponse("%s: %d %s" % (file.filename, len(content), hashlib.sha256(content).hexdigest()))


async def received(request):
    size = 0
    async for block in request.stream():
        size += len(block)
    return PlainTextResponse(str(size))


async def stream(request):
    gate = request.query_params["gate"]

    async def lines():
        yield "0\n"
        while os.path.exists(gate):
            await asyncio.sleep(0.02)
        yield "1\n"
        yield "2\n"

    return StreamingResponse(lines(), media_type="text/plain")


async def events(request):
    """Three events from where the client has been, and the end: it connects again."""
    first = int(request.headers.get("last-event-id", "0")) + 1

    async def three():
        yield "retry: 50\n\n"
        for number in range(first, first + 3):
            yield "id: %d\ndata: event %d\n\n" % (number, number)
            await asyncio.sleep(0.01)

    return StreamingResponse(three(), media_type="text/event-stream")


async def endless(request):
    """Events until the client goes, which the app hears of."""

    async def lines():
        try:
            while True:
                yield "data: tick\n\n"
                await asyncio.sleep(0.05)
        finally:
            DONE.append("stream " + request.query_params["name"])

    return StreamingResponse(lines(), media_type="text/event-stream")


async def task(request):
    async def later():
        await asyncio.sleep(0.1)
        DONE.append("task " + request.query_params["name"])

    return PlainTextResponse("accepted", status_code=202, background=BackgroundTask(later))


async def done(request):
    return JSONResponse(DONE)


async def old(request):
    return RedirectResponse(request.url_for("hello", name="new"))


async def boom(request):
    raise RuntimeError("starlette failed")


async def sub_home(request):
    return JSONResponse({"root_path": request.scope["root_path"], "link": str(request.url_for("sub:inner"))})


async def page(request):
    return HTMLResponse("<!DOCTYPE html><title>Starlette</title><link rel=stylesheet href=static/site.css><p>page")


async def echo(websocket):
    offered = websocket.scope["subprotocols"]
    await websocket.accept(subprotocol=offered[0] if offered else None)
    async for text in websocket.iter_text():
        await websocket.send_text(websocket.state.greeting + ", " + text)


LINKS = {"home": {}, "hello": {"name": "Ada"}, "static": {"path": "/site.css"}, "sub:inner": {}}

app = Starlette(
    lifespan=lifespan,
    routes=[
        Route("/", home, name="home"),
        Route("/hello/{name}", hello, name="hello"),
        Route("/form", form, methods=["POST"]),
        Route("/upload", upload, methods=["POST"]),
        Route("/received", received, methods=["POST"]),
        Route("/stream", stream),
        Route("/events", events),
        Route("/endless", endless),
        Route("/task", task),
        Route("/done", done),
        Route("/old", old),
        Route("/slash/", done),
        Route("/boom", boom),
        Route("/page", page),
        WebSocketRoute("/ws", echo),
        Mount("/static", StaticFiles(directory=os.path.join(os.path.dirname(__file__), "files")), name="static"),
        Mount("/sub", name="sub", routes=[Route("/inner", sub_home, name="inner")]),
    ],
)
