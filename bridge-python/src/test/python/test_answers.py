"""Responses: how they are framed, and what ends a connection."""

import bz2
import contextlib
import errno
import fcntl
import gzip
import io
import lzma
import marshal
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest.mock

from gateway import ENVIRON, PATH, TEXT, Gateway, answering, tcp_pair
from _gateway_worker import address, call, files, head, originals, slot, wire, wsgi


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

    def test_frame_that_a_signal_cuts_is_sent_to_its_end(self):
        class Sock:
            """Sends at first as many bytes as it is told."""

            def __init__(self, first):
                self.first = first
                self.got = b""

            def send(self, data, flags):
                self.got += data[: self.first]
                return min(self.first, len(data))

            def sendmsg(self, parts, ancillary, flags):
                return self.send(b"".join(parts), flags)

            def sendall(self, data, flags):
                self.got += data

        for body in (b"small", bytes(range(256)) * 400):
            whole = wire.frame(wire.WHOLE, b"200 OK", body)
            for first in (1, 8, 13, 14, 15, 18, len(whole) - 1, len(whole)):
                with self.subTest(size=len(body), first=first):
                    sock = Sock(first)
                    made = call.Call(sock, False)
                    made.start_response("200 OK", [])
                    made.whole(body)
                    self.assertEqual(sock.got, whole)

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

        call.SAID.clear()
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
            with self.assertRaisesRegex(head.ContractViolation, "R30"):
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

    def test_slot_is_busy_until_the_app_has_stopped(self):
        resume = threading.Event()

        class Rows:
            def __iter__(self):
                yield b"hello"
                resume.wait(10)

        for body in Rows, lambda: iter(Rows()), lambda: map(bytes, Rows()):
            resume.clear()
            with Gateway(answering(body, [("Content-Length", "5")])) as gateway:
                self.assertEqual(gateway.call()[::2], ("W", b"hello"))
                self.assertTrue(gateway.closing)
                resume.set()
                gateway.finish()

    def test_slot_is_busy_until_what_the_app_made_is_dropped(self):
        dropped = []

        class Kept:
            def __del__(self):
                dropped.append(1)

        class Rows(Kept):
            def __iter__(self):
                return iter([b"a"])

        def generator(kept):
            yield b"a"

        def failing(kept):
            raise ValueError

        bodies = (lambda _: [b"a"], lambda _: (b"a", b""), lambda _: Rows(), generator, lambda _: iter([b"a"]), failing)
        for body in bodies:

            def app(environ, start_response):
                environ["kept"] = Kept()
                start_response("200 OK", [])
                return body(environ["kept"])

            dropped.clear()
            with Gateway(app) as gateway:
                kind = gateway.call()[0]
                while kind not in "WEX":
                    kind = gateway.receive()[0]
                gateway.finish()
                self.assertEqual(dropped, [1, 1] if body is bodies[2] else [1])

    def test_list_is_one_frame(self):
        with Gateway(answering([b"all"])) as gateway:
            gateway.call()
            self.assertFalse(gateway.closing)

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
                for free, age in (b"0", 0), (b"1", 60):
                    now = time.time()
                    os.utime(file.name, (0, now - age))
                    with unittest.mock.patch.object(files, "time_now", lambda: now + age):
                        kind, _, data = gateway.call()
                    number, *rest = data.split(b" ")
                    held = os.stat(file.name)
                    inode = [b"%d" % held.st_dev, b"%d" % held.st_ino]
                    self.assertEqual((kind, rest), ("F", inode + [b"3", b"7", free, os.fsencode(file.name)]))
                    self.assertEqual(os.readlink("/proc/self/fd/" + number.decode()), file.name)
                    gateway.sock.sendall(wire.frame(wire.TAKEN))
                    self.assertEqual(gateway.receive(), ("C", b"", b""))

    def test_file_is_held_where_its_close_may_do_more_than_close_it(self):
        def locked(wrapper):
            fcntl.flock(wrapper.filelike, fcntl.LOCK_SH)

        def locked_in_part(wrapper):
            fcntl.lockf(wrapper.filelike, fcntl.LOCK_SH, 1)

        def closed_otherwise(wrapper):
            wrapper.filelike.close = wrapper.close = lambda: None

        def closed_otherwise_below(wrapper):
            wrapper.filelike.raw.close = lambda: None

        def wrapper_closed_otherwise(wrapper):
            wrapper.close = lambda: None

        ways = locked, locked_in_part, closed_otherwise, closed_otherwise_below, wrapper_closed_otherwise
        later = time.time() + 60
        with tempfile.NamedTemporaryFile() as file, unittest.mock.patch.object(files, "time_now", lambda: later):
            file.write(b"0123456789")
            file.flush()
            for prepare in (None, *ways):
                with open(file.name, "rb") as opened:
                    wrapper = files.FileWrapper(opened)
                    if prepare:
                        prepare(wrapper)
                    free = wrapper.place(None).split(b" ")[5]
                    self.assertEqual(free, b"0" if prepare else b"1", prepare)
                    opened.__dict__.pop("close", None)
                    opened.raw.__dict__.pop("close", None)

    def test_file_that_is_not_taken_goes_block_by_block(self):
        with tempfile.TemporaryFile() as file:
            file.write(b"0123456789")

            def app(environ, start_response):
                start_response("200 OK", TEXT)
                file.seek(0)
                return environ["wsgi.file_wrapper"](open(file.fileno(), "rb", closefd=False))

            with Gateway(app) as gateway:
                self.assertEqual(gateway.call()[0], "F")
                gateway.sock.sendall(wire.frame(wire.REFUSED))
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
            self.assertEqual(files.FileWrapper(opened).place(None).split(b" ")[3:], [b"0", b"5", b"0", b""])
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

        ours.sendall(wire.frame(wire.REQUEST, marshal.dumps(ENVIRON)))
        try:
            self.assertIs(slot.Slot(app, wsgi.constants(1), False).serve(theirs), False)
            self.assertEqual(ours.recv(1), b"")
        finally:
            ours.close()

    def test_client_that_is_gone_ends_no_process_by_a_signal(self):
        code = (
            "import os, signal, socket, sys\nsys.path[:0] = [%r]\nfrom _gateway_worker.call import Call, ClientGone\n"
            "signal.signal(signal.SIGPIPE, signal.SIG_DFL)\n"
            "for data in (b'small', bytes(1 << 20)):\n"
            "    ours, theirs = socket.socketpair()\n    call = Call(ours, False)\n"
            "    call.start_response('200 OK', [])\n    theirs.close()\n"
            "    try:\n        call.whole(data)\n    except ClientGone:\n        pass\n"
            "call = Call(ours, False)\n"
            "try:\n    call.ask(1, bytearray(1))\nexcept ClientGone:\n    pass\n"
        ) % PATH
        self.assertEqual(subprocess.run([sys.executable, "-B", "-c", code], timeout=60).returncode, 0)

    def test_slot_waits_for_a_descriptor(self):
        """An app may have used all of them up for a moment; its thread does not end."""
        folder = tempfile.mkdtemp()
        path = os.path.join(folder, "socket")
        refusals = [OSError(errno.EMFILE, "Too many open files")] * 3
        try:
            where = address.UnixAddress(path)
            with socket.socket(socket.AF_UNIX) as server, unittest.mock.patch.object(
                where, "new_socket", lambda: self.refuse(refusals) if refusals else originals.GatewaySocket(socket.AF_UNIX)
            ):
                server.bind(path)
                server.listen()
                server.settimeout(10)
                made = slot.Slot(answering([]), wsgi.constants(1), False)
                thread = threading.Thread(target=made.run, args=(where, 0))
                thread.start()
                with server.accept()[0] as ours:
                    ours.sendall(wire.frame(wire.LEAVE))
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


class AnswersOverTcp(Answers):
    """The same by gateway.python.wire=tcp."""

    def setUp(self):
        replaced = unittest.mock.patch.object(Gateway, "pair", staticmethod(tcp_pair))
        replaced.start()
        self.addCleanup(replaced.stop)


if __name__ == "__main__":
    unittest.main()
