"""A worker of an ASGI app: one event loop, and a connection for each request in flight."""

import asyncio
import errno
import os
import sys

from .asgi_connection import BUFFER, Connection
from .asgi_lifespan import Lifespan
from .asgi_scope import short_paths
from .log import complain
from .originals import get_pid, now
from .tracebacks import traceback_text
from .wire import ALIVE, NO_SIGNAL, PAIR, SLOT, frame

FIRST = 8  # connections at the start
MOST_AT_ONCE = 64
MARK = b"asgi"  # what the first frame of a connection says of its worker


class LoopWorker:
    """The loop of a worker, its connections, and what its requests share."""

    def __init__(self, app, address, settings, loop):
        self.app = app
        self.loop = loop
        self.view = memoryview(bytearray(BUFFER))
        self.grace = float(settings["disconnect-grace"])
        self.state = None
        self.short_paths = short_paths(settings["root-path"])
        self.free = 0
        self.start_task = starter(loop, self)
        self.tasks = set()
        self._address = address
        self._most = int(settings["concurrency"])
        self._patience = float(settings["graceful-timeout"])
        self._beat = max(0.05, min(1.0, float(settings["timeout"]) / 4 or 1.0))
        self._connections = set()
        self._control = None
        self._ended = loop.create_future()
        self._leaving = False

    async def run(self, report):
        """Serves the app from its startup to its shutdown."""
        lifespan = Lifespan(self.app, self.loop)
        failure = await lifespan.startup()
        if failure:
            report(failure)
            return
        self.state = lifespan.state
        self._control = self._connect(ALIVE)
        if self._control is None:
            return
        self._control.setblocking(False)
        self.loop.add_reader(self._control.fileno(), self._order)
        self._prove_life()
        self._open(FIRST)
        await self._ended
        end = now() + max(0.5, self._patience - 1)
        self.loop.remove_reader(self._control.fileno())
        while self.tasks and now() < end:
            await asyncio.wait(self.tasks, timeout=end - now())
        await lifespan.shutdown(max(0.5, end - now()))
        for task in self.tasks:
            task.cancel()
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=0.5)
        self._control.close()

    # -- connections --

    def _connect(self, kind, meta=b""):
        """Returns a connection to the gateway, None if there is none now."""
        sock = self._address.new_socket()
        try:
            self._address.connect(sock)
            sock.sendall(frame(kind, meta, PAIR.pack(get_pid(), 0)), NO_SIGNAL)
            return sock
        except OSError as error:
            sock.close()
            if error.errno in (errno.ENOENT, errno.ECONNREFUSED):
                self.leave()  # the gateway has ended
            else:
                complain("A worker's connection to the gateway cannot be made: %s" % error)
            return None

    def grow(self):
        """Opens further connections, as no more is free."""
        self.loop.call_soon(self._open, max(1, min(len(self._connections), MOST_AT_ONCE)))

    def _open(self, count):
        for _ in range(min(count, self._most - len(self._connections))):
            if self._leaving:
                return
            sock = self._connect(SLOT, MARK)
            if sock is None:
                return
            sock.setblocking(False)
            connection = Connection(self, sock)
            self._connections.add(connection)
            self.free += 1
            self.loop.add_reader(connection.number, connection.readable)

    def closed(self, connection):
        """Forgets a connection; opens another one in its place if it was among the first."""
        self._connections.discard(connection)
        if self._leaving:
            self._check_end()
        elif len(self._connections) < FIRST or not self.free:
            self.loop.call_soon(self._open, 1)

    def abandon(self):
        """Closes the connections in a process that the app has forked; they belong to the worker."""
        for connection in self._connections:
            connection.sock.close()
        if self._control is not None:
            self._control.close()

    # -- the end --

    def leave(self):
        """Ends the worker when its last connection has ended."""
        self._leaving = True
        self._check_end()

    def _check_end(self):
        if not self._connections and not self._ended.done():
            self._ended.set_result(None)

    def _order(self):
        """Takes the gateway's orders; its end is one."""
        try:
            data = self._control.recv(4096)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        self.leave()
        if data:
            for connection in list(self._connections):
                connection.end_soon()
        else:
            self.loop.remove_reader(self._control.fileno())

    def _prove_life(self):
        """Tells the gateway now and then that the loop is not blocked."""
        try:
            self._control.send(frame(ALIVE, data=PAIR.pack(get_pid(), 0)), NO_SIGNAL)
        except OSError:
            pass  # it has ended, or does not read now
        if not self._ended.done():
            self.loop.call_later(self._beat, self._prove_life)


def starter(loop, worker):
    """Returns the function that starts a request's task: its first step runs at once, and is often the only one."""

    def keep(task):
        if not task.done():
            worker.tasks.add(task)
            task.add_done_callback(worker.tasks.discard)
        return task

    if sys.version_info >= (3, 12):
        return lambda coroutine: keep(asyncio.Task(coroutine, loop=loop, eager_start=True))

    step = context_of_step = None

    def capture(callback, *, context=None):
        nonlocal step, context_of_step
        step, context_of_step = callback, context

    def start(coroutine):
        loop.call_soon = capture  # in which the new task would schedule its first step
        try:
            task = asyncio.Task(coroutine, loop=loop)
        finally:
            del loop.call_soon
        context_of_step.run(step)
        return keep(task)

    return start


def new_loop(setting):
    """Returns the event loop that gateway.python.loop names."""
    if setting != "asyncio":
        try:
            import uvloop

            return uvloop.new_event_loop()
        except ImportError:
            if setting == "uvloop":
                raise
    if sys.platform == "win32":
        return asyncio.SelectorEventLoop()
    return asyncio.new_event_loop()


def serve(app, address, settings, report):
    """Runs the worker to its end."""
    loop = new_loop(settings["loop"])
    asyncio.set_event_loop(loop)
    worker = LoopWorker(app, address, settings, loop)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=worker.abandon)
    try:
        loop.run_until_complete(worker.run(report))
        loop.run_until_complete(loop.shutdown_asyncgens())
    except Exception as error:
        complain("The event loop has failed: %s" % traceback_text(error))
    finally:
        asyncio.set_event_loop(None)
        loop.close()
