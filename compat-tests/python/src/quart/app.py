"""What people do with Quart, in small."""

import asyncio
import hashlib

from quart import Quart, jsonify, redirect, request, url_for, websocket

app = Quart(__name__)
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024 * 1024
done = []


@app.before_serving
async def before():
    app.greeting = "Hello"


@app.route("/")
async def home():
    return jsonify(greeting=app.greeting, link=url_for("hello", name="Ada"), path=request.path)


@app.route("/hello/<name>")
async def hello(name):
    return app.greeting + ", " + name


@app.route("/form", methods=["POST"])
async def form():
    return "name is " + (await request.form)["name"]


@app.route("/upload", methods=["POST"])
async def upload():
    content = (await request.files)["file"].read()
    return "%d %s" % (len(content), hashlib.sha256(content).hexdigest())


@app.route("/received", methods=["POST"])
async def received():
    size = 0
    async for block in request.body:
        size += len(block)
    return str(size)


@app.route("/stream")
async def stream():
    async def lines():
        for number in range(100):
            yield b"line %d\n" % number
            await asyncio.sleep(0)

    return lines(), 200, {"Content-Type": "text/plain"}


@app.route("/old")
async def old():
    return redirect(url_for("hello", name="new"))


@app.route("/task")
async def task():
    async def later():
        await asyncio.sleep(0.05)
        done.append("task")

    app.add_background_task(later)
    return "accepted", 202


@app.route("/done")
async def all_done():
    return jsonify(done)


@app.route("/boom")
async def boom():
    raise RuntimeError("quart failed")


@app.websocket("/ws")
async def echo():
    while True:
        await websocket.send(app.greeting + ", " + await websocket.receive())
