"""The program that the gateway starts."""

import faulthandler
import os
import signal
import sys

from .log import complain
from .originals import sleep, start_new_thread
from .parent import Parent
from .worker import work


def main(address):
    """Runs the parent, and in its forks the workers; returns the exit code."""
    os.setsid()  # Ctrl-C in a terminal is for the gateway to handle
    signal.pthread_sigmask(signal.SIG_SETMASK, ())  # a JVM blocks SIGQUIT, which programs of the app would inherit
    for output in (sys.stdout, sys.stderr):
        output.reconfigure(encoding="utf-8", line_buffering=True, errors="backslashreplace")
    faulthandler.enable()
    parent = Parent(address)
    preload = None
    if parent.settings["preload"] == "true":
        from .preload import preload  # seldom needed, and its import takes time
    if not parent.prepare():
        parent.close()
        return 1
    if preload is not None:
        parent.app = preload(parent)
    if parent.run():
        try:
            work(address, parent.settings, parent.app)
        except BaseException:  # raised by a signal handler of the app
            end_within(float(parent.settings["graceful-timeout"]))
            raise
    else:
        parent.close()
    return 0


def end_within(seconds):
    """Ends the process if its threads do not; the gateway waits for those of a worker that it has asked to leave."""

    def end():
        sleep(seconds)
        complain("The main thread of worker %d has ended, and other threads have not; the worker is ended" % os.getpid())
        os._exit(1)

    start_new_thread(end, ())
