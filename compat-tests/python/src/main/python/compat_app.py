"""The compat app in Python: it does what org.gatewaybridge.compat.app does in Java, for the same cases.

Each request goes to the small app that the header X-App names, to the echo of the environ if there is none.
Failures have the names of the Java app's, since the cases look for them in the ledger.
"""

import hashlib
import io
import itertools
import re
import sys
import tempfile
import threading
from urllib.parse import unquote_plus

PATIENCE = 15  # seconds
SECRET = "SECRET-in-a-message <script>"
CONTENT = b"abcdefghijklmnopqrstuvwxyz" * 2000


def escape(text):
    """Printable ASCII that loses nothing; what is beyond 16 bits is two escapes, as in Java."""
    data = text.encode("utf-16-be", "surrogatepass")
    units = (data[i] << 8 | data[i + 1] for i in range(0, len(data), 2))
    return "".join(chr(u) if 0x20 <= u < 0x7F and u != 0x5C else "\\u%04x" % u for u in units)


def text(start_response, body):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [body.encode("latin-1")]


# ---- what happened in a request ----


class Ledger:
    """Events in order. The app notes what it does and the test reads it; the test notes what the app waits for."""

    def __init__(self):
        self._events = []
        self._changed = threading.Condition()

    def note(self, event):
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()

    def wait(self, event):
        """Waits until that event has been noted, and says whether it was in time."""
        with self._changed:
            return self._changed.wait_for(lambda: event in self._events, PATIENCE)

    def events(self):
        with self._changed:
            return list(self._events)


class Ledgers:
    """The ledgers of a deployment, by the id that a request gives itself."""

    def __init__(self):
        self._by_id = {}

    def of(self, environ):
        name = environ.get("HTTP_X_REQ_ID")
        return self.named(name) if name else Ledger()

    def named(self, name):
        return self._by_id.setdefault(name, Ledger())


LEDGERS = Ledgers()


def ledger(environ, start_response):
    """The test's way to a ledger: X-Ledger names it, X-Note adds an event, X-Await waits for one."""
    found = LEDGERS.named(environ["HTTP_X_LEDGER"])
    if "HTTP_X_NOTE" in environ:
        found.note(environ["HTTP_X_NOTE"])
    came = "HTTP_X_AWAIT" not in environ or found.wait(environ["HTTP_X_AWAIT"])
    start_response("200 OK" if came else "504 Not in time", [("Content-Type", "text/plain")])
    return ["".join(escape(event) + "\n" for event in found.events()).encode()]


# ---- the environ ----


def type_name(value):
    """The Java app's word for a type, which the cases compare."""
    if isinstance(value, bool):
        return "Boolean"
    if isinstance(value, str):
        return "String"
    if isinstance(value, (tuple, list)):
        return "List<%s>" % "|".join({int: "Integer"}.get(item, item.__name__) for item in dict.fromkeys(map(type, value)))
    if hasattr(value, "read") and getattr(value, "readable", lambda: True)():
        return "InputStream"
    if hasattr(value, "write"):
        return "Writer"
    return "BiFunction" if callable(value) else "Object"


def value_text(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (tuple, list)):
        return ",".join(map(str, value))
    return value if isinstance(value, str) else ""


def lines(environ):
    found = dict(environ)
    for key in "SCRIPT_NAME", "PATH_INFO":
        found[key] = found[key].encode("latin-1").decode()  # PEP 3333: the bytes of UTF-8, as latin-1
    return "".join(
        "%s\t%s\t%s\n" % (escape(key), type_name(found[key]), escape(value_text(found[key]))) for key in sorted(found)
    )


def environ_echo(environ, start_response):
    method = escape(environ["REQUEST_METHOD"])
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Echoed-Method", method)])
    return [lines(environ).encode()]


