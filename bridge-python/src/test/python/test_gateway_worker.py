"""Tests of gateway_worker.py without a gateway: python3 -m unittest discover -s src/test/python"""

import bz2
import contextlib
import gzip
import io
import logging
import lzma
import marshal
import os
import pathlib
import shutil
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time
import types
import unittest
import unittest.mock
from wsgiref.validate import validator

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../main/resources/org/gatewaybridge/python"))
sys.dont_write_bytecode = True

import gateway_worker as worker  # noqa: E402

TEXT = [("Content-Type", "text/plain")]
ENVIRON = {
    "REQUEST_METHOD": "GET",
    "SCRIPT_NAME": "",
    "PATH_INFO": "/",
    "QUERY_STRING": "",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "wsgi.url_scheme": "http",
}


class Gateway:
    """The other end of a slot."""

    closing = False

    def __init__(self, app, lenient=False, threads=1):
        self.sock, theirs = socket.socketpair()
        self.sock.settimeout(10)
        slot = worker.Slot(app, worker.constants(threads), lenient)

        self.thread = threading.Thread(target=slot.serve, args=(theirs,))
        self.thread.start()

    def send(self, body=b"", kind=worker.REQUEST, **more):
        self.finish()
        self.sock.sendall(worker.frame(kind, marshal.dumps({**ENVIRON, **more}), body))

    def receive(self):
        """Receives a frame; where the call is closed too, that need not come as one of its own."""
        self.finish()
        word, size = worker.HEAD.unpack(self.exactly(8))
        kind = chr(word >> 24 & ~worker.LAST)
        self.closing = kind in "WEX" and not word >> 24 & worker.LAST
        return kind, self.exactly(word & 0xFFFFFF), self.exactly(size)

    def finish(self):
        """Waits until the app has closed its body."""
        if self.closing:
            self.closing = False
            assert self.receive() == ("C", b"", b"")

    def exactly(self, count):
        data = b""
        while len(data) < count:
            more = self.sock.recv(count - len(data))
            if not more:
                raise EOFError
            data += more
        return data

    def call(self, body=b"", **more):
        self.send(body, **more)
        return self.receive()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sock.close()
        self.thread.join(10)
        assert not self.thread.is_alive()


def answering(body, headers=TEXT, status="200 OK"):
    def app(environ, start_response):
        start_response(status, headers)
        return body() if callable(body) else body

    return app


