"""WebSockets of ASGI apps: receive and send, the handshake, every end, and what is bounded."""

import asyncio
import contextlib
import contextvars
import io
import marshal
import os
import re
import socket
import struct
import threading
import time
import unittest

from asgi_gateway import AsgiGateway, values
from _gateway_worker import asgi_websocket, wire

OFFER = ((b"sec-websocket-protocol", b"chat, superchat"),)
ACCEPT = {"type": "websocket.accept"}
HERE = os.path.dirname(os.path.abspath(__file__))


def serving(app):
    """Serves an app that has no lifespan."""

    async def websockets(scope, receive, send):
        if scope["type"] == "websocket":
            await app(scope, receive, send)

    return AsgiGateway(websockets)


def close_data(code, reason=""):
    return struct.pack("<H", code) + reason.encode()


class Socket:
    """The gateway's side of one WebSocket."""

    def __init__(self, gateway, **more):
        self.channel = gateway.connection()
        asked = values(kind="websocket", scheme="https", **more)
        self.channel.send(wire.REQUEST, marshal.dumps(asked))

    def receive(self):
        return self.channel.receive()

    def text(self, text):
        self.channel.send(wire.TEXT, b"", text.encode())

    def binary(self, data):
        self.channel.send(wire.BINARY, b"", data)

    def close(self, code=1000, reason=""):
        """Sends the last frame, as the gateway does after every end of a socket."""
        self.channel.send(wire.CLOSE, b"", close_data(code, reason))
        self.channel.sock.shutdown(socket.SHUT_WR)

    def hang_up(self):
        self.channel.close()

    def awaits_end(self):
        try:
            while True:
                self.channel.receive()
        except EOFError:
            self.channel.close()


class Recorder:
    """An app that notes what it receives."""

    def __init__(self, *sends, until="websocket.disconnect"):
        self.events = []
        self.sends = sends
        self.until = until
        self.ended = threading.Event()

    async def __call__(self, scope, receive, send):
        try:
            self.scope = scope
            self.events.append(await receive())
            for event in self.sends:
                await send(event)
            while self.events[-1]["type"] != self.until:
                self.events.append(await receive())
        finally:
            self.ended.set()

    def wait(self):
        assert self.ended.wait(10)
        return self.events


async def echo(scope, receive, send):
    assert (await receive())["type"] == "websocket.connect"
    await send(ACCEPT)
    while True:
        event = await receive()
        if event["type"] == "websocket.disconnect":
            return
        await send({**event, "type": "websocket.send"})


class Case(unittest.TestCase):
    def ends(self, app, **more):
        """Runs an app that is expected to end by itself; returns the socket's frames up to its end."""
        frames = []
        with serving(app) as gateway:
            opened = Socket(gateway, **more)
            with contextlib.suppress(EOFError):
                while not frames or frames[-1][0] not in ("W+", "E+", "X+"):
                    frames.append(opened.receive())
                    if frames[-1][0] in ("K", "X"):
                        opened.close(1000)
            gateway.free.append(opened.channel)
        return frames


