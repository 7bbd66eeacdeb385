"""Ends processes with their parents and their groups."""

import os
import signal
import sys

try:
    import ctypes
except ImportError:  # a small build; the end of the connection still ends everything
    ctypes = None

HAS_GROUPS = hasattr(os, "killpg")  # not on Windows, where nothing ends what a worker has started


def end_with(parent):
    """Makes the system kill this process when its parent ends, where it can do that."""
    if ctypes is not None and sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans():
    """Makes this process, instead of the first of the system, reap what ended workers have started."""
    if ctypes is not None and sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER


def lead_group(pid):
    """Makes a process, or with 0 this one, the first of a group of its own."""
    try:
        if HAS_GROUPS:
            os.setpgid(pid, pid)
    except OSError:
        pass  # it has ended, or does it itself


def has_group(pid):
    """Returns whether any process of a worker's group is there, if only to be reaped."""
    try:
        if HAS_GROUPS:
            os.killpg(pid, 0)
        return HAS_GROUPS
    except OSError:
        return False


def kill_group(pid):
    """Kills a worker and everything that it has started."""
    try:
        if HAS_GROUPS:
            os.killpg(pid, signal.SIGKILL)
    except OSError:
        pass  # nobody is left of it
