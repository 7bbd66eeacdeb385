"""gateway.python.start=spawn: each worker is a process of its own, started as the gateway has started the parent.

Nothing here forks. Where there are signals, process groups and SIGCHLD, they are used as for forks. Where there are
none, as on Windows, the parent asks now and then whether a worker has ended, and writes to the standard input of a
worker what it would tell it by a signal.
"""

import marshal
import os
import signal
import struct
import subprocess
import sys

from .app_process import OWN_PATH
from .parent import Parent

ASK_EVERY = 0.1  # seconds
LONGEST_CODE = 0x7FFFFFFF
START = os.path.join(OWN_PATH, "gateway_worker.py")


def kind_of_parent():
    return SpawningParent if hasattr(signal, "SIGCHLD") else AskingParent


def command():
    """Returns the command of a worker; the options of this interpreter are the worker's, too."""
    options = subprocess._args_from_interpreter_flags()  # as multiprocessing does
    return [sys.executable, *options, START, "worker"]


class SpawningParent(Parent):
    """Starts workers as programs, and hands over by their standard input what forks would inherit."""

    def _new_process(self):
        child = subprocess.Popen(command(), stdin=subprocess.PIPE, start_new_session=True)
        inherited = marshal.dumps((os.getpid(), self.address.parts, self.settings))
        write(child, struct.pack("<I", len(inherited)) + inherited)
        self._keep(child)
        return child.pid

    def _keep(self, child):
        close(child)
        child.returncode = 0  # this process reaps its children itself; Popen must not reap another of that id


class AskingParent(SpawningParent):
    """For a system without signals: asks for ends, and orders by the standard input of a worker."""

    def __init__(self, *what):
        super().__init__(*what)
        self._started = {}

    def _keep(self, child):
        self._started[child.pid] = child

    def _expect_ends(self):
        pass

    def _patience(self):
        patience = super()._patience()
        return ASK_EVERY if patience is None else min(patience, ASK_EVERY)

    def _reap(self):
        for pid, child in list(self._started.items()):
            code = child.poll()
            if code is not None:
                del self._started[pid]
                close(child)
                self._report_end(pid, code if code <= LONGEST_CODE else 255)

    def _ask_for_stacks(self, pid, kind):
        write(self._started[pid], bytes((kind,)))

    def _kill(self, pid):
        self._started[pid].kill()


def write(child, data):
    try:
        child.stdin.write(data)
        child.stdin.flush()
    except OSError:
        pass  # it has ended, which is reported


def close(child):
    try:
        child.stdin.close()
    except OSError:
        pass  # what was written did not reach it