class Handshake(Case):
    def test_connect_is_the_first_event(self):
        app = Recorder(ACCEPT, {"type": "websocket.close"})
        self.assertEqual(self.ends(app)[0], ("U", b"101 Switching Protocols", b""))
        self.assertEqual(app.events[0], {"type": "websocket.connect"})

    def test_scope_names_the_subprotocols_and_the_scheme(self):
        app = Recorder(ACCEPT, {"type": "websocket.close"})
        self.ends(app, headers=OFFER)
        self.assertEqual(app.scope["type"], "websocket")
        self.assertEqual(app.scope["scheme"], "wss")
        self.assertEqual(app.scope["subprotocols"], ["chat", "superchat"])
        self.assertNotIn("method", app.scope)

    def test_accept_sends_the_subprotocol_and_headers(self):
        app = Recorder(
            {"type": "websocket.accept", "subprotocol": "superchat", "headers": [[b"x-a", b"1"], (b"x-a", b"2")]},
            {"type": "websocket.close"},
        )
        self.assertEqual(
            self.ends(app, headers=OFFER)[0],
            ("U", b"101 Switching Protocols\nx-a\n1\nx-a\n2\nsec-websocket-protocol\nsuperchat", b""),
        )

    def test_subprotocol_of_none_is_none(self):
        app = Recorder({"type": "websocket.accept", "subprotocol": None, "headers": None}, {"type": "websocket.close"})
        self.assertEqual(self.ends(app)[0], ("U", b"101 Switching Protocols", b""))

    def test_subprotocol_that_was_not_offered_is_an_error(self):
        app = Recorder({"type": "websocket.accept", "subprotocol": "mqtt"})
        kind, _, text = self.ends(app, headers=OFFER)[0]
        self.assertEqual(kind, "X+")
        self.assertIn(b"'mqtt' is none of those that the client offers: ['chat', 'superchat']", text)

    def test_headers_of_the_handshake_are_the_servers(self):
        app = Recorder({"type": "websocket.accept", "headers": [(b"Sec-WebSocket-Accept", b"x")]})
        self.assertIn(b"belongs to the handshake", self.ends(app)[0][2])

    def test_header_with_a_line_break_is_an_error(self):
        app = Recorder({"type": "websocket.accept", "headers": [(b"x-a", b"1\nx-b")]})
        self.assertEqual(self.ends(app)[0][0], "X+")


class Denials(Case):
    def test_close_before_accept_is_403(self):
        app = Recorder({"type": "websocket.close", "code": 4000})
        self.assertEqual(self.ends(app), [("W+", b"403 Forbidden\ncontent-length\n0", b"")])
        self.assertEqual(app.wait()[-1], {"type": "websocket.disconnect", "code": 1006, "reason": ""})

    def test_denial_has_status_headers_and_body(self):
        app = Recorder(
            {"type": "websocket.http.response.start", "status": 401, "headers": [(b"www-authenticate", b"Basic")]},
            {"type": "websocket.http.response.body", "body": b"no"},
        )
        self.assertEqual(self.ends(app), [("W+", b"401 Unauthorized\nwww-authenticate\nBasic", b"no")])

    def test_denial_may_come_in_parts(self):
        app = Recorder(
            {"type": "websocket.http.response.start", "status": 404, "headers": []},
            {"type": "websocket.http.response.body", "body": b"a", "more_body": True},
            {"type": "websocket.http.response.body", "body": b"b", "more_body": True},
            {"type": "websocket.http.response.body"},
        )
        self.assertEqual(
            self.ends(app), [("P", b"404 Not Found", b"a"), ("D", b"", b"b"), ("E+", b"", b"")]
        )

    def test_denied_connection_takes_the_next_request(self):
        with serving(Recorder({"type": "websocket.close"})) as gateway:
            first = Socket(gateway)
            self.assertEqual(first.receive()[0], "W+")
            gateway.free.append(first.channel)
            self.assertEqual(Socket(gateway).receive()[0], "W+")
            gateway.free.append(first.channel)

    def test_accept_after_a_denial_is_an_error(self):
        raised = []

        async def app(scope, receive, send):
            await send({"type": "websocket.close"})
            try:
                await send(ACCEPT)
            except RuntimeError as error:
                raised.append(str(error))

        self.assertEqual(self.ends(app)[0][0], "W+")
        self.assertEqual(raised, ["The app sent 'websocket.accept' to a WebSocket that is denied"])

    def test_app_that_neither_accepts_nor_denies_has_failed(self):
        async def app(scope, receive, send):
            pass

        kind, _, text = self.ends(app)[0]
        self.assertEqual((kind, text[:42]), ("X+", b"The app returned without websocket.accept,"))

    def test_app_that_raises_before_accept_has_failed(self):
        async def app(scope, receive, send):
            raise KeyError("of the app")

        kind, _, text = self.ends(app)[0]
        self.assertEqual(kind, "X+")
        self.assertIn(b"KeyError: 'of the app'", text)

    def test_denial_that_breaks_off_has_failed(self):
        app = Recorder(
            {"type": "websocket.http.response.start", "status": 404, "headers": []},
            {"type": "websocket.http.response.body", "body": b"a", "more_body": True},
            {"type": "nonsense"},
        )
        self.assertEqual([frame[0] for frame in self.ends(app)], ["P", "X+"])