def changed_environ(environ, start_response):
    environ["compat.added"] = "added"
    environ["PATH_INFO"] = "/replaced"
    environ.pop("HTTP_X_REMOVED", None)
    del environ["QUERY_STRING"]
    environ.pop("HTTP_X_FILTERED", None)
    return text(start_response, lines(environ))


def errors(environ, start_response):
    """Writes to wsgi.errors in each way there is; it is the worker's for good and stays open."""
    stream = environ["wsgi.errors"]
    marker = unquote_plus(environ["HTTP_X_MARKER"])
    stream.write(marker + " written\n")
    stream.writelines([marker + " appended\n"])
    stream.flush()
    print(marker + " printed", file=stream)
    stream.write(marker + " after close\n")
    stream.flush()
    return text(start_response, "written")


CALLS = itertools.count(1)


def deployment(environ, start_response):
    return text(start_response, "created-before=0\ncalls=%d\n" % next(CALLS))


class Meeting:
    """Waits X-Patience milliseconds for another call at the same time; answers "met" or "alone"."""

    def __init__(self):
        self._inside = self._meetings = 0
        self._changed = threading.Condition()

    def __call__(self, environ, start_response):
        return text(start_response, "met" if self._meets(int(environ["HTTP_X_PATIENCE"]) / 1000) else "alone")

    def _meets(self, seconds):
        with self._changed:
            self._inside += 1
            before = self._meetings
            if self._inside > 1:
                self._meetings += 1
                self._changed.notify_all()
            met = self._changed.wait_for(lambda: self._meetings > before, seconds)
            self._inside -= 1
            return met


# ---- the request's body ----


def body(environ, start_response):
    found = LEDGERS.of(environ)
    try:
        content = environ["wsgi.input"].read(-1)
    except OSError:
        found.note("read failed")
        raise
    found.note("read %d" % len(content))
    start_response(
        "200 OK",
        [("Content-Type", "application/octet-stream"), ("X-Told-Length", environ.get("CONTENT_LENGTH", "absent"))],
    )
    return [content]


def environ_after_body(environ, start_response):
    environ["wsgi.input"].read(-1)
    return environ_echo(environ, start_response)


def blocks(environ, size):
    return iter(lambda: environ["wsgi.input"].read(size), b"")


def count(environ, start_response):
    return text(start_response, str(sum(map(len, blocks(environ, 65536)))))


def digest(environ, start_response):
    sha256 = hashlib.sha256()
    size = 0
    for block in blocks(environ, 8192):
        sha256.update(block)
        size += len(block)
    return text(start_response, "%d %s" % (size, sha256.hexdigest()))


def reads(environ, start_response):
    """Every way to read a stream, told in the Java app's words."""
    source = environ["wsgi.input"]
    outcomes = [
        "read 0: %d" % len(source.read(0)),
        "read: " + source.read(1).decode(),
        "readNBytes 3: " + source.readline(3).decode(),
    ]
    four = source.read(4).decode()
    outcomes.append("read into 4: %d %s" % (len(four), four))
    outcomes.append("skip: %d" % len(source.read(2)))
    outcomes.append("rest: " + b"".join(source.readlines(-1)).decode())
    outcomes.append("past the end: %d" % (len(source.read(1)) or -1))
    outcomes.append("again: %d" % (len(source.readline(4)) or -1))
    outcomes.append("nothing left: %d" % len(list(source)))
    return text(start_response, "".join(line + "\n" for line in outcomes))


def progress(environ, start_response):
    found = LEDGERS.of(environ)
    size = 0
    for _ in blocks(environ, 1):
        size += 1
        found.note("read %d" % size)
    return text(start_response, "read %d" % size)


def ignored(environ, start_response):
    return text(start_response, "ignored")


def input_closed(environ, start_response):
    first = environ["wsgi.input"].read(1)
    environ["wsgi.input"].close()
    return text(start_response, "closed after " + first.decode())


# ---- files ----


def content_file():
    file = tempfile.NamedTemporaryFile(prefix="compat", suffix=".txt")  # deleted when the worker ends
    file.write(CONTENT)
    file.flush()
    return file


