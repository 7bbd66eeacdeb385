"""Responses that break PEP 3333, and exceptions."""

import sys
import unittest.mock

from gateway import Gateway, answering
from _gateway_worker import loading, tracebacks


class Failures(unittest.TestCase):
    def fails(self, app, sentence, lenient=False):
        with Gateway(app, lenient) as gateway:
            kind, _, text = gateway.call()
            self.assertEqual(kind, "X", text)
            self.assertIn(sentence, text.decode())
            frames = text.decode().split("  File ")[1:]
            self.assertFalse(frames and "_gateway_worker" in frames[0], frames)

    def test_rules(self):
        for headers, rule in (
            ([("Connection", "close")], "R21"),
            ([("X", 1)], "R22"),
            ([("X", None)], "R22"),
            ([("X", b"a")], "R22"),
            ([("X", "a", "b")], "R22"),
            ([("X",)], "R22"),
            (["XY"], "R22"),
            ([None], "R22"),
            ({"XY": "a"}, "R22"),
            ("XY", "R22"),
            (None, "R22"),
            (7, "R22"),
            ([([], "a")], "R23"),
            ([(None, "a")], "R23"),
            ([("X Y", "a")], "R23"),
            ([(b"X", "a")], "R23"),
            ([("Status", "200")], "R23"),
            ([("X", "a\nb")], "R24"),
            ([("X", "\u20ac")], "R24"),
            ([("Content-Type", "a"), ("content-type", "b")], "R25"),
            ([("Content-Length", "+1")], "R26"),
            ([("Content-Length", "\u0663")], "R26"),
        ):
            self.fails(answering([b""], headers), "[%s]" % rule)
        for status in ("200", "200OK", "99 No", "1000 No", b"200 OK", "200 a\r\nb", None, 200, ["200 OK"], {}):
            self.fails(answering([b""], [], status), "[R20]")
        for body in (None, ["text"], [b"a", "b"], lambda: iter(["text"])):
            self.fails(answering(body), "[R2")
        self.fails(lambda environ, start_response: [b""], "[R17]")

    def test_text_is_what_it_holds_whatever_it_says_of_itself(self):
        class Tame(str):
            def isprintable(self):
                return True

            def isdigit(self):
                return True

            def lower(self):
                return "x-tame"

        self.fails(answering([], [("X", Tame("a\r\nSet-Cookie: b"))]), "[R24]")
        self.fails(answering([], [(Tame("Connection"), "close")]), "[R21]")
        self.fails(answering([], [("Content-Length", Tame("x"))]), "[R26]")
        with Gateway(answering([], [(Tame("X-A"), Tame("v"))], Tame("200 OK"))) as gateway:
            self.assertEqual(gateway.call()[1], b"200 OK\nX-A\nv")

    def test_exception_that_cannot_be_described_is_named(self):
        class Named(type):
            def __getattribute__(cls, name):
                if name in ("__name__", "__qualname__", "__module__"):
                    raise RuntimeError(name)
                return super().__getattribute__(name)

        class Nameless(Exception, metaclass=Named):
            pass

        class Causeless(Exception):
            @property
            def __cause__(self):
                raise SystemExit(1)

            __traceback__ = None

        def raising(error):
            def app(environ, start_response):
                raise error

            return app

        self.fails(raising(SyntaxError("odd", ("place.py", "x", None, 5))), "SyntaxError")
        self.fails(raising(Nameless("what it says")), "Nameless'>: what it says")
        self.fails(raising(Causeless("x")), "Causeless")
        self.fails(raising(Causeless("x")), "in app")
        self.assertIn("SyntaxError", loading.load_failure("app", SyntaxError("odd", ("place.py", "x", None, 5))))
        with unittest.mock.patch.object(tracebacks.traceback, "format_exception", side_effect=RuntimeError):
            self.fails(raising(KeyError("gone")), "KeyError")

    def test_body_that_cannot_be_asked_for_close_is_a_failure(self):
        class Proxy:
            def __getattr__(self, name):
                raise RuntimeError("no such thing as %s here" % name)

            def __iter__(self):
                return iter([b"x"])

        self.fails(answering(Proxy), "no such thing as close here")

    def test_exc_info_of_no_exception(self):
        for wrong in (True, "error", ValueError("x"), (None, None, None), (1, 2, 3), [ValueError, ValueError("x"), None]):

            def app(environ, start_response):
                start_response("500 No", [], wrong)
                return []

            self.fails(app, "[R19]")

    def test_pairs_may_be_lists(self):
        with Gateway(answering([b"a"], [["X", "y"]])) as gateway:
            self.assertEqual(gateway.call()[:2], ("W", b"200 OK\nX\ny"))

    def test_second_start(self):
        def app(environ, start_response):
            start_response("200 OK", [])
            start_response("200 OK", [])

        self.fails(app, "[R18]")

    def test_exc_info_after_the_head_is_raised(self):
        def app(environ, start_response):
            start_response("200 OK", [])(b"sent")
            try:
                raise KeyError("original")
            except KeyError:
                start_response("500 No", [], sys.exc_info())

        with Gateway(app) as gateway:
            self.assertEqual(gateway.call()[0], "P")
            kind, _, text = gateway.receive()
            self.assertEqual(kind, "X")
            self.assertIn(b"KeyError: 'original'", text)

    def test_lenient_drops_hop_by_hop(self):
        with Gateway(answering([b""], [("Connection", "close"), ("X", "y")]), lenient=True) as gateway:
            self.assertEqual(gateway.call()[1], b"200 OK\nX\ny")

    def test_latin1_values_pass(self):
        with Gateway(answering([b""], [("X", "caf\xe9\xa0")])) as gateway:
            self.assertEqual(gateway.call()[1], b"200 OK\nX\ncaf\xe9\xa0")

    def test_next_request_is_answered(self):
        def app(environ, start_response):
            if environ["PATH_INFO"] == "/bad":
                sys.exit("no")
            start_response("200 OK", [])
            return [b"good"]

        with Gateway(app) as gateway:
            self.assertEqual(gateway.call(PATH_INFO="/bad")[0], "X")
            self.assertEqual(gateway.call()[::2], ("W", b"good"))


if __name__ == "__main__":
    unittest.main()
