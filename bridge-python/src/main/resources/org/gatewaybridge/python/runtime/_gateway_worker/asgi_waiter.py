"""A future for what comes on a connection, without another round of the event loop."""

from asyncio import CancelledError


class Waiter:
    """What one task awaits; ``wake`` resumes it at once.

    asyncio's own future resumes its task in the next round of the loop, which costs as much as the rest of a message.
    A task takes every object that has these methods (asyncio.isfuture, "duck-type compatible").
    """

    __slots__ = ("_loop", "_asyncio_future_blocking", "_callback", "_context", "_done", "_cancelled")

    def __init__(self, loop):
        self._loop = loop
        self._asyncio_future_blocking = False
        self._callback = None
        self._context = None
        self._done = False
        self._cancelled = False

    def __await__(self):
        self._asyncio_future_blocking = True
        yield self
        return self.result()

    __iter__ = __await__

    def get_loop(self):
        return self._loop

    def done(self):
        return self._done

    def cancelled(self):
        return self._cancelled

    def result(self):
        if self._cancelled:
            raise CancelledError
        return None

    def exception(self):
        return self.result()

    def add_done_callback(self, callback, *, context=None):
        self._callback = callback
        self._context = context

    def remove_done_callback(self, callback):
        known = self._callback == callback
        self._callback = None
        return int(known)

    def cancel(self, msg=None):
        """Cancels the waiting; the task is resumed in the next round, since another one is asking."""
        if self._done:
            return False
        self._cancelled = True
        self.wake_soon()
        return True

    def wake(self):
        """Resumes the task, in a callback of the loop in which no other task runs."""
        if not self._done:
            self._done = True
            callback, self._callback = self._callback, None
            if callback is not None:
                self._context.run(callback, self)

    def wake_soon(self):
        """Resumes the task in the next round of the loop."""
        if not self._done:
            self._done = True
            callback, self._callback = self._callback, None
            if callback is not None:
                self._loop.call_soon(callback, self, context=self._context)
