"""Workers that are programs: what they inherit from their parent, and when they end."""

import os
import subprocess
import sys
import unittest

from gateway import PATH

START = os.path.join(PATH, "gateway_worker.py")


class Spawn(unittest.TestCase):
    def run_code(self, code, *options):
        code = "import sys\nsys.path[:0] = [%r]\nfrom _gateway_worker import spawn, spawned\n%s" % (PATH, code)
        return subprocess.run(
            [sys.executable, "-B", *options, "-c", code],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
        )

    def test_options_of_the_interpreter_are_inherited(self):
        done = self.run_code("print(spawn.command())", "-X", "utf8", "-W", "error")
        command = eval(done.stdout)
        self.assertEqual(command[0], sys.executable)
        self.assertEqual(command[-2:], [os.path.realpath(START), "worker"])
        options = "".join(command[1:-2])
        for option in ("-B", "-Werror", "-Xutf8"):
            self.assertIn(option, options)

    def test_worker_whose_parent_ends_before_it_has_all_ends_without_a_word(self):
        done = subprocess.run(
            [sys.executable, "-B", START, "worker"], input=b"\1", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60
        )
        self.assertEqual((done.returncode, done.stdout), (1, b""))

    def test_parent_alone_reaps_what_it_has_started(self):
        done = self.run_code(
            """
import os, subprocess, time
class Address:
    parts = ("nowhere",)
class One(spawn.SpawningParent):
    def __init__(self):
        self.address, self.settings = Address(), {}
spawn.command = lambda: [sys.executable, "-c", "raise SystemExit(7)"]
pid = One()._new_process()
os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
subprocess._cleanup()
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""
        )
        self.assertEqual(done.stdout, "7\n")

    def test_orders_write_stacks_and_the_end_of_the_parent_ends_the_worker(self):
        for orders, stacks in ((b"", 0), (b"TT", 2), (b"A", 1), (b"TA", 2)):
            done = self.run_code(
                """
import os, time
reader, writer = os.pipe()
os.write(writer, %r)
if %r:
    os.close(writer)
spawned.obey(reader)
time.sleep(50)
"""
                % (orders, not orders.endswith(b"A"))
            )
            self.assertEqual(done.returncode, 3, done.stdout)
            self.assertEqual(done.stdout.count("most recent call first"), 2 * stacks, done.stdout)


if __name__ == "__main__":
    unittest.main()
