"""The lifespan of an ASGI app: its startup before the first request, and its shutdown after the last."""

import asyncio

from .log import complain
from .tracebacks import traceback_text


class Lifespan:
    """The conversation with the app about its life; an app that does not understand it is served without."""

    def __init__(self, app, loop):
        self._app = app
        self._loop = loop
        self._events = asyncio.Queue()
        self._started = loop.create_future()  # with the text of a failure, "" if there is none
        self._stopped = loop.create_future()
        self._asked = False
        self.state = {}
        self._task = None

    async def startup(self):
        """Returns "" when the app has started, or why it has failed."""
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": self.state}
        self._events.put_nowait({"type": "lifespan.startup"})
        self._task = self._loop.create_task(self._run(scope))
        return await self._started

    async def _run(self, scope):
        try:
            await self._app(scope, self._receive, self._send)
        except BaseException as error:
            if not self._started.done():  # the app does not know this scope, or does not say why it failed
                self.state = None
                self._started.set_result("")
                return
            if not isinstance(error, asyncio.CancelledError):
                complain("The app's lifespan has failed: %s" % traceback_text(error))
        finally:
            for future in self._started, self._stopped:
                if not future.done():
                    future.set_result("")

    async def _receive(self):
        return await self._events.get()

    async def _send(self, message):
        kind = message["type"]
        if kind == "lifespan.startup.complete" and not self._started.done():
            self._started.set_result("")
        elif kind == "lifespan.startup.failed" and not self._started.done():
            text = message.get("message", "")
            self._started.set_result(text or "the app gives no reason")
        elif kind == "lifespan.shutdown.complete" and self._asked:
            self._finish_shutdown()
        elif kind == "lifespan.shutdown.failed" and self._asked:
            complain("The app's shutdown has failed: %s" % (message.get("message", "") or "it gives no reason"))
            self._finish_shutdown()
        else:
            raise RuntimeError("The app sent %r, which does not belong here" % (kind,))

    def _finish_shutdown(self):
        if not self._stopped.done():
            self._stopped.set_result("")

    async def shutdown(self, seconds):
        """Asks the app to stop, and waits for that at most so long."""
        if self._task is None or self._task.done():
            return
        self._asked = True
        self._events.put_nowait({"type": "lifespan.shutdown"})
        done, _ = await asyncio.wait([self._stopped], timeout=seconds)
        if not done:
            complain("The app's shutdown did not end within %.0f s" % seconds)
        await asyncio.wait([self._task], timeout=0.1)
        self._task.cancel()
