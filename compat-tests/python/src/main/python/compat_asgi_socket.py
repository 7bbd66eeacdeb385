"""The WebSockets of compat_asgi: what the Java app's ScriptedSocket does, step by step."""

import asyncio

from compat_app import fail, pairs, step_bytes, steps_of


class Socket:
    """An open WebSocket, of which the steps are played."""

    def __init__(self, receive, send, ledger, wait_for):
        self._receive = receive
        self._send = send
        self._ledger = ledger
        self._wait_for = wait_for

    async def play(self, steps):
        self._ledger.note("open")
        try:
            for verb, arguments in steps:
                await self._perform(verb, arguments)
        finally:
            self._ledger.note("over")

    async def _perform(self, verb, arguments):
        if verb == "try":
            try:
                await self._perform(arguments[0], arguments[1:])
            except Exception:
                self._ledger.note("went on")
            return
        try:
            await getattr(self, "play_" + verb.replace("-", "_"))(*arguments)
        except BaseException as error:
            name = "IOException" if isinstance(error, OSError) else type(error).__name__
            self._ledger.note("%s threw %s" % (verb, name))
            raise
        self._ledger.note(verb)

    async def send(self, message):
        key = "text" if isinstance(message, str) else "bytes"
        await self._send({"type": "websocket.send", key: message})

    async def message(self):
        """The next message; None when the WebSocket is closed, which is noted."""
        event = await self._receive()
        if event["type"] == "websocket.disconnect":
            self._ledger.note(("closed %d %s" % (event["code"], event.get("reason") or "")).strip())
            return None
        return event["bytes"] if event.get("text") is None else event["text"]

    async def play_send(self, word):
        await self.send(step_bytes(word).decode())

    async def play_send_bytes(self, word):
        await self.send(step_bytes(word))

    async def play_send_many(self, count, prefix=""):
        for n in range(int(count)):
            await self.send(prefix + str(n))

    async def play_send_at_once(self, tasks, count):
        await asyncio.gather(*(self.play_send_many(count, "%d:" % n) for n in range(int(tasks))))

    async def play_flood(self, count):
        for n in range(int(count)):
            await self.send(bytes(65536))
            self._ledger.note("flooded %d" % (n + 1))

    async def play_receive(self):
        message = await self.message()
        if message is not None:
            self._ledger.note("text " + message if isinstance(message, str) else "bytes %d" % len(message))

    async def play_receive_many(self, count):
        for n in range(int(count)):
            message = await self.message()
            if message != str(n):
                raise ValueError("instead of %d: %r" % (n, message))
        self._ledger.note("in order")

    async def play_echo(self):
        while (message := await self.message()) is not None:
            await self.send(message)

    async def play_drain(self):
        messages = 0
        while (message := await self.message()) is not None:
            messages += 1
            size = len(message.encode() if isinstance(message, str) else message)
            self._ledger.note("drained %d %d" % (messages, size))

    async def play_close(self, code, reason):
        await self._send({"type": "websocket.close", "code": int(code), "reason": reason})

    async def play_throw(self, failure):
        fail(failure)

    async def play_wait(self, millis):
        await asyncio.sleep(int(millis) / 1000)

    async def play_await(self, event):
        if not await self._wait_for(self._ledger, event):
            raise ValueError("the test never noted: " + event)


async def deny(send, status, headers, steps):
    encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "websocket.http.response.start", "status": status, "headers": encoded})
    body = b"".join(step_bytes(arguments[0]) for verb, arguments in steps if verb == "yield")
    await send({"type": "websocket.http.response.body", "body": body})


async def accept(send, headers):
    event = {"type": "websocket.accept", "headers": []}
    for name, value in headers:
        if name.lower() == "sec-websocket-protocol":
            event["subprotocol"] = value
        else:
            event["headers"].append((name.lower().encode("latin-1"), value.encode("latin-1")))
    await send(event)


async def socket(scope, receive, send, ledger, wait_for):
    """Plays the script of X-Script, or of the query."""
    headers = dict(scope["headers"])
    script = headers.get(b"x-script", scope["query_string"]).decode("latin-1")
    event = await receive()
    if event["type"] != "websocket.connect":
        raise ValueError("instead of websocket.connect: %r" % event)
    steps = steps_of(script)
    for verb, arguments in steps:
        if verb == "start":
            return await deny(send, int(arguments[0].split()[0]), pairs(arguments[1:]), steps)
        if verb == "throw":
            fail(arguments[0])
        if verb == "await" and not await wait_for(ledger, arguments[0]):
            raise ValueError("the test never noted: " + arguments[0])
        if verb == "accept":
            ledger.note("offered " + ",".join(scope["subprotocols"]))
            await accept(send, pairs(arguments))
            ledger.note("accept")
            return await Socket(receive, send, ledger, wait_for).play(steps)
    raise ValueError("X-Script ends without accept")
