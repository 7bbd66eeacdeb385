"""gateway.python.preload: a fork imports the app, and workers are forked from it if they can share what it left."""

import gc
import os
import shutil
import signal
import socket

from .databases import warn_of_databases
from .forks import native_threads, open_descriptors, unshareable
from .loading import load_failure, load_with_stack
from .originals import set_timer, wait_until
from .processes import adopt_orphans, end_with, kill_group
from .wire import FAILED, NOTE, STACK


def preload(parent):
    """Imports the app in a fork; returns the app in that fork, or None here if each worker has to import it.

    The fork goes on as the parent of the workers, unless something lives in it that its own forks would share or
    miss; this process then only waits for its end.
    """
    pid_of_parent = os.getpid()
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if not pid:
        ours.close()
        os.setpgid(0, 0)
        end_with(pid_of_parent)
        parent.survival.ends_in_forks()
        app = import_in_fork(parent.control, parent.settings, theirs)
        parent.survival.begin()  # the app may have handlers of its own, which only its forks get
        for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
            set_timer(timer, 0)  # no fork has the timers that the import has left running
        return app
    theirs.close()
    with ours:
        return outcome(parent, pid, ours)


def outcome(parent, pid, ours):
    """Waits for what the importing fork leaves; returns None here if each worker has to import the app."""
    told = await_import(parent, pid, ours)
    if told == b"clean":
        parent.control.close()
        ours.sendall(b"go on")
        exit_with(pid)
    if not told:  # it has ended, and reported why if it could
        exit_with(pid)
    adopt_orphans()
    kill_group(pid)
    os.waitpid(pid, 0)
    parent.control.tell(NOTE, told.decode("utf-8", "replace"))
    return None


def import_in_fork(control, settings, answer):
    """Imports the app in the fork; returns it if workers can be forked from here."""
    before = open_descriptors()
    name = settings["app"]
    try:
        app = load_with_stack(name)
    except BaseException as error:
        control.tell(FAILED, load_failure(name, error))
        os._exit(1)
    found = unshareable(before)
    if found:
        text = (
            "gateway.python.preload is true, but the import of %s has left what forks cannot share: %s. Each worker"
            " imports the app instead. Begin such things in os.register_at_fork(after_in_child=...), or leave the"
            " setting out" % (name, ", ".join(found[:8]) + (" ..." if len(found) > 8 else ""))
        )
        answer.sendall(text.encode("utf-8", "backslashreplace"))
        os._exit(0)
    warn_of_databases(settings["deployment"], app)
    if native_threads():
        control.tell(
            NOTE,
            "The import of %s has started %d threads that are not Python's; the workers do not have them. If a"
            " library needs them, leave gateway.python.preload out" % (name, native_threads()),
        )
    answer.sendall(b"clean")
    if not answer.recv(16):
        os._exit(1)
    answer.close()
    gc.collect()
    gc.freeze()  # keeps the workers' garbage collectors away from the memory that they share
    return app


def await_import(parent, pid, answer):
    """Returns what the importing fork reports, b"" if it has ended; ends it if the gateway hangs up."""
    while True:
        ready, _, _ = wait_until([parent.control.sock, answer], [], [])
        if answer in ready:
            return answer.recv(65536)
        try:
            if parent.control.receive()[0] == STACK:
                os.kill(pid, signal.SIGURG)
        except (EOFError, OSError):
            kill_group(pid)
            shutil.rmtree(parent.folder, ignore_errors=True)
            os._exit(1)


def exit_with(pid):
    """Waits for the end of a process, and ends as it did."""
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os._exit(code if code >= 0 else 128 - code)