class Messages(Case):
    def test_text_and_binary_are_echoed_as_they_are(self):
        with serving(echo) as gateway:
            opened = Socket(gateway)
            self.assertEqual(opened.receive()[0], "U")
            opened.text("Grüße \U0001f600")
            self.assertEqual(opened.receive(), ("M", b"", "Grüße \U0001f600".encode()))
            opened.binary(b"\x00\xff")
            self.assertEqual(opened.receive(), ("m", b"", b"\x00\xff"))
            opened.close()
            opened.awaits_end()

    def test_empty_messages_are_messages(self):
        with serving(echo) as gateway:
            opened = Socket(gateway)
            opened.receive()
            opened.text("")
            opened.binary(b"")
            self.assertEqual([opened.receive(), opened.receive()], [("M", b"", b""), ("m", b"", b"")])
            opened.close()
            opened.awaits_end()

    def test_long_messages_arrive_whole(self):
        with serving(echo) as gateway:
            opened = Socket(gateway)
            opened.receive()
            for _ in range(3):
                opened.binary(bytes(1 << 20))
                self.assertEqual(len(opened.receive()[2]), 1 << 20)
            opened.close()
            opened.awaits_end()

    def test_many_messages_keep_their_order(self):
        with serving(echo) as gateway:
            opened = Socket(gateway)
            opened.receive()
            frames = b"".join(wire.frame(wire.TEXT, b"", b"%d" % n) for n in range(2000))
            threading.Thread(target=opened.channel.sock.sendall, args=(frames,)).start()
            self.assertEqual([opened.receive()[2] for _ in range(2000)], [b"%d" % n for n in range(2000)])
            opened.close()
            opened.awaits_end()

    def test_messages_that_came_before_accept_are_not_lost(self):
        with serving(echo) as gateway:
            opened = Socket(gateway)
            opened.receive()
            opened.text("a")
            opened.text("b")
            self.assertEqual([opened.receive()[2], opened.receive()[2]], [b"a", b"b"])
            opened.close()
            opened.awaits_end()

    def test_bytes_come_first_if_an_event_has_both(self):
        app = Recorder(ACCEPT, {"type": "websocket.send", "bytes": b"b", "text": "t"}, {"type": "websocket.close"})
        self.assertEqual(self.ends(app)[1], ("m", b"", b"b"))

    def test_event_without_content_is_an_error(self):
        app = Recorder(ACCEPT, {"type": "websocket.send", "bytes": None})
        self.assertEqual(self.ends(app)[-1][0], "X")

    def test_message_beyond_the_limit_of_a_frame_is_an_error(self):
        app = Recorder(ACCEPT, {"type": "websocket.send", "bytes": bytes(asgi_websocket.LONGEST_MESSAGE + 1)})
        self.assertIn(b"send it in parts", self.ends(app)[-1][2])

    def test_send_before_accept_is_an_error(self):
        app = Recorder({"type": "websocket.send", "text": "early"})
        self.assertIn(b"'websocket.send' to a WebSocket that is not accepted", self.ends(app)[-1][2])

    def test_two_tasks_may_wait_for_messages(self):
        async def app(scope, receive, send):
            await receive()
            await send(ACCEPT)
            both = await asyncio.gather(receive(), receive())
            await send({"type": "websocket.send", "text": "".join(sorted(event["text"] for event in both))})

        with serving(app) as gateway:
            opened = Socket(gateway)
            opened.receive()
            opened.text("a")
            opened.text("b")
            self.assertEqual(opened.receive()[2], b"ab")
            self.assertEqual(opened.receive()[0], "K")
            opened.close()
            opened.awaits_end()

    def test_wait_that_is_cancelled_loses_no_message(self):
        async def app(scope, receive, send):
            await receive()
            await send(ACCEPT)
            for _ in range(3):
                try:
                    await asyncio.wait_for(receive(), 0.02)
                except asyncio.TimeoutError:
                    await send({"type": "websocket.send", "text": "late"})
            await send({"type": "websocket.send", "text": (await receive())["text"]})

        with serving(app) as gateway:
            opened = Socket(gateway)
            opened.receive()
            self.assertEqual([opened.receive()[2] for _ in range(3)], [b"late"] * 3)
            opened.text("kept")
            self.assertEqual(opened.receive()[2], b"kept")
            opened.receive()
            opened.close()
            opened.awaits_end()

    def test_context_and_task_are_the_same_for_every_message(self):
        variable = contextvars.ContextVar("variable", default=0)

        async def app(scope, receive, send):
            task = asyncio.current_task()
            await receive()
            await send(ACCEPT)
            for n in range(3):
                variable.set(variable.get() + 1)
                await receive()
                assert asyncio.current_task() is task
                await send({"type": "websocket.send", "text": str(variable.get())})

        with serving(app) as gateway:
            for _ in range(2):
                opened = Socket(gateway)
                opened.receive()
                for n in b"1", b"2", b"3":
                    opened.text("")
                    self.assertEqual(opened.receive()[2], n)
                opened.receive()
                opened.close()
                opened.awaits_end()


