"""What ASGI apps send besides head and body: trailers and early hints."""

import contextlib
import io
import os
import tempfile
import unittest

from asgi_gateway import AsgiGateway

OFFERED = {"http.response.trailers": {}, "http.response.early_hint": {}, "http.response.pathsend": {}}
START = {"type": "http.response.start", "status": 200, "trailers": True}
LAST = {"type": "http.response.body", "body": b"a"}


def trailers(*pairs, more=False):
    return {"type": "http.response.trailers", "headers": pairs, "more_trailers": more}


def hint(*links):
    return {"type": "http.response.early_hint", "links": links}


def frames(*messages, extensions=OFFERED):
    """Returns the frames of an answer in which an app sends these messages."""

    async def app(scope, receive, send):
        for message in messages:
            await send(message)

    with AsgiGateway(app) as gateway:
        channel = gateway.connection()
        got = [channel.call(extensions=dict(extensions))]
        while not got[-1][0].endswith("+"):
            got.append(channel.receive())
        return got


class Extras(unittest.TestCase):
    def test_trailers_come_with_the_end(self):
        self.assertEqual(
            frames(START, LAST, trailers((b"x-a", b"1"))),
            [("p", b"200 OK", b"a"), ("E+", b"\nx-a\n1", b"")],
        )

    def test_trailers_in_parts_behind_a_body_in_parts(self):
        self.assertEqual(
            frames(START, dict(LAST, more_body=True), LAST, trailers((b"x-a", b"1"), more=True), trailers((b"x-b", b"2"))),
            [("p", b"200 OK", b"a"), ("D", b"", b"a"), ("E+", b"\nx-a\n1\nx-b\n2", b"")],
        )

    def test_trailers_may_be_none(self):
        self.assertEqual(frames(START, LAST, trailers())[-1], ("E+", b"", b""))

    def test_trailers_follow_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "file")
            with open(path, "wb") as file:
                file.write(b"x" * 100_000)
            got = frames(START, {"type": "http.response.pathsend", "path": path}, trailers((b"x-a", b"1")))
        self.assertEqual([kind for kind, _, _ in got], ["p", "D", "E+"])
        self.assertEqual(sum(len(data) for _, _, data in got), 100_000)

    def test_promise_counts_only_where_the_extension_is_offered(self):
        self.assertEqual(frames(START, LAST, extensions={}), [("W+", b"200 OK", b"a")])
        with contextlib.redirect_stderr(io.StringIO()) as log:
            frames(START, LAST, trailers(), extensions={})
        self.assertIn("after the answer had ended", log.getvalue())

    def test_hints_come_before_the_answer(self):
        got = frames(hint(b"</a>", b"</b>"), dict(START, trailers=False), hint(b"</c>"), LAST)
        self.assertEqual(
            got,
            [
                ("h", b"\nLink\n</a>\nLink\n</b>", b""),
                ("h", b"\nLink\n</c>", b""),
                ("W+", b"200 OK", b"a"),
            ],
        )

    def test_hint_is_dropped_where_it_is_not_offered(self):
        self.assertEqual(frames(hint(b"</a>"), START, LAST, extensions={}), [("W+", b"200 OK", b"a")])

    def test_what_is_out_of_order_is_a_failure(self):
        begun = dict(LAST, more_body=True)
        for messages, why in (
            ([trailers()], "before http.response.start"),
            ([START, trailers()], "before the end of the body"),
            ([START, begun, trailers()], "before the end of the body"),
            ([dict(START, trailers=False), begun, trailers()], "had not promised"),
            ([START, begun, hint(b"</a>")], "behind the head"),
            ([START, LAST], "without the trailers that it has promised"),
            ([START, begun], "in the middle of its answer"),
            ([START], "behind http.response.start"),
            ([START, LAST, LAST], "after the answer had ended"),
            ([START, LAST, trailers((b"x a", b"1"))], "is not a token"),
            ([START, LAST, trailers((b"te", b"1"))], "belongs to the server"),
            ([hint(b"a\nb")], "control character"),
            ([hint("text")], "give bytes"),
        ):
            with self.subTest(why):
                kind, _, data = frames(*messages)[-1]
                self.assertEqual(kind, "X+")
                self.assertIn(why, data.decode())


if __name__ == "__main__":
    unittest.main()