class Answers(unittest.TestCase):
    def test_list_goes_whole(self):
        with Gateway(answering([b"a", b"", b"bc"])) as gateway:
            for _ in range(3):
                self.assertEqual(gateway.call(), ("W", b"200 OK\nContent-Type\ntext/plain", b"abc"))

    def test_empty_body(self):
        for body in ([], [b""], lambda: iter([]), ()):
            with Gateway(answering(body, [])) as gateway:
                self.assertEqual(gateway.call(), ("W", b"200 OK", b""))

    def test_generator_goes_chunk_by_chunk(self):
        with Gateway(answering(lambda: iter([b"", b"a", b"", b"b"]))) as gateway:
            self.assertEqual(gateway.call()[::2], ("P", b"a"))
            self.assertEqual(gateway.receive(), ("D", b"", b"b"))
            self.assertEqual(gateway.receive(), ("E", b"", b""))

    def test_generator_of_declared_length_goes_whole(self):
        with Gateway(answering(lambda: iter([b"abc"]), [("Content-Length", "3")])) as gateway:
            self.assertEqual(gateway.call()[::2], ("W", b"abc"))

    def test_big_body_and_big_head(self):
        big = os.urandom(3_000_000)
        with Gateway(answering([big], [("X-Big", "x" * 100_000)])) as gateway:
            kind, head, body = gateway.call(HTTP_X="y" * 300_000)
            self.assertEqual((kind, len(head), body), ("W", 100_013, big))

    def test_write_then_body(self):
        def app(environ, start_response):
            start_response("200 OK", TEXT)(b"one")
            return [b"two"]

        with Gateway(app) as gateway:
            self.assertEqual(gateway.call()[::2], ("P", b"one"))
            self.assertEqual(gateway.receive(), ("D", b"", b"two"))
            self.assertEqual(gateway.receive(), ("E", b"", b""))

    def test_write_within_the_body_is_served_with_one_warning(self):
        def app(environ, start_response):
            write = start_response("200 OK", TEXT)

            def body():
                yield b"one"
                write(b"two")
                yield b"three"

            return body()

        worker.SAID.clear()
        with contextlib.redirect_stderr(io.StringIO()) as errors, Gateway(app) as gateway:
            for _ in range(2):
                self.assertEqual(gateway.call()[::2], ("P", b"one"))
                self.assertEqual(gateway.receive()[::2], ("D", b"two"))
                self.assertEqual(gateway.receive()[::2], ("D", b"three"))
                self.assertEqual(gateway.receive()[0], "E")
        self.assertEqual(errors.getvalue().count("[R30]"), 1)

    def test_write_alone_within_the_body_is_served(self):
        def app(environ, start_response):
            write = start_response("200 OK", TEXT)

            def body():
                write(b"all")
                return
                yield

            return body()

        with contextlib.redirect_stderr(io.StringIO()), Gateway(app) as gateway:
            self.assertEqual(gateway.call()[::2], ("P", b"all"))
            self.assertEqual(gateway.receive()[0], "E")

    def test_write_after_the_answer_is_refused(self):
        kept = []

        def app(environ, start_response):
            kept.append(start_response("200 OK", TEXT))
            return [b"all"]

        with Gateway(app) as gateway:
            self.assertEqual(gateway.call()[::2], ("W", b"all"))
            gateway.call()
            with self.assertRaisesRegex(worker.ContractViolation, "R30"):
                kept[0](b"more")

    def test_body_that_cannot_say_its_length_is_served(self):
        for error in (NotImplementedError, AttributeError, ValueError, OverflowError, RuntimeError):

            class Rows:
                def __len__(self):
                    raise error("no length")

                def __iter__(self):
                    return iter([b"one", b"two"])

            with Gateway(answering(Rows)) as gateway:
                self.assertEqual(gateway.call()[::2], ("P", b"one"))
                self.assertEqual(gateway.receive()[::2], ("D", b"two"))
                self.assertEqual(gateway.receive()[0], "E")

    def test_chunk_is_what_it_holds_whatever_it_says_of_itself(self):
        class Short(bytes):
            def __len__(self):
                return 3

            def __bool__(self):
                return False

        class One(list):
            pass

        chunk = Short(b"whole chunk")
        for body in ([chunk], [chunk, b""], lambda: iter([chunk]), lambda: One([chunk])):
            with Gateway(answering(body)) as gateway:
                self.assertEqual(gateway.call()[2], b"whole chunk")

        def app(environ, start_response):
            start_response("200 OK", TEXT)(chunk)
            return []

        with Gateway(app) as gateway:
            self.assertEqual(gateway.call()[::2], ("P", b"whole chunk"))
            self.assertEqual(gateway.receive()[0], "E")

    def test_file_is_offered_and_held_until_it_is_taken(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"0123456789")
            file.flush()

            def app(environ, start_response):
                start_response("200 OK", TEXT)
                opened = open(file.name, "rb")
                opened.read(3)
                return environ["wsgi.file_wrapper"](opened)

            with Gateway(app) as gateway:
                for state, age in (b"0", 0), (b"2", 60):
                    now = time.time()
                    os.utime(file.name, (0, now - age))
                    with unittest.mock.patch.object(worker, "time_now", lambda: now + age):
                        kind, _, data = gateway.call()
                    number, *rest = data.split(b" ", 1)
                    self.assertEqual((kind, rest), ("F", [b"3 7 " + state + b" " + os.fsencode(file.name)]))
                    self.assertEqual(os.readlink("/proc/self/fd/" + number.decode()), file.name)
                    gateway.sock.sendall(worker.frame(worker.TAKEN))
                    self.assertEqual(gateway.receive(), ("C", b"", b""))

    def test_file_that_is_not_taken_goes_block_by_block(self):
        with tempfile.TemporaryFile() as file:
            file.write(b"0123456789")

            def app(environ, start_response):
                start_response("200 OK", TEXT)
                file.seek(0)
                return environ["wsgi.file_wrapper"](open(file.fileno(), "rb", closefd=False))

            with Gateway(app) as gateway:
                self.assertEqual(gateway.call()[0], "F")
                gateway.sock.sendall(worker.frame(worker.REFUSED))
                self.assertEqual(gateway.receive()[::2], ("P", b"0123456789"))
                self.assertEqual(gateway.receive()[0], "E")

    def test_what_is_no_file_goes_block_by_block(self):
        def app(environ, start_response):
            start_response("200 OK", TEXT)
            return environ["wsgi.file_wrapper"](io.BytesIO(b"abcd"), 3)

        with Gateway(app) as gateway:
            self.assertEqual(gateway.call()[::2], ("P", b"abc"))
            self.assertEqual(gateway.receive()[::2], ("D", b"d"))

    def test_what_is_read_otherwise_than_its_descriptor_goes_block_by_block(self):
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.join(folder, "file")
            for opens in (gzip.open, bz2.open, lzma.open):
                with opens(name, "wb") as made:
                    made.write(b"plain")
                self.assertEqual(self.sent(lambda: io.BufferedReader(opens(name))), (b"P", b"plain"))

            class Upper(io.FileIO):
                def readinto(self, target):
                    size = super().readinto(target)
                    target[:size] = bytes(target[:size]).upper()
                    return size

            def counted():
                file = open(name, "rb")
                file.read = lambda size: b"" if file.tell() else file.readline().upper()
                return file

            pathlib.Path(name).write_bytes(b"plain")
            self.assertEqual(self.sent(lambda: io.BufferedReader(Upper(name))), (b"P", b"PLAIN"))
            self.assertEqual(self.sent(counted), (b"P", b"PLAIN"))

    def test_block_size_is_a_suggestion(self):
        for size in (0, -1, None):
            self.assertEqual(self.sent(lambda: io.BytesIO(b"plain"), size), (b"P", b"plain"))

    def test_file_is_offered_from_a_folder_that_is_gone(self):
        before = os.getcwd()
        folder = tempfile.mkdtemp()
        os.chdir(folder)
        try:
            pathlib.Path("file").write_bytes(b"plain")
            opened = open("file", "rb")
            shutil.rmtree(folder)
            self.assertEqual(worker.FileWrapper(opened).place(None).split(b" ")[1:], [b"0", b"5", b"0", b""])
            opened.close()
        finally:
            os.chdir(before)

    def sent(self, make, *size):
        """Returns the frame and the data that a file comes in."""

        def app(environ, start_response):
            start_response("200 OK", TEXT)
            return environ["wsgi.file_wrapper"](make(), *size)

        with Gateway(app) as gateway:
            kind, _, data = gateway.call()
            return kind.encode(), data

    def test_body_is_closed_once(self):
        class Body:
            closed = 0

            def __iter__(self):
                return iter([b"a"])

            def close(self):
                Body.closed += 1

        with Gateway(answering(Body)) as gateway:
            gateway.call()
            gateway.receive()
        self.assertEqual(Body.closed, 1)

    def test_socket_that_the_app_closes_ends_its_connection_and_no_more(self):
        ours, theirs = socket.socketpair()

        def app(environ, start_response):
            os.close(theirs.fileno())
            start_response("200 OK", TEXT)
            return [b"closed"]

        ours.sendall(worker.frame(worker.REQUEST, marshal.dumps(ENVIRON)))
        try:
            self.assertIs(worker.Slot(app, worker.constants(1), False).serve(theirs), False)
            self.assertEqual(ours.recv(1), b"")
        finally:
            ours.close()

    def test_client_that_is_gone_ends_no_process_by_a_signal(self):
        code = (
            "import os, signal, socket, sys\nsys.path[:0] = [%r]\nimport gateway_worker as worker\n"
            "signal.signal(signal.SIGPIPE, signal.SIG_DFL)\n"
            "for data in (b'small', bytes(1 << 20)):\n"
            "    ours, theirs = socket.socketpair()\n    call = worker.Call(ours, False)\n"
            "    call.start_response('200 OK', [])\n    theirs.close()\n"
            "    try:\n        call.whole(data)\n    except worker.ClientGone:\n        pass\n"
            "call = worker.Call(ours, False)\n"
            "try:\n    call.ask(1, bytearray(1))\nexcept worker.ClientGone:\n    pass\n"
        ) % os.path.dirname(worker.__file__)
        self.assertEqual(subprocess.run([sys.executable, "-B", "-c", code], timeout=60).returncode, 0)

    def test_slot_waits_for_a_descriptor(self):
        """An app may have used all of them up for a moment; its thread does not end."""
        folder = tempfile.mkdtemp()
        path = os.path.join(folder, "socket")
        refusals = [OSError(worker.errno.EMFILE, "Too many open files")] * 3
        real = worker.GatewaySocket
        try:
            with socket.socket(socket.AF_UNIX) as server, unittest.mock.patch.object(
                worker, "GatewaySocket", lambda: real() if not refusals else self.refuse(refusals)
            ):
                server.bind(path)
                server.listen()
                server.settimeout(10)
                slot = worker.Slot(answering([]), worker.constants(1), False)
                thread = threading.Thread(target=slot.run, args=(path, 0))
                thread.start()
                with server.accept()[0] as ours:
                    ours.sendall(worker.frame(worker.LEAVE))
                    thread.join(10)
                self.assertFalse(thread.is_alive())
        finally:
            shutil.rmtree(folder)

    @staticmethod
    def refuse(refusals):
        raise refusals.pop()

    def test_client_that_is_gone_closes_the_body(self):
        closed = threading.Event()

        def endless():
            try:
                while True:
                    yield b"x" * 100_000
            finally:
                closed.set()

        with Gateway(answering(endless)) as gateway:
            gateway.send()
        self.assertTrue(closed.wait(10))


