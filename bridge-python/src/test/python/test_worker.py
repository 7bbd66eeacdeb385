"""A worker process with several threads."""

import subprocess
import sys
import unittest

from gateway import PATH


class Threads(unittest.TestCase):
    def test_fork_of_the_app_waits_for_no_thread_that_it_lacks(self):
        code = (
            "import os, sys, threading\nsys.path[:0] = [%r]\nfrom _gateway_worker import worker\n"
            "forked = threading.Event()\n"
            "class Slot:\n"
            "    def __init__(self, *_): pass\n"
            "    def run(self, address, number):\n"
            "        if number:\n            forked.wait(60)\n            return\n"
            "        child = os.fork()\n"
            "        if child:\n            print(os.waitpid(child, 0)[1])\n            forked.set()\n"
            "worker.Slot = Slot\n"
            "worker.work('', {'threads': '2', 'lenient': 'false'}, print)\n"
        ) % PATH
        done = subprocess.run(
            [sys.executable, "-B", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=40
        )
        self.assertEqual(done.stdout, "0\n")

    def test_thread_that_a_request_starts_is_no_daemon_on_any_slot(self):
        code = (
            "import sys, threading, time\nsys.path[:0] = [%r]\nfrom _gateway_worker import worker\n"
            "def mail():\n    threading.main_thread().join(60)\n    print('sent')\n"
            "class Slot:\n"
            "    def __init__(self, *_): pass\n"
            "    def run(self, address, number):\n"
            "        if number:\n            threading.Thread(target=mail).start()\n"
            "worker.Slot = Slot\n"
            "worker.work('', {'threads': '2', 'lenient': 'false'}, print)\n"
        ) % PATH
        done = subprocess.run(
            [sys.executable, "-B", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=80
        )
        self.assertEqual(done.stdout, "sent\n")


if __name__ == "__main__":
    unittest.main()
