"""What has come for a task of the app and was not received yet; a client that sends too much has to wait."""

import select
from collections import deque

from .asgi_waiter import Waiter

MOST_MESSAGES, MOST_BYTES = 16, 64 * 1024
HAS_HUNG_UP = getattr(select, "POLLRDHUP", 0)
LOOK_SECONDS = 1


class Inbox:
    """The messages of one connection in their order, and the tasks that wait for them."""

    __slots__ = ("messages", "_connection", "_sizes", "_bytes", "_paused", "_waiters")

    def __init__(self, connection):
        self.messages = deque()
        self._connection = connection
        self._sizes = deque()
        self._bytes = 0
        self._paused = None  # the timer that looks for the end meanwhile
        self._waiters = []

    def add(self, message, size):
        """Keeps a message, and resumes the task that waits for it."""
        self.messages.append(message)
        self._sizes.append(size)
        self._bytes += size
        if self._waiters:
            self.wake_now()
        if (len(self.messages) >= MOST_MESSAGES or self._bytes >= MOST_BYTES) and self._paused is None:
            self._connection.worker.loop.remove_reader(self._connection.number)
            self._look_later()

    def take(self):
        """Returns the next message; there is one."""
        message = self.messages.popleft()
        self._bytes -= self._sizes.popleft()
        if self._paused is not None and len(self.messages) < MOST_MESSAGES // 2 and self._bytes < MOST_BYTES:
            self._read_on()
        return message

    def clear(self):
        """Drops the messages, which nobody receives any more."""
        self.messages.clear()
        self._sizes.clear()
        self._bytes = 0
        if self._paused is not None:
            self._read_on()

    # -- the tasks --

    async def wait(self):
        """Waits until something has come, perhaps for another task."""
        waiter = Waiter(self._connection.worker.loop)
        self._waiters.append(waiter)
        try:
            await waiter
        finally:
            if waiter in self._waiters:
                self._waiters.remove(waiter)

    def wake_now(self):
        """Resumes the task in this callback of the loop, in which no task runs."""
        waiters = self._waiters
        if len(waiters) == 1:
            waiters.pop().wake()
        elif waiters:
            self.wake_soon()

    def wake_soon(self):
        """Resumes all tasks in the next round of the loop."""
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            waiter.wake_soon()

    # -- the connection --

    def _look_later(self):
        self._paused = self._connection.worker.loop.call_later(LOOK_SECONDS, self._look)

    def _look(self):
        """Reads on if the gateway has sent its last frame, which is behind messages that are not read."""
        poll = getattr(select, "poll", None)
        if poll and HAS_HUNG_UP:
            looker = poll()
            looker.register(self._connection.number, HAS_HUNG_UP)
            if looker.poll(0):
                return self._read_on()
        self._look_later()

    def _read_on(self):
        self.stop_looking()
        connection = self._connection
        if connection.is_open:
            connection.worker.loop.add_reader(connection.number, connection.readable)

    def stop_looking(self):
        """Ends the timer, as the connection has ended."""
        if self._paused is not None:
            self._paused.cancel()
            self._paused = None