class Ends(Case):
    def test_close_has_its_code_and_reason(self):
        app = Recorder(ACCEPT, {"type": "websocket.close", "code": 4001, "reason": "tschüß"})
        self.assertEqual(self.ends(app)[-1], ("K", b"", close_data(4001, "tschüß")))

    def test_close_without_code_is_1000(self):
        for more in {}, {"reason": None}, {"code": None, "reason": ""}:
            app = Recorder(ACCEPT, {"type": "websocket.close", **more})
            self.assertEqual(self.ends(app)[-1], ("K", b"", close_data(1000)))

    def test_close_code_that_may_not_be_sent_is_an_error(self):
        for code in 0, 999, 1004, 1005, 1006, 1015, 2000, 5000:
            app = Recorder(ACCEPT, {"type": "websocket.close", "code": code})
            self.assertIn(b"The close code is %d; give" % code, self.ends(app)[-1][2])

    def test_close_reason_that_is_too_long_is_an_error(self):
        app = Recorder(ACCEPT, {"type": "websocket.close", "reason": "ä" * 62})
        self.assertIn(b"The close reason has 124 bytes", self.ends(app)[-1][2])

    def test_disconnect_follows_the_apps_own_close(self):
        app = Recorder(ACCEPT, {"type": "websocket.close", "code": 4001})
        with serving(app) as gateway:
            opened = Socket(gateway)
            self.assertEqual([opened.receive()[0], opened.receive()[0]], ["U", "K"])
            opened.text("crosses the close")
            opened.close(4001, "mine")
            self.assertEqual(app.wait()[1:], [{"type": "websocket.disconnect", "code": 4001, "reason": "mine"}])
            opened.awaits_end()

    def test_disconnect_has_the_clients_code_and_reason(self):
        app = Recorder(ACCEPT)
        with serving(app) as gateway:
            opened = Socket(gateway)
            opened.receive()
            opened.text("last")
            opened.close(4002, "bye")
            self.assertEqual(
                app.wait()[1:],
                [
                    {"type": "websocket.receive", "text": "last"},
                    {"type": "websocket.disconnect", "code": 4002, "reason": "bye"},
                ],
            )
            opened.awaits_end()

    def test_loss_is_1006(self):
        app = Recorder(ACCEPT)
        with serving(app) as gateway:
            opened = Socket(gateway)
            opened.receive()
            opened.hang_up()
            self.assertEqual(app.wait()[-1], {"type": "websocket.disconnect", "code": 1006, "reason": ""})

    def test_client_that_goes_before_accept_is_1006(self):
        raised = []
        app_waits = threading.Event()

        async def app(scope, receive, send):
            await receive()
            app_waits.set()
            raised.append(await receive())
            try:
                await send(ACCEPT)
            except OSError as error:
                raised.append(error)

        with serving(app) as gateway:
            opened = Socket(gateway)
            app_waits.wait(10)
            opened.hang_up()
        self.assertEqual(raised[0], {"type": "websocket.disconnect", "code": 1006, "reason": ""})
        self.assertIsInstance(raised[1], OSError)

    def test_app_that_returns_closes_with_1000(self):
        async def app(scope, receive, send):
            await send(ACCEPT)

        self.assertEqual(self.ends(app)[-1], ("K", b"", close_data(1000)))

    def test_app_that_raises_reports_its_traceback(self):
        async def app(scope, receive, send):
            await send(ACCEPT)
            raise KeyError("of the app")

        kind, _, text = self.ends(app)[-1]
        self.assertEqual(kind, "X")
        self.assertIn(b"KeyError: 'of the app'", text)
        self.assertNotIn(b"_gateway_worker", text)

    def test_send_after_the_client_has_gone_is_an_oserror_and_close_is_none(self):
        raised = []

        async def app(scope, receive, send):
            await receive()
            await send(ACCEPT)
            await receive()
            for event in {"type": "websocket.send", "text": "late"}, {"type": "websocket.close"}:
                try:
                    await send(event)
                except OSError as error:
                    raised.append(event["type"])

        with serving(app) as gateway:
            opened = Socket(gateway)
            opened.receive()
            opened.close()
            opened.awaits_end()
        self.assertEqual(raised, ["websocket.send"])

    def test_send_after_its_own_close_is_an_error(self):
        raised = []

        async def app(scope, receive, send):
            await send(ACCEPT)
            await send({"type": "websocket.close"})
            for event in {"type": "websocket.send", "text": "late"}, {"type": "websocket.close"}:
                try:
                    await send(event)
                except RuntimeError as error:
                    raised.append(str(error))

        self.ends(app)
        self.assertEqual(
            raised,
            [
                "The app sent 'websocket.send' to a WebSocket that is closed",
                "The app sent 'websocket.close' to a WebSocket that is closed",
            ],
        )

    def test_disconnect_that_is_not_looked_at_does_not_keep_the_loop(self):
        async def app(scope, receive, send):
            await send(ACCEPT)
            while True:
                await receive()

        with serving(app) as gateway:
            opened = Socket(gateway)
            opened.receive()
            opened.close()
            opened.awaits_end()
            other = Socket(gateway)
            self.assertEqual(other.receive()[0], "U")
            other.close()
            other.awaits_end()

    def test_task_is_cancelled_after_the_grace(self):
        ended = []

        async def app(scope, receive, send):
            await send(ACCEPT)
            try:
                await asyncio.sleep(60)
            finally:
                ended.append(time.monotonic())

        with serving(app) as gateway:
            opened = Socket(gateway)
            opened.receive()
            begun = time.monotonic()
            opened.close()
            opened.awaits_end()
            while not ended:
                time.sleep(0.01)
        self.assertGreater(ended[0] - begun, 0.15)

    def test_task_that_ignores_its_cancellation_is_named_in_the_log(self):
        async def app(scope, receive, send):
            await send(ACCEPT)
            end = time.monotonic() + 2
            while time.monotonic() < end:
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.sleep(end - time.monotonic())

        log = io.StringIO()
        with contextlib.redirect_stderr(log), serving(app) as gateway:
            opened = Socket(gateway, path="/stubborn")
            opened.receive()
            opened.close()
            opened.awaits_end()
            end = time.monotonic() + 10
            while "cancelled: '/stubborn'" not in log.getvalue() and time.monotonic() < end:
                time.sleep(0.02)
        self.assertIn("although it was cancelled: '/stubborn'", log.getvalue())

    def test_app_that_has_closed_is_not_cancelled(self):
        ended = []

        async def app(scope, receive, send):
            await send(ACCEPT)
            await send({"type": "websocket.close"})
            await asyncio.sleep(0.6)
            ended.append("itself")

        self.ends(app)
        self.assertEqual(ended, ["itself"])


