"""The parent process, without a gateway."""

import subprocess
import sys
import unittest

from gateway import PATH

BEGIN = """
import os, sys, time
sys.path[:0] = [%r]
from _gateway_worker import parent, processes

class Control:
    sock, told = None, []
    def tell(self, kind, text): self.told.append(text)
    def close(self): pass

class Pair(parent.Parent):
    def __init__(self):
        self.control, self._children, self._deadlines = Control(), set(), {}

def until(done):
    end = time.monotonic() + 60
    while not done() and time.monotonic() < end:
        one._reap()
        time.sleep(0.01)

parent.log_by(b"")
parent.GatewayHandler.records.ended = lambda pid: None
one = Pair()
""" % PATH


class Parents(unittest.TestCase):
    def run_code(self, code):
        return subprocess.run(
            [sys.executable, "-B", "-c", BEGIN + code],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            start_new_session=True,
        ).stdout

    def test_ends_of_workers_are_reported_and_what_they_left_is_reaped(self):
        said = self.run_code(
            """
reaped = []
def wait_for(*what):
    found = os.waitpid(*what)
    reaped.append(found[0])
    return found
parent.wait_for = wait_for
processes.adopt_orphans()
reader, writer = os.pipe()
worker = os.fork()
if not worker:
    os.setpgid(0, 0)
    left = os.fork()
    if not left:
        time.sleep(60)
    os.write(writer, b"%d" % left)
    os._exit(3)
one._children.add(worker)
left = int(os.read(reader, 20))
until(lambda: one.control.told and not processes.has_group(worker))
assert one.control.told == ["%d 3" % worker], one.control.told
assert one._children == set() and processes.has_group(worker) is False
if sys.platform == "linux" and processes.ctypes is not None:
    assert left in reaped, reaped
os.write(1, b"well")
"""
        )
        self.assertTrue(said.endswith(b"well"), said)

    def test_end_reaps_the_workers_that_it_kills_and_leaves_daemons_alone(self):
        said = self.run_code(
            """
import signal, tempfile
processes.adopt_orphans()
one.folder, one._leave_within = tempfile.mkdtemp(), 0
reader, writer = os.pipe()
worker = os.fork()
if not worker:
    os.setpgid(0, 0)
    daemon = os.fork()
    if not daemon:
        os.setsid()
        os.write(writer, b"%d" % os.getpid())
    time.sleep(60)
one._children.add(worker)
daemon = int(os.read(reader, 20))
one._end_all()
assert one.control.told == ["%d -9" % worker], one.control.told
assert not processes.has_group(worker) and not os.path.exists(one.folder)
os.kill(daemon, signal.SIGTERM)
until(lambda: not processes.has_group(daemon))
os.write(1, b"well")
"""
        )
        self.assertTrue(said.endswith(b"well"), said)

    def test_worker_that_somebody_else_has_reaped_is_reported(self):
        said = self.run_code(
            """
worker = os.fork()
if not worker:
    os._exit(0)
os.waitpid(worker, 0)
one._children.add(worker)
one._reap()
assert one.control.told == ["%d 255" % worker], one.control.told
os.write(1, b"well")
"""
        )
        self.assertTrue(said.endswith(b"well"), said)


if __name__ == "__main__":
    unittest.main()
