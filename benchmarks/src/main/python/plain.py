"""WSGI without a framework: a text, JSON read and written, a body read, a file, long answers."""

import json
import os

TEXT = [("Content-Type", "text/plain; charset=utf-8")]
JSON = [("Content-Type", "application/json")]


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/hello":
        body = b"Hello, world!\n"
        start_response("200 OK", TEXT + [("Content-Length", str(len(body)))])
        return [body]
    if path == "/json":
        value = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        body = json.dumps(value).encode()
        start_response("200 OK", JSON + [("Content-Length", str(len(body)))])
        return [body]
    if path == "/upload":
        left = int(environ["CONTENT_LENGTH"])
        size = 0
        while left > size:
            size += len(environ["wsgi.input"].read(min(65536, left - size)))
        body = b"%d\n" % size
        start_response("200 OK", TEXT + [("Content-Length", str(len(body)))])
        return [body]
    if path == "/chunks":
        start_response("200 OK", TEXT)
        return (b"x" * 65536 for _ in range(48))
    if path == "/large":
        start_response("200 OK", TEXT)
        return [b"x" * 3145728]
    name = os.environ["BENCHMARK_FILE"]
    start_response("200 OK", TEXT + [("Content-Length", str(os.path.getsize(name)))])
    return environ["wsgi.file_wrapper"](open(name, "rb"), 65536)
