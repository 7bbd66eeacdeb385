"""Signals that end programs."""

import subprocess
import sys
import unittest

from gateway import PATH


class Signals(unittest.TestCase):
    def test_gateway_survives_what_ends_its_forks(self):
        code = (
            "import os, signal, sys\nsys.path[:0] = [%r]\nfrom _gateway_worker.signals import ENDING, Survival\n"
            "signal.pthread_sigmask(signal.SIG_SETMASK, ())  # a JVM has the tests block one\n"
            "for number in ENDING:\n"
            "    signal.signal(number, signal.SIG_DFL)  # nohup has the tests ignore one\n"
            "mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())\n"
            "survival = Survival(); survival.begin(); survival.ends_in_forks()\n"
            "for number in ENDING:\n"
            "    os.kill(os.getpid(), number)\n"
            "for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):\n"
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
        ) % PATH
        done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.stdout, "7\n7\n")


    def test_mask_of_the_jvm_is_not_inherited(self):
        code = (
            "import signal, sys\nsys.path[:0] = [%r]\nfrom _gateway_worker import main\n"
            "def ends(_):\n    print(signal.pthread_sigmask(signal.SIG_BLOCK, ())); raise SystemExit\n"
            "main.address_at = ends\n"
            "signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGQUIT,))\n"
            "main.main('')\n"
        ) % PATH
        done = subprocess.run([sys.executable, "-B", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.stdout, "set()\n")

    def test_worker_whose_main_thread_was_ended_waits_for_others_no_longer_than_it_may(self):
        code = (
            "import sys, threading\nsys.path[:0] = [%r]\nfrom _gateway_worker import main\n"
            "class Control:\n"
            "    def __init__(self, _): pass\n"
            "    def greet(self): return {'start': 'fork', 'preload': 'false', 'graceful-timeout': '0'}\n"
            "class Parent:\n"
            "    app = None\n"
            "    def __init__(self, *_): pass\n"
            "    def prepare(self): return True\n"
            "    def run(self): return True\n"
            "def work(*_):\n"
            "    threading.Thread(target=threading.Event().wait).start()\n"
            "    sys.exit(0)\n"
            "main.Control, main.Parent, main.work = Control, Parent, work\n"
            "main.main('')\n"
        ) % PATH
        done = subprocess.run(
            [sys.executable, "-B", "-c", code],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
        )
        self.assertEqual(done.returncode, 1)
        self.assertIn("has ended, and other threads have not", done.stdout)


if __name__ == "__main__":
    unittest.main()
