"""Ends processes with their parents and their groups."""

import os
import signal
import sys

try:
    import ctypes
except ImportError:  # a small build; the end of the connection still ends everything
    ctypes = None


def end_with(parent):
    """Makes the system kill this process when its parent ends, where it can do that."""
    if ctypes is not None and sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)


def kill_group(pid):
    """Kills a worker and everything that it has started."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except OSError:
        pass  # nobody is left of it
