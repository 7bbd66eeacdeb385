"""An app that can do all that goes well, and all that goes wrong, by its path."""

import hashlib
import logging
import os
import socket
import subprocess
import sys
import threading
import time

NOTES = os.path.join(os.path.dirname(os.path.dirname(__file__)), "notes")
EATEN = []
write_bytes = os.write  # a test replaces the module's


def note(text):
    with open(NOTES, "a") as notes:
        notes.write("%s\n" % text)


def text(start_response, body, status="200 OK"):
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def hello(environ, start_response):
    return text(start_response, b"Hello, world!\n")


def variable(environ, start_response):
    return text(start_response, os.environ.get(environ["QUERY_STRING"], "none").encode())


def pid(environ, start_response):
    return text(start_response, b"%d" % os.getpid())


def environ_(environ, start_response):
    lines = ["%s=%r" % item for item in sorted(environ.items())]
    lines.append("type=%s" % type(environ).__name__)
    return text(start_response, "\n".join(lines).encode())


def echo(environ, start_response):
    return text(start_response, environ["wsgi.input"].read())


def digest(environ, start_response):
    seen = hashlib.sha256()
    size = 0
    for block in iter(lambda: environ["wsgi.input"].read(10000), b""):
        seen.update(block)
        size += len(block)
    return text(start_response, b"%d %s" % (size, seen.hexdigest().encode()))


def lines(environ, start_response):
    source = environ["wsgi.input"]
    parts = [source.read(0), source.readline(), source.readline(3), source.read(2)]
    parts += source.readlines(4)
    parts += list(source) + [source.read(), source.readline()]
    return text(start_response, b"|".join(parts))


def file(environ, start_response):
    start_response("200 OK", [("Content-Type", "application/octet-stream")])
    opened = open(environ["QUERY_STRING"], "rb")
    opened.seek(int(environ.get("HTTP_FROM", "0")))
    return environ["wsgi.file_wrapper"](opened, 65536)


class Ticking:
    """A body that says when it is closed."""

    def __init__(self, count, wait, chunk=b"tick\n"):
        self.left = count
        self.wait = wait
        self.chunk = chunk

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        time.sleep(self.wait)
        return self.chunk

    def close(self):
        note("closed")


def stream(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return Ticking(3, 0.4)


def endless(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return Ticking(1000000, 0.01, b"x" * 5000)


def write(environ, start_response):
    written = start_response("200 OK", [("Content-Type", "text/plain")])
    written(b"one ")
    written(b"two ")
    return [b"three"]


def exc_info(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html"), ("X-First", "yes")])
    try:
        raise ValueError("too bad")
    except ValueError:
        start_response("418 Teapot", [("Content-Type", "text/plain"), ("X-Second", "yes")], sys.exc_info())
    return [b"replaced"]


def raises(environ, start_response):
    raise ValueError("boom\r\nand a second line \x1b[31m")


def raises_late(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    yield b"begun"
    raise ValueError("late")


def bad_header(environ, start_response):
    start_response("200 OK", [("X-Bad", "a\r\nSet-Cookie: b")])
    return [b""]


def exits(environ, start_response):
    wanted = environ["QUERY_STRING"]
    if wanted and wanted != str(os.getpid()):
        time.sleep(0.2)  # meanwhile the wanted one gets its request
        return text(start_response, b"another")
    write_bytes(2, b"last words")
    os._exit(7)


def exits_late(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    yield b"begun"
    os._exit(7)


def segfault(environ, start_response):
    import ctypes  # not in GraalPy on JDK 17

    ctypes.string_at(0)


def sleeps(environ, start_response):
    note("sleeps %d" % os.getpid())
    time.sleep(float(environ["QUERY_STRING"] or "60"))
    return text(start_response, b"slept")


def wait_for(file):
    while not os.path.exists(file):
        time.sleep(0.01)


def waits(environ, start_response):
    """Answers when there is a file of that name."""
    note("waits")
    wait_for(environ["QUERY_STRING"])
    return text(start_response, b"waited")


def gated(environ, start_response):
    """Sends its second chunk when there is a file of that name."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    yield b"first"
    wait_for(environ["QUERY_STRING"])
    yield b" second"


def reads(environ, start_response):
    note("sleeps %d" % os.getpid())
    return text(start_response, b"%d" % len(environ["wsgi.input"].read()))


def spins(environ, start_response):
    while True:
        pass


def sleeps_late(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    note("sleeps %d" % os.getpid())
    yield b"begun"
    time.sleep(60)


def prints(environ, start_response):
    while True:
        print("and on" * 50, end=environ["QUERY_STRING"] and "\n")


def logs(environ, start_response):
    logging.getLogger("shop.cart").error("no \x1b[31mstock for %s", "bread")
    print("printed")
    environ["wsgi.errors"].write("complained\n")
    return text(start_response, b"logged")


def forks(environ, start_response):
    if not os.fork():
        time.sleep(300)
        os._exit(0)
    subprocess.Popen(["sleep", "300"])
    return text(start_response, b"%d" % os.getpid())


def forks_and_returns(environ, start_response):
    child = os.fork() == 0
    if not child:
        time.sleep(0.3)
    return text(start_response, b"child" if child else b"parent")


def closes_sockets(environ, start_response):
    for number in range(3, 100):
        try:
            if os.readlink("/proc/self/fd/%d" % number).startswith("socket:"):
                os.close(number)
        except OSError:
            pass
    return text(start_response, b"closed")


def eats(environ, start_response):
    EATEN.append(bytearray(80 * 1024 * 1024))
    return text(start_response, b"%d" % os.getpid())


def thread(environ, start_response):
    threading.Thread(target=time.sleep, args=(300,)).start()
    return text(start_response, b"%d" % os.getpid())


APPS = {name.replace("_", "-"): app for name, app in list(globals().items()) if callable(app)}
APPS["environ"] = environ_


def application(environ, start_response):
    return APPS[environ["PATH_INFO"].split("/")[1]](environ, start_response)


def validated():
    from wsgiref.validate import validator

    return validator(application)
