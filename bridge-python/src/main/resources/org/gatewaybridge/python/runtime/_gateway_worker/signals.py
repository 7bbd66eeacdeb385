"""Signals that end programs, which the gateway's processes survive."""

import os
import signal

from .originals import get_ident, set_handler

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


class Survival:
    """Lets the gateway's processes survive the signals that end programs, but not the app's own forks.

    An empty handler receives the signals. They are not ignored, because they would stay ignored in the programs
    that the app starts. A fork of the app gets back the handlers that were there before; a signal that arrives in
    between is blocked until then.
    """

    def __init__(self):
        self._before = {}
        self._masks = {}

    @staticmethod
    def _nothing(*_):
        pass

    def begin(self):
        for number in ENDING:
            before = set_handler(number, self._nothing)
            if before is not self._nothing:
                self._before[number] = signal.SIG_DFL if before is None else before

    def ends_in_forks(self):
        os.register_at_fork(before=self.block, after_in_parent=self.unblock, after_in_child=self._end)

    def block(self):
        self._masks.setdefault(get_ident(), []).append(signal.pthread_sigmask(signal.SIG_BLOCK, ENDING))

    def unblock(self):
        thread = get_ident()
        masks = self._masks[thread]
        mask = masks.pop()
        if not masks:
            del self._masks[thread]
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def _end(self):
        for number, handler in self._before.items():
            if signal.getsignal(number) is self._nothing:
                set_handler(number, handler)
        self.unblock()
