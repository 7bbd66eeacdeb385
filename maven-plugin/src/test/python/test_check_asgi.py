"""What is found when an app is called as a server calls it."""

import asyncio
import functools
import unittest

from scripts import END, OK, sends

import check_asgi


def found(app, path="/"):
    findings, calls = [], []
    explain = lambda error: "%s: %s" % (type(error).__name__, error)
    check_asgi.Check(app, "shop:app", path, findings, calls.append, explain).run()
    return findings


class Route:
    def __init__(self, path):
        self.path = path


class WebSocketRoute(Route):
    pass


class App:
    """An app with parts for each type of scope; the others raise, as the specification asks."""

    def __init__(self, *routes, **parts):
        self.routes = routes
        self.scopes = []
        self._parts = dict({"http": sends(OK, END)}, **parts)

    async def __call__(self, scope, receive, send):
        self.scopes.append(scope)
        if scope["type"] not in self._parts:
            raise ValueError("no " + scope["type"])
        await self._parts[scope["type"]](scope, receive, send)


async def life(scope, receive, send):
    await receive()
    scope["state"]["shared"] = life
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


async def echo(scope, receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


class CheckTest(unittest.TestCase):
    def test_coroutine_functions_and_objects_with_one_are_asgi_apps(self):
        self.assertTrue(check_asgi.is_asgi(echo))
        self.assertTrue(check_asgi.is_asgi(functools.partial(echo)))
        self.assertTrue(check_asgi.is_asgi(App()))
        self.assertFalse(check_asgi.is_asgi(lambda environ, start_response: []))
        self.assertFalse(check_asgi.is_asgi(self))

    def test_good_app_is_no_finding(self):
        self.assertEqual(found(App(lifespan=life, websocket=echo)), [])

    def test_app_for_http_only_is_no_finding(self):
        async def quiet(scope, receive, send):
            if scope["type"] == "http":
                await sends(OK, END)(scope, receive, send)

        self.assertEqual(found(App()), [])
        self.assertEqual(found(quiet), [])

    def test_state_of_the_lifespan_is_in_each_scope(self):
        app = App(lifespan=life)
        found(app, "/a%20b?c=d")

        request = app.scopes[1]
        self.assertEqual(request["state"], {"shared": life})
        self.assertEqual((request["path"], request["raw_path"], request["query_string"]), ("/a b", b"/a%20b", b"c=d"))

    def test_exception_is_a_finding(self):
        async def fails(scope, receive, send):
            raise KeyError("stock")

        self.assertEqual(found(App(http=fails)), ["ERROR shop:app failed for GET /: KeyError: 'stock'"])

    def test_breach_is_a_finding_once(self):
        self.assertEqual(
            found(App(http=sends(OK, dict(END, body="a", more_body=True), dict(END, body="a")))),
            ["ERROR shop:app breaks ASGI for GET /: body of http.response.body is str 'a'; give bytes"],
        )

    def test_failed_startup_is_a_finding_and_the_end(self):
        failed = sends({"type": "lifespan.startup.failed", "message": "Traceback\nOSError: no database\n"}, receives=1)
        app = App(lifespan=failed)

        self.assertEqual(found(app), ["ERROR shop:app failed at its startup (lifespan): OSError: no database"])
        self.assertEqual(len(app.scopes), 1)

    def test_failing_shutdown_is_a_finding(self):
        async def forgetful(scope, receive, send):
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            raise RuntimeError("pool is gone")

        self.assertEqual(
            found(App(lifespan=forgetful)),
            ["ERROR shop:app failed at its shutdown (lifespan): RuntimeError: pool is gone"],
        )

    def test_endless_answer_is_left_and_no_finding(self):
        async def ticks(scope, receive, send):
            await send(OK)
            while True:
                await send(dict(END, more_body=True))
                await asyncio.sleep(0.01)

        async def deaf(scope, receive, send):
            await send(OK)
            await send(dict(END, more_body=True))
            await asyncio.Event().wait()

        self.assertEqual(found(App(http=ticks)), [])
        self.assertEqual(found(App(http=deaf)), [])

    def test_work_after_the_answer_is_awaited(self):
        done = []

        async def background(scope, receive, send):
            await sends(OK, END)(scope, receive, send)
            await asyncio.sleep(check_asgi.SECONDS * 1.2)
            done.append(True)

        self.assertEqual(found(App(http=background)), [])
        self.assertEqual(done, [True])

    def test_disconnect_comes_after_the_answer(self):
        seen = []

        async def waits(scope, receive, send):
            await sends(OK, END, receives=1)(scope, receive, send)
            seen.append((await receive())["type"])

        self.assertEqual(found(App(http=waits)), [])
        self.assertEqual(seen, ["http.disconnect"])

    def test_websocket_of_a_route_without_parameters_is_called(self):
        app = App(Route("/a"), WebSocketRoute("/{room}"), WebSocketRoute("/live"), websocket=sends())

        self.assertEqual(found(app), [])
        self.assertEqual(app.scopes[-1]["path"], "/live")

    def test_failure_of_a_declared_websocket_is_a_finding(self):
        self.assertEqual(
            found(App(WebSocketRoute("/live"))), ["ERROR shop:app failed for the WebSocket /live: ValueError: no websocket"]
        )

    def test_breach_of_a_websocket_is_a_finding(self):
        early = sends({"type": "websocket.send", "text": "x"}, {"type": "websocket.close"}, receives=1)

        self.assertEqual(
            found(App(websocket=early)),
            ["ERROR shop:app breaks ASGI for the WebSocket /: websocket.send is sent before websocket.accept"],
        )


if __name__ == "__main__":
    unittest.main()
