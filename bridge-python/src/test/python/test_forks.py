"""What a fork of a process that has imported an app cannot share with it."""

import subprocess
import sys
import tempfile
import unittest

from gateway import PATH


class Forks(unittest.TestCase):
    """What an import leaves behind that forks cannot share, each in a process of its own."""

    def found(self, statement):
        code = (
            "import os, sys, threading\nsys.path[:0] = [%r]\nfrom _gateway_worker import forks\n"
            "before = forks.open_descriptors()\n%s\nprint(forks.unshareable(before))\nsys.stdout.flush()\nos.killpg(0, 9)"
        ) % (PATH, statement)
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


if __name__ == "__main__":
    unittest.main()
