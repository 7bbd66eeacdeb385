"""A worker that was started as a program: takes what a fork would have inherited."""

import faulthandler
import marshal
import os
import signal
import struct

from .address import address_of, close_input, read_input
from .app_process import set_up
from .log import log_by
from .originals import read_bytes, start_new_thread
from .processes import end_with
from .signals import Survival, unblock_all
from .wire import ABORT, STACK


def main():
    """Runs a worker; returns the exit code."""
    from .main import prepare_outputs, run

    survival = Survival()
    survival.begin()
    unblock_all()  # the parent had blocked what would have ended this program before
    prepare_outputs()
    try:
        (size,) = struct.unpack("<I", read_input(4))
        parent, parts, settings = marshal.loads(read_input(size))
    except EOFError:
        return 1  # the parent has ended
    if not hasattr(signal, "SIGCHLD"):
        obey(os.dup(0))
    close_input()
    end_with(parent)
    log_by(settings["log-mark"].encode())
    set_up(settings)
    survival.ends_in_forks()
    run(address_of(parts), settings, None)
    return 0


def obey(orders):
    """Obeys the parent's orders, on a system without signals; the end of the parent is one, too."""

    def read():
        order = read_bytes(orders, 1)
        while order == bytes((STACK,)):
            faulthandler.dump_traceback(2, all_threads=True)
            order = read_bytes(orders, 1)
        if order == bytes((ABORT,)):
            faulthandler.dump_traceback(2, all_threads=True)
        os._exit(3)  # as os.abort() does there

    start_new_thread(read, ())
