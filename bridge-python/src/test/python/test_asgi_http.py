"""HTTP requests of ASGI apps: receive and send, and what becomes of apps that break the rules."""

import asyncio
import contextlib
import contextvars
import io
import os
import time
import unittest

from asgi_gateway import AsgiGateway, answer
from _gateway_worker import asgi_kind, loading, wire

HEAD = b"200 OK\ncontent-type\ntext/plain"
START = {"type": "http.response.start", "status": 200, "headers": []}


def body(data=b"", more=False):
    return {"type": "http.response.body", "body": data, "more_body": more}


class Answers(unittest.TestCase):
    def test_small_answer_is_one_frame(self):
        async def app(scope, receive, send):
            assert scope["type"] == "http"
            await answer(send)

        with AsgiGateway(app) as gateway:
            for _ in range(3):
                self.assertEqual(gateway.call(), ("W+", HEAD, b"hi"))

    def test_chunks_go_as_they_are_sent(self):
        async def app(scope, receive, send):
            await send(START)
            await send(body(b"a", True))
            await send(body(b"", True))
            await send(body(bytearray(b"b"), True))
            await send(body(b"c"))

        with AsgiGateway(app) as gateway:
            channel = gateway.connection()
            self.assertEqual(channel.call(), ("P", b"200 OK", b"a"))
            self.assertEqual([channel.receive()[::2] for _ in range(3)], [("D", b"b"), ("D", b"c"), ("E+", b"")])

    def test_app_waits_while_the_gateway_does_not_read(self):
        sent = []

        async def app(scope, receive, send):
            await send(START)
            for number in range(200):
                await send(body(b"x" * 100_000, True))
                sent.append(number)
            await send(body())

        with AsgiGateway(app) as gateway:
            channel = gateway.connection()
            channel.request()
            channel.receive()
            time.sleep(0.3)
            self.assertLess(len(sent), 50)
            self.assertEqual(gateway.connection().call()[0], "P")  # another request is served meanwhile
            received = 100_000
            while True:
                kind, _, data = channel.receive()
                received += len(data)
                if kind == "E+":
                    break
            self.assertEqual(received, 20_000_000)

    def test_connection_headers_are_the_servers(self):
        async def app(scope, receive, send):
            await answer(send, headers=[(b"Connection", b"close"), (b"transfer-encoding", b"chunked"), (b"x-a", b"1")])

        with AsgiGateway(app) as gateway:
            self.assertEqual(gateway.call()[1], b"200 OK\nx-a\n1")

    def test_wrong_heads_are_failures(self):
        for status, headers, why in (
            (99, [], "give a number from 200"),
            ("ok", [], "give a number from 200"),
            (200, [("a", b"b")], "give bytes"),
            (200, [(b"a", "b")], "give bytes"),
            (200, [(b"a b", b"c")], "not a token"),
            (200, [(b"a", b"b\r\nc: d")], "control character"),
            (200, [(b"a", b"b\nc")], "control character"),
        ):
            async def app(scope, receive, send):
                await answer(send, status=status, headers=headers)

            with self.subTest(why=why), AsgiGateway(app) as gateway:
                kind, _, text = gateway.call()
                self.assertEqual(kind, "X+")
                self.assertIn(why, text.decode())