class Failures(unittest.TestCase):
    def fails(self, app, sentence, lenient=False):
        with Gateway(app, lenient) as gateway:
            kind, _, text = gateway.call()
            self.assertEqual(kind, "X", text)
            self.assertIn(sentence, text.decode())
            self.assertNotIn("gateway_worker.py", text.decode().replace("test_gateway_worker.py", "").split("  File")[0])

    def test_rules(self):
        for headers, rule in (
            ([("Connection", "close")], "R21"),
            ([("X", 1)], "R22"),
            ([("X", None)], "R22"),
            ([("X", b"a")], "R22"),
            ([("X", "a", "b")], "R22"),
            ([("X",)], "R22"),
            (["XY"], "R22"),
            ([None], "R22"),
            ({"XY": "a"}, "R22"),
            ("XY", "R22"),
            (None, "R22"),
            (7, "R22"),
            ([([], "a")], "R23"),
            ([(None, "a")], "R23"),
            ([("X Y", "a")], "R23"),
            ([(b"X", "a")], "R23"),
            ([("Status", "200")], "R23"),
            ([("X", "a\nb")], "R24"),
            ([("X", "\u20ac")], "R24"),
            ([("Content-Type", "a"), ("content-type", "b")], "R25"),
            ([("Content-Length", "+1")], "R26"),
            ([("Content-Length", "\u0663")], "R26"),
        ):
            self.fails(answering([b""], headers), "[%s]" % rule)
        for status in ("200", "200OK", "99 No", "1000 No", b"200 OK", "200 a\r\nb", None, 200, ["200 OK"], {}):
            self.fails(answering([b""], [], status), "[R20]")
        for body in (None, ["text"], [b"a", "b"], lambda: iter(["text"])):
            self.fails(answering(body), "[R2")
        self.fails(lambda environ, start_response: [b""], "[R17]")

    def test_text_is_what_it_holds_whatever_it_says_of_itself(self):
        class Tame(str):
            def isprintable(self):
                return True

            def isdigit(self):
                return True

            def lower(self):
                return "x-tame"

        self.fails(answering([], [("X", Tame("a\r\nSet-Cookie: b"))]), "[R24]")
        self.fails(answering([], [(Tame("Connection"), "close")]), "[R21]")
        self.fails(answering([], [("Content-Length", Tame("x"))]), "[R26]")
        with Gateway(answering([], [(Tame("X-A"), Tame("v"))], Tame("200 OK"))) as gateway:
            self.assertEqual(gateway.call()[1], b"200 OK\nX-A\nv")

    def test_exception_that_cannot_be_described_is_named(self):
        class Named(type):
            def __getattribute__(cls, name):
                if name in ("__name__", "__qualname__", "__module__"):
                    raise RuntimeError(name)
                return super().__getattribute__(name)

        class Nameless(Exception, metaclass=Named):
            pass

        class Causeless(Exception):
            @property
            def __cause__(self):
                raise SystemExit(1)

            __traceback__ = None

        def raising(error):
            def app(environ, start_response):
                raise error

            return app

        self.fails(raising(SyntaxError("odd", ("place.py", "x", None, 5))), "SyntaxError")
        self.fails(raising(Nameless("what it says")), "Nameless'>: what it says")
        self.fails(raising(Causeless("x")), "Causeless")
        self.fails(raising(Causeless("x")), "in app")
        self.assertIn("SyntaxError", worker.load_failure("app", SyntaxError("odd", ("place.py", "x", None, 5))))
        with unittest.mock.patch.object(worker.traceback, "format_exception", side_effect=RuntimeError):
            self.fails(raising(KeyError("gone")), "KeyError")

    def test_body_that_cannot_be_asked_for_close_is_a_failure(self):
        class Proxy:
            def __getattr__(self, name):
                raise RuntimeError("no such thing as %s here" % name)

            def __iter__(self):
                return iter([b"x"])

        self.fails(answering(Proxy), "no such thing as close here")

    def test_exc_info_of_no_exception(self):
        for wrong in (True, "error", ValueError("x"), (None, None, None), (1, 2, 3), [ValueError, ValueError("x"), None]):

            def app(environ, start_response):
                start_response("500 No", [], wrong)
                return []

            self.fails(app, "[R19]")

    def test_pairs_may_be_lists(self):
        with Gateway(answering([b"a"], [["X", "y"]])) as gateway:
            self.assertEqual(gateway.call()[:2], ("W", b"200 OK\nX\ny"))

    def test_second_start(self):
        def app(environ, start_response):
            start_response("200 OK", [])
            start_response("200 OK", [])

        self.fails(app, "[R18]")

    def test_exc_info_after_the_head_is_raised(self):
        def app(environ, start_response):
            start_response("200 OK", [])(b"sent")
            try:
                raise KeyError("original")
            except KeyError:
                start_response("500 No", [], sys.exc_info())

        with Gateway(app) as gateway:
            self.assertEqual(gateway.call()[0], "P")
            kind, _, text = gateway.receive()
            self.assertEqual(kind, "X")
            self.assertIn(b"KeyError: 'original'", text)

    def test_lenient_drops_hop_by_hop(self):
        with Gateway(answering([b""], [("Connection", "close"), ("X", "y")]), lenient=True) as gateway:
            self.assertEqual(gateway.call()[1], b"200 OK\nX\ny")

    def test_latin1_values_pass(self):
        with Gateway(answering([b""], [("X", "caf\xe9\xa0")])) as gateway:
            self.assertEqual(gateway.call()[1], b"200 OK\nX\ncaf\xe9\xa0")

    def test_next_request_is_answered(self):
        def app(environ, start_response):
            if environ["PATH_INFO"] == "/bad":
                sys.exit("no")
            start_response("200 OK", [])
            return [b"good"]

        with Gateway(app) as gateway:
            self.assertEqual(gateway.call(PATH_INFO="/bad")[0], "X")
            self.assertEqual(gateway.call()[::2], ("W", b"good"))