class Bounds(Case):
    def test_messages_that_the_app_does_not_receive_stop_the_client(self):
        go = threading.Event()
        got = []

        async def app(scope, receive, send):
            await receive()
            await send(ACCEPT)
            while not go.is_set():
                await asyncio.sleep(0.01)
            event = await receive()
            while event["type"] == "websocket.receive":
                got.append(event["text"])
                event = await receive()

        with serving(app) as gateway:
            opened = Socket(gateway)
            opened.receive()
            opened.channel.sock.settimeout(0.5)
            sent = 0
            with self.assertRaises(TimeoutError):
                while sent < 1000:
                    opened.channel.sock.sendall(wire.frame(wire.TEXT, b"", b"x" * 8000))
                    sent += 1
            self.assertLess(sent, 200)
            go.set()
            opened.hang_up()  # in the middle of a frame
            while gateway.failures or not got:
                time.sleep(0.01)
        self.assertGreaterEqual(len(got), sent)

    def test_end_is_met_behind_messages_that_the_app_does_not_receive(self):
        cancelled = threading.Event()

        async def app(scope, receive, send):
            await receive()
            await send(ACCEPT)
            try:
                await asyncio.sleep(60)
            finally:
                cancelled.set()

        with serving(app) as gateway:
            opened = Socket(gateway)
            opened.receive()
            for _ in range(30):
                opened.text("x")
            opened.close()
            self.assertTrue(cancelled.wait(10))
            opened.awaits_end()

    def test_messages_that_the_gateway_does_not_take_stop_the_app(self):
        sent = []

        async def app(scope, receive, send):
            await receive()
            await send(ACCEPT)
            for n in range(1000):
                await send({"type": "websocket.send", "bytes": bytes(8000)})
                sent.append(n)

        with serving(app) as gateway:
            opened = Socket(gateway)
            opened.receive()
            before = -1
            while len(sent) != before:
                before = len(sent)
                time.sleep(0.3)
            self.assertLess(before, 200)
            for _ in range(1000):
                self.assertEqual(len(opened.receive()[2]), 8000)
            self.assertEqual(opened.receive()[0], "K")
            opened.close()
            opened.awaits_end()


class Table(unittest.TestCase):
    """The states of a WebSocket against the table that decisions/wire.md shows."""

    def test_every_frame_in_every_state(self):
        with open(os.path.join(HERE, "../../../../docs/decisions/wire.md"), encoding="utf-8") as file:
            rows = re.findall(r"\| (to|from) a worker \| (\w+) \| `(\w)` \| (\w+) \|", file.read())
        known = {"OPEN": {"M": "OPEN", "m": "OPEN", "K": "TOLD"}, "CLOSING": {"K": "TOLD"}}
        to_worker = {}
        for way, before, kind, after in rows:
            if way == "to" and before in known:
                to_worker.setdefault(before, {})[kind] = after
        self.assertEqual(to_worker, known)

    def test_frame_out_of_turn_ends_the_connection(self):
        for kind in b"RrIBTQ!":
            app = Recorder(ACCEPT)
            with contextlib.redirect_stderr(io.StringIO()), serving(app) as gateway:
                opened = Socket(gateway)
                opened.receive()
                opened.channel.send(kind)
                opened.awaits_end()
                self.assertEqual(app.wait()[-1]["code"], 1006)


if __name__ == "__main__":
    unittest.main()