CONTENT_FILE = content_file()


class NotedFile(io.FileIO):
    """A file that notes its close. Not of a type that goes to the container by name."""

    def __init__(self, found):
        super().__init__(CONTENT_FILE.name)
        self._ledger = found

    def close(self):
        if not self.closed:
            self._ledger.note("closed")
        super().close()


class NotedStream(io.BytesIO):
    def __init__(self, found):
        super().__init__(CONTENT)
        self._ledger = found

    def close(self):
        if not self.closed:
            self._ledger.note("closed")
        super().close()


def begin_file(environ, start_response):
    headers = [("Content-Type", "text/plain")]
    if "HTTP_X_LENGTH" in environ:
        headers.append(("Content-Length", environ["HTTP_X_LENGTH"]))
    start_response("200 OK", headers)


def wrapped(environ, start_response, stream):
    stream.read(int(environ.get("HTTP_X_OFFSET", "0")))
    begin_file(environ, start_response)
    return environ["wsgi.file_wrapper"](stream, 8192)


def file(environ, start_response):
    return wrapped(environ, start_response, NotedFile(LEDGERS.of(environ)))


def stream(environ, start_response):
    return wrapped(environ, start_response, NotedStream(LEDGERS.of(environ)))


def file_body(environ, start_response):
    """A plain file, which the container sends itself."""
    return wrapped(environ, start_response, open(CONTENT_FILE.name, "rb"))


class Upper:
    """A middleware's body: the inner one's, changed."""

    def __init__(self, inner):
        self._inner = inner
        self.close = inner.close

    def __iter__(self):
        return (chunk.upper() for chunk in self._inner)


def file_in_middleware(environ, start_response):
    return Upper(file(environ, start_response))


def file_not_returned(environ, start_response):
    stream(environ, start_response)
    return [b"another body"]


# ---- scripts ----


class RuntimeException(Exception):
    pass


class IllegalStateException(Exception):
    pass


class IOException(OSError):
    pass


class OutOfMemoryError(MemoryError):
    pass


class InterruptedException(KeyboardInterrupt):
    pass


class StackOverflowError(RecursionError):
    pass


FAILURES = {
    failure.__name__: failure
    for failure in (
        RuntimeException,
        IOException,
        AssertionError,
        OutOfMemoryError,
        InterruptedException,
        StackOverflowError,
    )
}


def fail(name):
    if name == "StackOverflowError":
        fail(name)  # a real one
    raise FAILURES[name](SECRET)


def steps_of(script):
    for step in script.split(";"):
        verb, *arguments = map(unquote_plus, step.split(","))
        yield verb, arguments


def step_bytes(word):
    """*9 is nine times the letter x, anything else is text."""
    return b"x" * int(word[1:]) if re.fullmatch(r"\*\d+", word) else word.encode()


def pairs(words):
    return list(zip(words[::2], words[1::2]))