class Bodies(unittest.TestCase):
    def test_body_that_came_with_the_request_is_one_event(self):
        events = []

        async def app(scope, receive, send):
            events.append(await receive())
            await answer(send)

        with AsgiGateway(app) as gateway:
            gateway.call(b"abc")
            gateway.call()
        self.assertEqual([(event["body"], event["more_body"]) for event in events], [(b"abc", False), (b"", False)])

    def test_longer_body_is_asked_for_when_it_is_received(self):
        async def app(scope, receive, send):
            got = []
            while True:
                event = await receive()
                got.append(event["body"])
                if not event["more_body"]:
                    break
            await answer(send, b"|".join(got))

        with AsgiGateway(app) as gateway:
            channel = gateway.connection()
            channel.request(b"a", kind=wire.OPEN_REQUEST)
            for part in (b"b", b"c", b""):
                self.assertEqual(channel.receive()[0], "N")
                channel.send(wire.INPUT, data=part)
            self.assertEqual(channel.receive(), ("W+", HEAD, b"a|b|c|"))

    def test_body_that_nobody_receives_stays_with_the_gateway(self):
        async def app(scope, receive, send):
            await answer(send, b"early", 413)

        with AsgiGateway(app) as gateway:
            channel = gateway.connection()
            channel.request(b"a", kind=wire.OPEN_REQUEST)
            self.assertEqual(channel.receive()[::2], ("W+", b"early"))
            channel.request()
            self.assertEqual(channel.receive()[0], "W+")

    def test_cancelled_receive_loses_nothing(self):
        async def app(scope, receive, send):
            await receive()
            waiting = asyncio.create_task(receive())
            await asyncio.sleep(0.05)
            waiting.cancel()
            await send(START)
            await send(body(b"now", True))
            await asyncio.sleep(0.1)
            await send(body((await receive())["body"]))

        with AsgiGateway(app) as gateway:
            channel = gateway.connection()
            channel.request(b"a", kind=wire.OPEN_REQUEST)
            self.assertEqual(channel.receive()[0], "N")
            self.assertEqual(channel.receive()[::2], ("P", b"now"))
            channel.send(wire.INPUT, data=b"kept")
            self.assertEqual(channel.receive()[::2], ("D", b"kept"))

    def test_answer_while_a_receive_waits_leaves_the_connection_in_step(self):
        async def app(scope, receive, send):
            waiting = asyncio.create_task(receive())
            await asyncio.sleep(0.05)
            await answer(send)
            assert (await waiting)["type"] in ("http.disconnect", "http.request")

        with AsgiGateway(app) as gateway:
            channel = gateway.connection()
            channel.request(kind=wire.OPEN_REQUEST)
            self.assertEqual(channel.receive()[0], "N")
            self.assertEqual(channel.receive()[::2], ("W", b"hi"))
            channel.send(wire.INPUT, data=b"late")
            self.assertEqual(channel.receive()[0], "C")
            channel.request(b"a")
            self.assertEqual(channel.receive()[0], "W+")

    def test_body_that_breaks_off_is_a_disconnect(self):
        events = []

        async def app(scope, receive, send):
            events.append(await receive())
            with contextlib.suppress(OSError):
                await send(START)
                events.append("sent")

        with AsgiGateway(app) as gateway:
            channel = gateway.connection()
            channel.request(kind=wire.OPEN_REQUEST)
            channel.receive()
            channel.send(wire.REFUSED)
            kind, _, text = channel.receive()
            self.assertEqual(kind, "X+")
            self.assertIn(b"body broke off", text)
        self.assertEqual(events, [{"type": "http.disconnect"}])