class Input(unittest.TestCase):
    @staticmethod
    def echo(environ, start_response):
        start_response("200 OK", TEXT)
        return [environ["wsgi.input"].read()]

    def test_body_that_came_along(self):
        with Gateway(self.echo) as gateway:
            self.assertEqual(gateway.call(b"hello")[2], b"hello")

    def test_body_on_demand(self):
        with Gateway(self.echo) as gateway:
            gateway.send(b"first ", kind=worker.OPEN_REQUEST)
            for part in (b"second ", b"third", b""):
                kind, _, count = gateway.receive()
                self.assertEqual(kind, "N")
                self.assertGreater(struct.unpack("<II", count)[1], 1000)
                gateway.sock.sendall(worker.frame(worker.INPUT, data=part))
            self.assertEqual(gateway.receive()[2], b"first second third")

    def test_what_an_app_cannot_do_without_is_asked_for(self):
        """read(n) waits for n bytes less those that are here already; a line may end with the next byte."""

        def app(environ, start_response):
            body = environ["wsgi.input"]
            start_response("200 OK", TEXT)
            return [body.read(10), b"|", body.readline(), b"|", body.read(4), b"|", body.read(90000), b"|", body.read()]

        block = worker.BLOCK
        with Gateway(app) as gateway:
            gateway.send(b"123", kind=worker.OPEN_REQUEST)
            for least, part in (
                (7, b"4567"),
                (3, b"890a"),
                (1, b"b\ncde"),
                (1, b"f" + 30000 * b"g"),
                (60000, 65000 * b"h"),
                (block, 5 * b"i"),
                (block, b""),
            ):
                kind, _, counts = gateway.receive()
                self.assertEqual((kind, struct.unpack("<II", counts)[0]), ("N", least))
                gateway.sock.sendall(worker.frame(worker.INPUT, data=part))
            body = gateway.receive()[2].split(b"|")
            self.assertEqual([part[:4] for part in body], [b"1234", b"ab\n", b"cdef", b"gggg", b"hhhh"])
            self.assertEqual([len(part) for part in body], [10, 3, 4, 90000, 5000 + 5])

    def test_broken_body_raises(self):
        with Gateway(self.echo) as gateway:
            gateway.send(kind=worker.OPEN_REQUEST)
            gateway.receive()
            gateway.sock.sendall(worker.frame(worker.REFUSED))
            kind, _, text = gateway.receive()
            self.assertEqual(kind, "X")
            self.assertIn(b"broke off", text)

    def test_validator_is_content(self):
        def app(environ, start_response):
            assert type(environ) is dict
            start_response("200 OK", TEXT)
            return [environ["wsgi.input"].read(5)]

        with Gateway(validator(app)) as gateway:
            gateway.send(b"hello", CONTENT_LENGTH="5")
            self.assertEqual(gateway.receive()[::2], ("P", b"hello"))