class Play:
    """The steps that touch the gateway, in one request."""

    def __init__(self, start_response, found):
        self._start_response = start_response
        self._ledger = found
        self._write = None

    def perform(self, verb, arguments):
        if verb == "try":
            try:
                self.perform(arguments[0], arguments[1:])
            except Exception:
                self._ledger.note("went on")
            return
        try:
            self._act(verb, arguments)
        except BaseException as error:
            self._ledger.note("%s threw %s" % (verb, type(error).__name__))
            raise
        self._ledger.note(verb)

    def _act(self, verb, arguments):
        if verb == "start":
            self._write = self._start_response(arguments[0], pairs(arguments[1:]))
        elif verb == "replace":
            self._replace(arguments)
        elif verb == "start-null":
            self._write = self._start_response(
                None if arguments[0] == "status" else "200 OK", None if arguments[0] == "headers" else []
            )
        elif verb == "start-many":
            many = [("X-Many-%d" % i, "m" * 80) for i in range(int(arguments[0]))]
            self._write = self._start_response("200 OK", many)
        elif verb == "write":
            self._write(step_bytes(arguments[0]))
        elif verb == "write-later":
            threading.Thread(target=self._late, args=(self._write, step_bytes(arguments[0])), daemon=True).start()
        elif verb == "throw":
            fail(arguments[0])
        elif verb == "await":
            self._await(arguments[0])
        else:
            raise ValueError("No such step: %s" % verb)

    def _replace(self, arguments):
        try:
            raise IllegalStateException(SECRET)
        except IllegalStateException:
            self._write = self._start_response(arguments[0], pairs(arguments[1:]), sys.exc_info())

    def _await(self, event):
        if not self._ledger.wait(event):
            raise IllegalStateException("the test never noted: " + event)

    def _late(self, write, data):
        try:
            self._await("later")
            write(data)
            self._ledger.note("late write went through")
        except Exception as error:
            self._ledger.note("late write threw " + type(error).__name__)


def chunk(verb, arguments):
    if verb == "yield":
        return step_bytes(arguments[0])
    if verb == "yield-null":
        return None
    if verb == "yield-text":
        return arguments[0]
    if verb == "flood":
        return bytes(64 * 1024)
    if verb == "next-throws":
        fail(arguments[0])
    raise ValueError("No such chunk: %s" % verb)


CHUNKS = {"yield", "yield-null", "yield-text", "flood", "next-throws"}


class ScriptedBody:
    """A body that does its steps when it is asked for the next chunk, as a generator does."""

    def __init__(self, steps, play, found):
        self._play = play
        self._ledger = found
        self._steps = []
        self._close_failure = None
        for verb, arguments in steps:
            if verb == "close-throws":
                self._close_failure = arguments[0]
            else:
                self._steps += [(verb, arguments)] * (int(arguments[0]) if verb == "flood" else 1)

    def __iter__(self):
        self._ledger.note("iterator")
        return self._chunks()

    def _chunks(self):
        for verb, arguments in self._steps:
            if verb in CHUNKS:
                self._ledger.note("yield")
                yield chunk(verb, arguments)
            else:
                self._play.perform(verb, arguments)
        self._ledger.note("end")

    def close(self):
        self._ledger.note("close")
        if self._close_failure:
            fail(self._close_failure)


class NoIterator:
    def __iter__(self):
        return None


def script(environ, start_response):
    """Does what X-Script says, step by step; the Java app's ScriptedApp tells the steps."""
    found = LEDGERS.of(environ)
    play = Play(start_response, found)
    steps = steps_of(environ["HTTP_X_SCRIPT"])
    for verb, arguments in steps:
        if verb != "return":
            play.perform(verb, arguments)
            continue
        kind = arguments[0]
        if kind == "generator":
            return ScriptedBody(steps, play, found)
        return {"list": lambda: [chunk(*step) for step in steps], "null": lambda: None, "no-iterator": NoIterator}[kind]()
    raise ValueError("X-Script ends without a return")


APPS = {
    "environ": environ_echo,
    "environ-changed": changed_environ,
    "meeting": Meeting(),
    "errors": errors,
    "deployment": deployment,
    "script": script,
    "ledger": ledger,
    "body": body,
    "environ-after-body": environ_after_body,
    "count": count,
    "digest": digest,
    "reads": reads,
    "progress": progress,
    "ignored": ignored,
    "input-closed": input_closed,
    "file": file,
    "stream": stream,
    "file-body": file_body,
    "file-in-middleware": file_in_middleware,
    "file-not-returned": file_not_returned,
}


def application(environ, start_response):
    LEDGERS.of(environ).note("call")
    name = environ.get("HTTP_X_APP", "environ")
    if name not in APPS:
        raise ValueError("X-App: %s; use one of %s" % (name, ", ".join(APPS)))
    return APPS[name](environ, start_response)
