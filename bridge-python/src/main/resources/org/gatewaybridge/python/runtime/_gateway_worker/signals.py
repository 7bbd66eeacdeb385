"""Signals that end programs, which the gateway's processes survive."""

import os
import signal

from .originals import get_ident, set_handler

ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)]
set_mask = getattr(signal, "pthread_sigmask", None)  # not on Windows, which has no mask


def unblock_all():
    """Begins with no signal blocked: a JVM blocks SIGQUIT, which programs of the app would inherit."""
    if set_mask is not None:
        set_mask(signal.SIG_SETMASK, ())


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
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(before=self.block, after_in_parent=self.unblock, after_in_child=self._end)

    def block(self):
        if set_mask is not None:
            self._masks.setdefault(get_ident(), []).append(set_mask(signal.SIG_BLOCK, ENDING))

    def unblock(self):
        if set_mask is None:
            return
        thread = get_ident()
        masks = self._masks[thread]
        mask = masks.pop()
        if not masks:
            del self._masks[thread]
        set_mask(signal.SIG_SETMASK, mask)

    def _end(self):
        for number, handler in self._before.items():
            if signal.getsignal(number) is self._nothing:
                set_handler(number, handler)
        self.unblock()