class Loading(unittest.TestCase):
    def test_names(self):
        self.assertIs(worker.load("test_gateway_worker:answering"), sys.modules["test_gateway_worker"].answering)
        self.assertTrue(callable(worker.load("test_gateway_worker:Input.echo")))
        with self.assertRaisesRegex(worker.LoadFailed, "has no 'nothing'; it has .*answering"):
            worker.load("test_gateway_worker:nothing")
        with self.assertRaisesRegex(worker.LoadFailed, "no WSGI callable"):
            worker.load("test_gateway_worker:TEXT")

    def test_settings_and_variables_have_all_letters(self):
        wanted = {"path": "/srv/日本/Žižkov", "environment": "TOWN=Žižkov=🎉\0É=1"}
        sent = {name: value.encode().decode("latin-1") for name, value in wanted.items()}
        settings = worker.settings_of(marshal.dumps(sent))
        self.assertEqual(settings, wanted)
        with unittest.mock.patch.dict(os.environ):
            worker.set_variables(settings["environment"])
            self.assertEqual((os.environ["TOWN"], os.environ["É"]), ("Žižkov=🎉", "1"))
            worker.set_variables("")

    def test_native_packages_must_fit(self):
        worker.check_native("", "")
        worker.check_native(worker.platform_tag(), "fast.so")
        with self.assertRaisesRegex(worker.LoadFailed, "native packages for cp27-sunos, such as fast.so, but .* is "):
            worker.check_native("cp27-sunos", "fast.so")

    def test_loggers_with_handlers_of_their_own_are_left_alone(self):
        own = logging.getLogger("own")
        own.addHandler(logging.NullHandler())
        self.assertTrue(worker.has_own_handler("own.below"))
        self.assertFalse(worker.has_own_handler("other"))


