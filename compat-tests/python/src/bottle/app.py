"""A Bottle app: a page, a stream, a large file, a failure."""

import os
import tempfile
import time

from bottle import Bottle, request, response, static_file

LARGE = tempfile.NamedTemporaryFile(suffix=".bin")  # deleted when the workers' parent ends
LARGE.truncate(100 << 20)

app = Bottle()


@app.get("/")
def index():
    return "Bottle in a WAR"


@app.get("/hello/<name>")
def hello(name):
    return "Hello, %s" % name


@app.get("/stream")
def stream():
    """Goes on when the file that the query names is gone."""
    response.content_type = "text/plain"
    gate = request.query.gate
    for number in range(3):
        yield "%d\n" % number
        while os.path.exists(gate):
            time.sleep(0.01)


@app.get("/large")
def large():
    folder, _, name = LARGE.name.rpartition("/")
    return static_file(name, root=folder, download=True)


@app.get("/boom")
def boom():
    raise RuntimeError("bottle failed")
