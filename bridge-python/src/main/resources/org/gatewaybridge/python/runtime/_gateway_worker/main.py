"""The program that the gateway starts, and that starts itself as a worker with gateway.python.start=spawn."""

import faulthandler
import os
import sys

from .address import address_at, close_input
from .control import Control
from .log import complain
from .originals import os_fork, sleep, start_new_thread
from .parent import Parent
from .signals import unblock_all
from .wire import FAILED
from .worker import work

WORKER = "worker"  # in place of the path


def main(place):
    """Runs the parent, and in its forks the workers; returns the exit code."""
    if place == WORKER:
        from .spawned import main as run_worker

        return run_worker()
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C in a terminal is for the gateway to handle
    unblock_all()
    prepare_outputs()
    address = address_at(place)
    close_input()
    control = Control(address)
    settings = control.greet()
    parent = kind_of_parent(control, settings)(os.path.dirname(place), address, control, settings)
    preload = None
    if settings["preload"] == "true":
        from .preload import preload  # seldom needed, and its import takes time
    if not parent.prepare():
        parent.close()
        return 1
    if preload is not None:
        parent.app = preload(parent)
    if parent.run():
        run(address, settings, parent.app)
    else:
        parent.close()
    return 0


def prepare_outputs():
    """Has all that is written before there is a log be UTF-8, and crashes write their stacks."""
    for output in (sys.stdout, sys.stderr):
        output.reconfigure(encoding="utf-8", line_buffering=True, errors="backslashreplace")
    faulthandler.enable()


def kind_of_parent(control, settings):
    """Returns the class of the parent for gateway.python.start."""
    if settings["start"] == "spawn":
        from .spawn import kind_of_parent as kind  # not needed if workers are forks

        return kind()
    if os_fork is None:
        control.tell(FAILED, "gateway.python.start is fork, which this system cannot do; set it to spawn")
        sys.exit(1)
    return Parent


def run(address, settings, app):
    """Runs a worker to its end."""
    try:
        work(address, settings, app)
    except BaseException:  # raised by a signal handler of the app
        end_within(float(settings["graceful-timeout"]))
        raise


def end_within(seconds):
    """Ends the process if its threads do not; the gateway waits for those of a worker that it has asked to leave."""

    def end():
        sleep(seconds)
        complain("The main thread of worker %d has ended, and other threads have not; the worker is ended" % os.getpid())
        os._exit(1)

    start_new_thread(end, ())