class Ends(unittest.TestCase):
    def test_receive_waits_for_the_end_of_the_client_or_of_the_answer(self):
        events = []

        async def app(scope, receive, send):
            await receive()
            if scope["path"] == "/answer":
                await answer(send)
                events.append(await receive())
            else:
                begun = time.monotonic()
                events.append(await receive())
                events.append(time.monotonic() - begun)
                try:
                    await send(START)
                except OSError as error:
                    events.append(type(error).__name__)

        with AsgiGateway(app) as gateway:
            gateway.call(path="/answer")
            channel = gateway.connection()
            channel.request()
            time.sleep(0.2)
            channel.close()
            time.sleep(0.2)
        self.assertEqual(events[:2], [{"type": "http.disconnect"}] * 2)
        self.assertGreater(events[2], 0.15)
        self.assertEqual(events[3], "ClientGone")

    def test_app_that_goes_on_is_cancelled_after_the_grace(self):
        ends = []

        async def app(scope, receive, send):
            begun = time.monotonic()
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                ends.append(time.monotonic() - begun)
                raise

        with AsgiGateway(app) as gateway:
            channel = gateway.connection()
            channel.request()
            channel.close()
            time.sleep(0.6)
        self.assertEqual(len(ends), 1)
        self.assertGreater(ends[0], 0.15)

    def test_end_of_the_server_ends_a_stream_properly(self):
        async def app(scope, receive, send):
            await send(START)
            await send(body(b"a", True))
            while (await receive())["type"] != "http.disconnect":
                pass
            await send(body(b"bye", True))

        with AsgiGateway(app) as gateway:
            channel = gateway.connection()
            self.assertEqual(channel.call()[0], "P")
            gateway.control.send(wire.LEAVE)
            self.assertEqual(channel.receive()[::2], ("D", b"bye"))
            self.assertEqual(channel.receive()[0], "E+")

    def test_apps_that_misbehave(self):
        async def silent(scope, receive, send):
            pass

        async def half(scope, receive, send):
            await send(START)

        async def twice(scope, receive, send):
            await send(START)
            await send(START)

        async def headless(scope, receive, send):
            await send(body())

        async def unknown(scope, receive, send):
            await send({"type": "http.response.debug"})

        async def exits(scope, receive, send):
            raise SystemExit(3)

        def sync(scope, receive, send):
            return None

        for app, why in (
            (silent, "returned without an answer"),
            (half, "returned behind http.response.start"),
            (twice, "http.response.start twice"),
            (headless, "before http.response.start"),
            (unknown, "no event of a response"),
            (exits, "SystemExit: 3"),
            (sync, "TypeError"),
        ):
            with self.subTest(app=app.__name__), AsgiGateway(app) as gateway:
                for _ in range(2):
                    kind, _, text = gateway.call()
                    self.assertEqual(kind, "X+")
                    self.assertIn(why, text.decode())

    def test_end_in_the_middle_of_the_answer_is_a_failure(self):
        async def app(scope, receive, send):
            await send(START)
            await send(body(b"a", True))

        with AsgiGateway(app) as gateway:
            channel = gateway.connection()
            self.assertEqual(channel.call()[0], "P")
            kind, _, text = channel.receive()
            self.assertEqual(kind, "X+")
            self.assertIn(b"in the middle of its answer", text)

    def test_event_behind_the_end_is_logged(self):
        async def app(scope, receive, send):
            await answer(send)
            await send(body(b"more"))

        with contextlib.redirect_stderr(io.StringIO()) as errors, AsgiGateway(app) as gateway:
            self.assertEqual(gateway.call()[0], "W+")
            self.assertEqual(gateway.call()[0], "W+")
        self.assertIn("http.response.body after the answer had ended", errors.getvalue())


class Scopes(unittest.TestCase):
    def test_path_includes_the_root_path_unless_the_setting_says_otherwise(self):
        async def app(scope, receive, send):
            await answer(send, ("%s %s" % (scope["path"], scope["root_path"])).encode())

        for setting, path in ("full", b"/ctx/a /ctx"), ("auto", b"/ctx/a /ctx"), ("apart", b"/a /ctx"):
            with AsgiGateway(app, **{"root-path": setting}) as gateway:
                self.assertEqual(gateway.call(path="/ctx/a", root="/ctx")[2], path)

    def test_tls_and_a_changed_length(self):
        scopes = []

        async def app(scope, receive, send):
            scopes.append(scope)
            await answer(send)

        tls = {"gateway.tls": "TLSv1.3", "gateway.cipher": "TLS_AES_128_GCM_SHA256", "gateway.client": ""}
        with AsgiGateway(app) as gateway:
            gateway.call(
                headers=[(b"content-length", b"9"), (b"host", b"a")],
                extensions={"http.response.pathsend": {}, **tls, "CONTENT_LENGTH": "5"},
            )
        self.assertEqual(scopes[0]["headers"], [(b"host", b"a"), (b"content-length", b"5")])
        self.assertEqual(sorted(scopes[0]["extensions"]), ["http.response.pathsend", "tls"])
        self.assertEqual(scopes[0]["extensions"]["tls"]["tls_version"], 0x0304)
        self.assertEqual(scopes[0]["extensions"]["tls"]["cipher_suite"], 0x1301)


