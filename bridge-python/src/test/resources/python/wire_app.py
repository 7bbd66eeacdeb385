"""An app for WireIT: whatever happens to its requests, each answer is made of the request's own token."""

import os
import signal
import tempfile
import threading
import time
from urllib.parse import parse_qs


def application(environ, start_response):
    asked = {key: values[0] for key, values in parse_qs(environ["QUERY_STRING"]).items()}
    return globals()["do_" + environ["PATH_INFO"][1:]](environ, start_response, asked)


def chunk(token, size):
    return (token + "\n").encode() * max(1, size // (len(token) + 1))


def start(start_response, token, seen="none"):
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Token", token), ("X-Seen", seen)])


def seen(data, token):
    foreign = [line for line in data.decode("latin-1").split("\n") if line and not token.startswith(line)]
    return "foreign:%r" % foreign[0][:60] if foreign else "own"


def do_pid(environ, start_response, asked):
    start(start_response, "pid")
    return [b"%d" % os.getpid()]


def do_list(environ, start_response, asked):
    token = asked["t"]
    read = seen(environ["wsgi.input"].read(), token)
    start(start_response, token, read)
    return [chunk(token, int(asked["size"]))] * 3


def do_generator(environ, start_response, asked):
    token = asked["t"]
    read = seen(environ["wsgi.input"].read(100), token)
    start(start_response, token, read)
    return (chunk(token, int(asked["size"])) for _ in range(5))


class Closing:
    def __init__(self, chunks, close):
        self.chunks = chunks
        self.close = close

    def __iter__(self):
        return iter(self.chunks)


def do_closing(environ, start_response, asked):
    """Closes its body late."""
    token = asked["t"]
    start(start_response, token)
    return Closing([chunk(token, 1000)] * int(asked["chunks"]), lambda: time.sleep(float(asked["close"])))


def do_thread(environ, start_response, asked):
    """Reads its body in a thread that outlives the call."""
    body = environ["wsgi.input"]
    threading.Thread(target=lambda: [body.read(1000) for _ in range(100)], daemon=True).start()
    time.sleep(float(asked["wait"]))
    start(start_response, asked["t"])
    return [chunk(asked["t"], 100)]


def do_file(environ, start_response, asked):
    """A file that each thread of each worker writes anew for each request."""
    token = asked["t"]
    path = os.path.join(tempfile.gettempdir(), "wire-%d-%d.txt" % (os.getpid(), threading.get_ident()))
    with open(path, "wb") as made:
        made.write(chunk(token, int(asked["size"])))
    start(start_response, token)
    return environ["wsgi.file_wrapper"](open(path, "rb"))


def do_removed(environ, start_response, asked):
    """A file without a name."""
    token = asked["t"]
    made = tempfile.TemporaryFile()
    made.write(chunk(token, int(asked["size"])))
    made.seek(0)
    start(start_response, token)
    return environ["wsgi.file_wrapper"](made)


def do_echo(environ, start_response, asked):
    """Sends each byte back as soon as it has come."""
    body = environ["wsgi.input"]
    start(start_response, asked["t"])
    return iter(lambda: body.read(1), b"")


def do_raises(environ, start_response, asked):
    start(start_response, asked["t"])
    if asked.get("late"):
        return (chunk(asked["t"], 1000) if i < 3 else int("x") for i in range(4))
    raise {"system": SystemExit, "key": KeyError, "keyboard": KeyboardInterrupt}[asked["what"]]("on purpose")


def do_dies(environ, start_response, asked):
    start(start_response, asked["t"])
    threading.Timer(float(asked["after"]), lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
    return (chunk(asked["t"], 1000) for _ in range(int(asked["chunks"])))