class Log(unittest.TestCase):
    MARK = b"\x1e0123"

    def pieces(self, do):
        reader, writer = os.pipe()
        with os.fdopen(reader, "rb") as pipe:
            do(worker.Records(self.MARK), writer)
            os.close(writer)
            data = pipe.read()
        while data:
            self.assertTrue(data.startswith(self.MARK))
            head = worker.Records.HEAD
            pid, number, kind, last, size = head.unpack_from(data, len(self.MARK))
            begin = len(self.MARK) + head.size
            self.assertLessEqual(begin + size, worker.select.PIPE_BUF)
            yield pid, number, chr(kind), last, data[begin : begin + size]
            data = data[begin + size :]

    def test_record_in_pieces(self):
        text = "é" * 20_000
        pieces = list(self.pieces(lambda records, writer: records.write(writer, records.TEXT, text.encode())))
        self.assertEqual(b"".join(piece[4] for piece in pieces).decode(), text)
        self.assertEqual({piece[:3] for piece in pieces}, {(os.getpid(), 0, "T")})
        self.assertEqual([piece[3] for piece in pieces], [0] * (len(pieces) - 1) + [1])

    def test_what_is_printed_at_once_is_one_record(self):
        def prints(records, writer):
            output = worker.text_output(records, writer, "<stdout>")
            print("for bob\nLOGIN OK", file=output)
            output.write("no end yet")
            output.flush()
            self.assertEqual((output.fileno(), output.encoding, output.name, output.isatty()), (writer, "utf-8", "<stdout>", False))

        pieces = [piece[4] for piece in self.pieces(prints)]
        self.assertEqual(pieces, [b"for bob\nLOGIN OK", b"\n", b"no end yet"])

    def after(self, statement):
        """Returns what a process prints that has begun its log, and does this then."""
        code = "import sys\nsys.path[:0] = [%r]\nimport gateway_worker as worker\nworker.log_by(b'')\n%s"
        code %= (os.path.dirname(worker.__file__), statement)
        ran = subprocess.run([sys.executable, "-B", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        return ran.stdout

    def test_streams_outlive_what_apps_do_to_them(self):
        begin = "import codecs, contextlib, gc, io\nerrors = worker.constants(1)['wsgi.errors']\n"
        for line in (
            "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8'); gc.collect()",
            "sys.stdout = codecs.getwriter('utf-8')(sys.stdout.detach())",
            "sys.stdout = codecs.getwriter('utf-8')(sys.stdout.buffer); gc.collect()",
            "sys.stdout.close()",
            "with sys.stdout: pass",
            "sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__",
            "io.TextIOWrapper(errors.buffer)",
            "with contextlib.closing(errors): pass",
            "sys.stderr.close(); sys.stdout.buffer.close()",
        ):
            end = "\nprint('printed', flush=True)\nerrors.write('complained\\n')\nworker.complain('own')"
            said = self.after(begin + line + end)
            for word in (b"printed", b"complained", b"own"):
                self.assertIn(word, said, line)

    def test_errors_of_requests_cannot_be_taken_apart(self):
        with self.assertRaises(io.UnsupportedOperation):
            worker.constants(1)["wsgi.errors"].detach()

    def test_complaint_that_nobody_can_read_is_none(self):
        said = self.after("import os\nos.close(2)\nworker.complain('x')\nprint('goes on')")
        self.assertIn(b"goes on", said)

    def test_logger_of_a_client_cannot_end_its_name(self):
        def logs(records, _):
            records.write = lambda descriptor, kind, data: found.append((descriptor, chr(kind), data))
            records.log(30, "x\x1f50\n", "text\x1f")

        found = []
        list(self.pieces(logs))
        self.assertEqual(found, [(2, "L", b"30\x1fx?50?\x1ftext\x1f")])


class Forks(unittest.TestCase):
    """What an import leaves behind that forks cannot share, each in a process of its own."""

    def found(self, statement):
        code = (
            "import os, sys, threading\nsys.path[:0] = [%r]\nimport gateway_worker as worker\n"
            "before = worker.open_descriptors()\n%s\nprint(worker.unshareable(before))\nsys.stdout.flush()\nos.killpg(0, 9)"
        ) % (os.path.dirname(worker.__file__), statement)
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, "-c", code],
                cwd=folder,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        self.assertEqual(done.stderr, "")
        return done.stdout

    def test_nothing(self):
        for statement in (
            "pass",
            "import logging; logging.basicConfig(filename='log')",
            "import sqlite3; base = sqlite3.connect(':memory:')",
            "import multiprocessing; shared = multiprocessing.Value('i'), multiprocessing.Lock()",
            "nothing = open(os.devnull), open('/dev/urandom', 'rb'), os.open('.', os.O_RDONLY)",
            "thread = threading.Thread(target=print, args=('',), kwargs={'end': ''}); thread.start(); thread.join()",
            "import concurrent.futures; pool = concurrent.futures.ThreadPoolExecutor()",
            "import socket; socket.socket().close()",
        ):
            self.assertEqual(self.found(statement), "[]\n", statement)

    def test_found(self):
        for statement, what in (
            ("threading.Thread(target=threading.Event().wait, daemon=True, name='refresh').start()", "thread refresh"),
            ("import concurrent.futures as c; pool = c.ThreadPoolExecutor(1); pool.submit(id, 1)", "ThreadPoolExecutor"),
            ("timer = threading.Timer(60, id); timer.start()", "thread Thread-1"),
            ("import socket; pair = socket.socketpair()", "socket to its other end"),
            ("import socket; udp = socket.socket(type=socket.SOCK_DGRAM)", "socket"),
            (
                "import socket; s = socket.create_server(('127.0.0.1', 0)); c = socket.create_connection(s.getsockname())",
                "socket to ('127.0.0.1', ",
            ),
            ("import asyncio; loop = asyncio.new_event_loop()", "socket"),
            ("import sqlite3; b = sqlite3.connect('db'); b.execute('create table t(a)')", "open file"),
            ("kept = open('kept', 'w+')", "open file"),
            ("kept = open(sys.executable, 'rb')", "open file"),
            ("ends = os.pipe()", "open file"),
            ("import subprocess; child = subprocess.Popen(['sleep', '60'])", "child processes"),
            ("import multiprocessing; pool = multiprocessing.get_context('fork').Pool(1)", "child processes"),
        ):
            self.assertIn(what, self.found(statement), statement)

    def test_greenlets(self):
        try:
            import gevent  # noqa: F401
        except ImportError:
            self.skipTest("python3-gevent is not installed")
        patched = "import gevent, gevent.monkey; gevent.monkey.patch_all()"
        self.assertEqual(self.found(patched), "[]\n")
        for statement in (
            "import gevent; kept = gevent.spawn(gevent.sleep, 100)",
            "import gevent; gevent.spawn(gevent.sleep, 100); gevent.sleep(0)",
            patched + "; threading.Thread(target=gevent.sleep, args=(100,)).start()",
        ):
            self.assertRegex(self.found(statement), r"\['greenlet [^']*sleep.*eventpoll", statement)
        self.assertNotIn("greenlet", self.found("import gevent; kept = gevent.spawn(len, ''); kept.join()"))


class Databases(unittest.TestCase):
    """Which SQLite databases the next WAR takes along."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        self.folder = os.path.realpath(folder.name)
        self.sources = os.path.join(self.folder, "WEB-INF", "python")
        os.makedirs(self.sources)
        os.chdir(self.sources)

    def lost(self, app=None):
        """Returns what is lost, by its path below WEB-INF."""
        root = os.path.join(self.folder, "WEB-INF")
        return [(os.path.relpath(path, root), by) for path, by in worker.lost_databases(root, app)]

    def make(self, path):
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        with contextlib.closing(sqlite3.connect(path)) as base:
            base.execute("create table t(a)")

    def test_files(self):
        for path in ("shop/data", "../db", "../python-packages/geo.db", "../../above.db"):
            self.make(path)
        for path, text in (("text.db", b"no database" * 512), ("empty.db", b""), ("short", worker.SQLITE)):
            with open(path, "wb") as file:
                file.write(text)
        self.assertEqual(self.lost(), [("db", ""), ("python/shop/data", "")])

    def test_flask(self):
        class App:
            instance_path = os.path.join(self.sources, "instance")
            config = {}

        for config, lost in (
            ({"DATABASE": os.path.join(App.instance_path, "a.sqlite")}, ["DATABASE"]),
            ({"SQLALCHEMY_DATABASE_URI": "sqlite:///a.db?timeout=5"}, ["SQLALCHEMY_DATABASE_URI"]),
            ({"SQLALCHEMY_BINDS": {"users": "sqlite+pysqlite:///a.db"}}, ["users"]),
            ({"SQLALCHEMY_DATABASE_URI": "sqlite:///" + os.path.join(self.folder, "a.db")}, []),
            ({"SQLALCHEMY_DATABASE_URI": "postgresql:///a.db", "DATABASE": "shop"}, []),
            ({"DATABASE": "/var/lib/a.db", "SQLALCHEMY_BINDS": None}, []),
            ({"SQLALCHEMY_DATABASE_URI": "sqlite://"}, []),
            ({"SQLALCHEMY_DATABASE_URI": "sqlite:///:memory:"}, []),
        ):
            App.config = config
            self.assertEqual([by.split()[3] for _, by in self.lost(App)], lost, config)

    def test_django(self):
        def settings(**databases):
            made = types.SimpleNamespace(configured=True, DATABASES=databases)
            return unittest.mock.patch.dict(sys.modules, {"django.conf": types.SimpleNamespace(settings=made)})

        engine = "django.db.backends.sqlite3"
        with settings(default={"ENGINE": engine, "NAME": pathlib.Path("db")}, other={"ENGINE": "x", "NAME": "o"}):
            self.assertEqual(self.lost(), [("python/db", ", which is DATABASES['default'] in Django's settings,")])
        for name in (":memory:", "", os.path.join(self.folder, "db"), "file::memory:?cache=shared", "file:/var/db"):
            with settings(default={"ENGINE": engine, "NAME": name}):
                self.assertEqual(self.lost(), [], name)

    def test_warning(self):
        self.make("db")
        out = io.StringIO()
        with unittest.mock.patch.object(worker, "OWN_ERRORS", [out]):
            worker.warn_of_databases("", None)
            self.assertEqual(out.getvalue(), "")
            worker.warn_of_databases(os.path.join(self.folder, "WEB-INF"), None)
        self.assertIn("The SQLite database %s is inside" % os.path.join(self.sources, "db"), out.getvalue())
        self.assertIn("gateway.python.env.DATABASE", out.getvalue())


class Signals(unittest.TestCase):
    def test_gateway_survives_what_ends_its_forks(self):
        code = (
            "import os, signal, sys\nsys.path[:0] = [%r]\nimport gateway_worker as worker\n"
            "for number in worker.ENDING:\n"
            "    signal.signal(number, signal.SIG_DFL)  # nohup has the tests ignore one\n"
            "mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())\n"
            "survival = worker.Survival(); survival.begin(); survival.ends_in_forks()\n"
            "for number in worker.ENDING:\n"
            "    os.kill(os.getpid(), number)\n"
            "for number in (signal.SIGTERM, signal.SIGHUP):\n"
            "    for _ in range(50):\n"
            "        child = os.fork()\n"
            "        if not child:\n"
            "            signal.pause()\n"
            "        os.kill(child, number)\n"
            "        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -number\n"
            "assert mask == signal.pthread_sigmask(signal.SIG_BLOCK, ())\n"
            "signal.signal(signal.SIGTERM, lambda *_: os._exit(7))\n"
            "child = os.fork()\n"
            "os.kill(child or os.getpid(), signal.SIGTERM)\n"
            "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
            "survival.begin()\n"
            "os.kill(os.getpid(), signal.SIGTERM)\n"
            "child = os.fork()\n"
            "os.kill(child or os.getpid(), signal.SIGTERM)\n"
            "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
        ) % os.path.dirname(worker.__file__)
        done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.stdout, "7\n7\n")


if __name__ == "__main__":
    unittest.main()