class Tasks(unittest.TestCase):
    def test_app_that_suspends_keeps_its_task_and_its_context(self):
        variable = contextvars.ContextVar("variable", default="none")

        async def app(scope, receive, send):
            task = asyncio.current_task()
            before = variable.get()
            token = variable.set("set")
            await asyncio.sleep(0.01)
            assert asyncio.current_task() is task
            assert variable.get() == "set"
            variable.reset(token)
            variable.set("left behind")
            await answer(send, before.encode())

        for loop in "asyncio", "auto":
            with AsgiGateway(app, loop=loop) as gateway:
                for _ in range(3):
                    self.assertEqual(gateway.call()[2], b"none")

    def test_requests_run_at_once_up_to_the_concurrency(self):
        running = []

        async def app(scope, receive, send):
            running.append(1)
            await asyncio.sleep(0.5)
            await answer(send)

        with AsgiGateway(app) as gateway:
            channels = []
            for _ in range(18):
                channels.append(gateway.connection())
                channels[-1].request()
            time.sleep(0.1)
            self.assertEqual(len(running), 18)
            for channel in channels:
                self.assertEqual(channel.receive()[0], "W+")

    def test_work_behind_the_answer_is_awaited_at_the_end(self):
        done = []

        async def app(scope, receive, send):
            await answer(send)
            await asyncio.sleep(0.3)
            done.append(1)

        with AsgiGateway(app) as gateway:
            gateway.call()
        self.assertEqual(done, [1])

    def test_debug_mode(self):
        async def app(scope, receive, send):
            await asyncio.sleep(0)
            await answer(send)

        os.environ["PYTHONASYNCIODEBUG"] = "1"
        try:
            with AsgiGateway(app) as gateway:
                self.assertEqual(gateway.call()[0], "W+")
        finally:
            del os.environ["PYTHONASYNCIODEBUG"]


class Lifespans(unittest.TestCase):
    def test_startup_comes_before_and_shutdown_behind_all_requests(self):
        events = []

        async def app(scope, receive, send):
            if scope["type"] == "http":
                scope["state"]["mine"] = 1
                events.append(sorted(scope["state"]))
                await answer(send)
                return
            while True:
                kind = (await receive())["type"]
                await asyncio.sleep(0.1)
                events.append(kind)
                scope["state"]["shared"] = []
                await send({"type": kind + ".complete"})
                if kind == "lifespan.shutdown":
                    return

        with AsgiGateway(app, lifespan=True) as gateway:
            gateway.call()
            gateway.call()
        self.assertEqual(events, ["lifespan.startup", ["mine", "shared"], ["mine", "shared"], "lifespan.shutdown"])

    def test_failed_startup_is_reported(self):
        async def app(scope, receive, send):
            await receive()
            await send({"type": "lifespan.startup.failed", "message": "no database"})

        gateway = AsgiGateway(app, lifespan=True)
        with gateway:
            gateway.thread.join(10)
        self.assertEqual(gateway.failures, ["no database"])

    def test_app_that_does_not_know_it_is_served(self):
        async def raising(scope, receive, send):
            assert scope["type"] == "http"
            assert "state" not in scope
            await answer(send)

        async def returning(scope, receive, send):
            if scope["type"] == "http":
                await answer(send)

        for app in raising, returning:
            with AsgiGateway(app, lifespan=True) as gateway:
                self.assertEqual(gateway.call()[0], "W+")


class Kinds(unittest.TestCase):
    def test_callables_are_recognized(self):
        async def three(scope, receive, send):
            pass

        class Called:
            async def __call__(self, scope, receive, send):
                pass

            async def method(self, scope, receive, send):
                pass

        def wsgi(environ, start_response):
            pass

        class Wsgi:
            def __call__(self, environ, start_response):
                pass

        for app, expected in (
            (three, True), (Called(), True), (Called().method, True), (wsgi, False), (Wsgi(), False), (print, False),
        ):
            with self.subTest(app=app):
                self.assertEqual(asgi_kind.is_asgi(app, "a:b", "auto"), expected)
        self.assertTrue(asgi_kind.is_asgi(wsgi, "a:b", "asgi"))

    def test_double_callables_are_refused(self):
        def function(scope):
            pass

        class Double:
            def __init__(self, scope):
                pass

            async def __call__(self, receive, send):
                pass

        for app in function, Double:
            with self.subTest(app=app), self.assertRaises(loading.LoadFailed) as caught:
                asgi_kind.is_asgi(app, "a:b", "auto")
            self.assertIn("ASGI 2", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
