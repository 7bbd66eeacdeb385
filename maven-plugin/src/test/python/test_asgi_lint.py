"""What the lint says of each side of an ASGI call."""

import unittest

from scripts import END, OK, linted, scope, sends

from asgi_lint import LintedApp

REQUEST = {"type": "http.request", "body": b"", "more_body": False}
CONNECT = {"type": "websocket.connect"}
LEFT = {"type": "websocket.disconnect", "code": 1001, "reason": ""}


def http(*messages, **others):
    return linted(sends(*messages), scope("http", **others))


def websocket(*messages, events=(CONNECT, LEFT), receives=1, **others):
    return linted(sends(*messages, receives=receives), scope("websocket", **others), events)


def start(**others):
    return dict(OK, **others)


class HttpTest(unittest.TestCase):
    def test_good_answer_is_no_finding(self):
        self.assertEqual(http(OK, dict(END, more_body=True), END), [])

    def test_wrong_form_is_said_with_what_is_wanted(self):
        for message, said in {
            "text": "str 'text' is no message; give a dict with a type",
            (): "the type of dict {} is NoneType None; give one of: http.response.start, ",
            ("type", "http.start"): "http.start is no message that may come here; give one of: http.response.start, ",
            ("type", "websocket.send"): "websocket.send is no message that may come here; ",
        }.items():
            made = message if isinstance(message, str) else dict([message] if message else [])
            self.assertTrue(http(made, OK, END)[0].startswith("ERROR " + said), http(made, OK, END))

    def test_wrong_value_is_said_with_what_is_wanted(self):
        for wrong, said in [
            (dict(status="200"), "status of http.response.start is str '200'; give int"),
            (dict(status=True), "status of http.response.start is bool True; give int"),
            (dict(status=103), "the status is 103; give one from 200 to 599"),
            (dict(trailers=0), "trailers of http.response.start is int 0; give True or False"),
            (dict(headers={"a": "b"}), "headers of http.response.start are dict {'a': 'b'}; give a list of pairs"),
            (dict(headers=[b"ab"]), "headers of http.response.start hold bytes b'ab'; give pairs"),
            (dict(headers=[("a", b"b")]), "headers of http.response.start hold a name that is str 'a'; give bytes"),
            (dict(headers=[(b"a", "b")]), "headers of http.response.start hold a value for b'a' that is str 'b'"),
            (dict(headers=[(b"A", b"b")]), "headers of http.response.start hold the name b'A'; write it in lower case"),
            (dict(headers=[(b":a", b"b")]), "headers of http.response.start hold the name b':a'; a name has letters"),
            (dict(headers=[(b"a", b"b\r\nc: d")]), "headers of http.response.start hold a line break or NUL in the"),
            (dict(headers=[(b"content-length", b"4 bytes")]), "content-length is b'4 bytes'; give a number"),
        ]:
            with self.subTest(wrong):
                (report,) = http(start(**wrong), END)[:1]
                self.assertTrue(report.startswith("ERROR " + said), report)

    def test_body_must_be_bytes(self):
        self.assertEqual(http(OK, dict(END, body="x")), ["ERROR body of http.response.body is str 'x'; give bytes"])

    def test_required_key_is_missed(self):
        self.assertEqual(
            http({"type": "http.response.start"}, END), ["ERROR http.response.start has no status; give it"]
        )

    def test_unknown_key_is_a_warning(self):
        self.assertEqual(
            http(start(header=[]), END),
            ["WARNING http.response.start has the key header, which ASGI does not define; servers ignore it"],
        )

    def test_header_of_the_connection_is_a_warning(self):
        self.assertEqual(
            http(start(headers=[(b"connection", b"keep-alive")]), END),
            ["WARNING the header connection belongs to the server, which leaves out what the app gives; remove it"],
        )

    def test_order_is_checked(self):
        for messages, said in [
            ((), "the app returns without an answer; send http.response.start and http.response.body"),
            ((OK,), "the app returns before the end of its answer; send a last http.response.body, without more_body"),
            ((OK, OK, END), "http.response.start is sent twice; send it once"),
            ((END, OK, END), "http.response.body is sent before http.response.start"),
            ((OK, END, END), "http.response.body is sent after the end of the answer; all parts but the last need"),
            ((OK, END, OK), "http.response.start is sent twice"),
        ]:
            with self.subTest(messages):
                self.assertTrue(http(*messages)[0].startswith("ERROR " + said), http(*messages))

    def test_body_is_as_long_as_content_length_says(self):
        head = start(headers=[(b"content-length", b"5")])

        self.assertEqual(http(head, END), ["ERROR the body has 4 bytes, but content-length says 5"])
        self.assertEqual(http(head, dict(END, body=b""), method="HEAD"), [])

    def test_body_is_forbidden_by_some_statuses(self):
        self.assertEqual(
            http(start(status=304), END), ["ERROR the answer has a body, although its status is 304; leave it out"]
        )

    def test_extension_must_be_in_the_scope(self):
        path = {"type": "http.response.pathsend", "path": "/etc/hostname"}

        self.assertEqual(http(OK, path, extensions={"http.response.pathsend": {}}), [])
        self.assertEqual(
            http(OK, path)[0],
            "ERROR http.response.pathsend is sent, but the scope's extensions have no http.response.pathsend; look"
            " there before",
        )

    def test_trailers_are_promised_and_sent(self):
        trailers = {"type": "http.response.trailers", "headers": [(b"a", b"b")]}
        offered = {"extensions": {"http.response.trailers": {}}}

        self.assertEqual(http(start(trailers=True), END, trailers, **offered), [])
        self.assertTrue(http(OK, END, trailers, **offered)[0].endswith("not promised by http.response.start"))
        self.assertTrue(http(start(trailers=True), END, **offered)[0].startswith("ERROR the app returns without the"))
        self.assertTrue(http(start(trailers=True), END)[0].startswith("ERROR trailers is True, but the scope's"))

    def test_trailers_are_no_fields_that_are_needed_before(self):
        trailers = {"type": "http.response.trailers", "headers": [(b"set-cookie", b"a=1"), (b"content-digest", b"x")]}
        offered = {"extensions": {"http.response.trailers": {}}}
        self.assertEqual(
            http(start(trailers=True), END, trailers, **offered),
            [
                "ERROR headers of http.response.trailers hold set-cookie, which would come too late, behind the body;"
                " give it to http.response.start"
            ],
        )

    def test_early_hints_come_before_the_body(self):
        def hint(link):
            return {"type": "http.response.early_hint", "links": [link]}

        offered = {"extensions": {"http.response.early_hint": {}}}
        self.assertEqual(http(hint(b"</a>"), OK, hint(b"</a>"), END, **offered), [])
        self.assertTrue(http(OK, dict(END, more_body=True), hint(b"</a>"), END, **offered)[0].endswith("send it before"))
        self.assertTrue(http(hint("</a>"), OK, END, **offered)[0].endswith("has an item that is str '</a>'; give bytes"))
        self.assertTrue(http(hint(b"a\nb"), OK, END, **offered)[0].endswith("has a line break or NUL; remove it"))
        self.assertIn("have no http.response.early_hint", http(hint(b"</a>"), OK, END)[0])

    def test_headers_may_be_a_generator_that_is_read_once(self):
        self.assertEqual(http(start(headers=(pair for pair in [(b"a", b"b")])), END), [])

    def test_client_that_has_gone_needs_no_answer(self):
        self.assertEqual(linted(sends(receives=1), scope("http"), [{"type": "http.disconnect"}]), [])

    def test_message_after_the_return_is_found(self):
        reports = []

        async def hasty(scope, receive, send):
            await sends(OK, END)(scope, receive, send)
            kept.append(send)

        async def call(scope, receive, send):
            await LintedApp(hasty, lambda level, text: reports.append(text))(scope, receive, send)
            await kept.pop()(END)

        kept = []
        linted(call, scope("http"))
        self.assertEqual(reports, ["http.response.body is sent after the app has returned; await it before"])

    def test_changed_scope_is_a_warning(self):
        async def app(scope, receive, send):
            scope["headers"].append((b"a", b"b"))
            scope["path"] = "/routed"
            scope["endpoint"] = app
            await sends(OK, END)(scope, receive, send)

        self.assertEqual(
            linted(app, scope("http")),
            [
                "WARNING the scope's headers is changed in place, which the server and other middleware see; pass on a"
                " copy, dict(scope)"
            ],
        )


class WebSocketTest(unittest.TestCase):
    accept = {"type": "websocket.accept"}
    text = {"type": "websocket.send", "text": "x"}

    def test_good_talk_is_no_finding(self):
        self.assertEqual(websocket(self.accept, self.text, {"type": "websocket.close"}), [])
        self.assertEqual(websocket({"type": "websocket.close", "code": 4001, "reason": None}), [])

    def test_order_is_checked(self):
        close = {"type": "websocket.close"}
        for messages, said in [
            ((), "the app returns without an answer; send websocket.accept or websocket.close"),
            ((self.text, self.accept), "websocket.send is sent before websocket.accept"),
            ((self.accept, self.accept), "websocket.accept is sent twice"),
            ((close, self.accept), "websocket.accept is sent after the end"),
            ((self.accept, close, self.text), "websocket.send is sent after the end"),
            ((self.accept, {"type": "websocket.send"}), "websocket.send has neither bytes nor text; give one of them"),
            ((self.accept, dict(self.text, bytes=b"x")), "websocket.send has both bytes and text; give one of them"),
            ((self.accept, dict(self.text, text=b"x")), "text of websocket.send is bytes b'x'; give str"),
        ]:
            with self.subTest(messages):
                self.assertEqual(websocket(*messages)[:1], ["ERROR " + said])

    def test_subprotocol_must_be_offered(self):
        chosen = dict(self.accept, subprotocol="chat")

        self.assertEqual(websocket(chosen, subprotocols=["chat"]), [])
        self.assertEqual(
            websocket(chosen, subprotocols=[]),
            ["ERROR the subprotocol 'chat' is accepted, but the client does not offer it"],
        )
        header = dict(self.accept, headers=[(b"sec-websocket-protocol", b"chat")])
        self.assertTrue(websocket(header)[0].endswith("sec-websocket-protocol; give it as subprotocol"))

    def test_close_codes_and_reasons_that_may_not_be_sent_are_found(self):
        for code in (999, 1005, 1006, 1015, 2000, 5000):
            self.assertIn("the close code is %d, which" % code, websocket({"type": "websocket.close", "code": code})[0])
        reason = {"type": "websocket.close", "code": 4000, "reason": "\u00e4" * 62}
        self.assertEqual(websocket(reason), ["ERROR the close reason has more than 123 bytes; shorten it"])

    def test_denial_is_an_answer_where_the_server_offers_it(self):
        head = {"type": "websocket.http.response.start", "status": 401, "headers": []}
        body = {"type": "websocket.http.response.body", "body": b"no"}
        offered = {"extensions": {"websocket.http.response": {}}}

        self.assertEqual(websocket(head, body, **offered), [])
        self.assertIn("the scope's extensions have no websocket.http.response", websocket(head, body)[0])
        self.assertTrue(websocket(self.accept, head, **offered)[0].endswith("start is sent too late"))
        self.assertTrue(websocket(body, **offered)[0].endswith("body is sent before the start"))
        self.assertTrue(websocket(head, **offered)[0].startswith("ERROR the app returns before the end"))

    def test_app_that_receives_nothing_takes_no_websockets(self):
        self.assertEqual(websocket(receives=0), [])


class LifespanTest(unittest.TestCase):
    def test_events_are_answered(self):
        startup, shutdown = {"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}
        complete = {"type": "lifespan.startup.complete"}

        async def app(scope, receive, send):
            for _ in range(2):
                await send({"type": (await receive())["type"] + ".complete"})

        self.assertEqual(linted(app, scope("lifespan"), [startup, shutdown]), [])
        self.assertEqual(linted(sends(), scope("lifespan")), [])
        self.assertEqual(
            linted(sends(receives=1), scope("lifespan"), [startup]),
            [
                "ERROR the app returns without an answer to lifespan.startup; send lifespan.startup.complete or"
                " lifespan.startup.failed"
            ],
        )
        self.assertEqual(
            linted(sends(complete), scope("lifespan")),
            ["ERROR lifespan.startup.complete is sent, but there is no lifespan.startup to answer"],
        )


class ServerTest(unittest.TestCase):
    """The other side."""

    def test_wrong_scope_is_the_servers_fault(self):
        for wrong, said in [
            (dict(path=b"/"), "path of the scope is bytes b'/'; give str"),
            (dict(query_string="a=b"), "query_string of the scope is str 'a=b'; give bytes"),
            (dict(headers=[(b"Host", b"here")]), "headers of the scope hold the name b'Host'; write it in lower case"),
            (dict(client="127.0.0.1"), "client of the scope is str '127.0.0.1'; give a pair"),
            (dict(client=("127.0.0.1", "80")), "client of the scope holds a part that is str '80'; give int"),
            (dict(path="/a", root_path="/b"), "path of the scope is '/a', which does not begin with root_path, '/b'"),
            (dict(method="get"), "method of the scope is 'get'; write it in upper case"),
        ]:
            with self.subTest(wrong):
                report = http(OK, END, **wrong)[0]
                self.assertTrue(report.startswith("ERROR The server's call is wrong: " + said), report)

    def test_unknown_type_is_the_servers_fault(self):
        self.assertTrue(linted(sends(), {"type": "ftp"})[0].startswith("ERROR The server's call is wrong: the type"))

    def test_wrong_event_is_the_servers_fault(self):
        before = "ERROR The server gives a wrong event: "
        more = dict(REQUEST, more_body=True)
        for events, said in [
            ([dict(REQUEST, body="x")], "body of http.request is str 'x'; give bytes"),
            ([CONNECT], "websocket.connect is no message that may come here"),
            ([more, REQUEST, REQUEST], "http.request comes after the end of the body"),
            ([{"type": "http.disconnect"}, REQUEST], "http.request comes after the disconnect"),
        ]:
            with self.subTest(events):
                reports = linted(sends(OK, END, receives=len(events)), scope("http"), events)
                self.assertTrue(reports[0].startswith(before + said), reports)
        for events, said in [
            ([LEFT], "websocket.disconnect comes before websocket.connect"),
            ([CONNECT, CONNECT], "websocket.connect comes after websocket.connect"),
            ([CONNECT, {"type": "websocket.receive"}], "websocket.receive has neither bytes nor text"),
        ]:
            with self.subTest(events):
                reports = websocket({"type": "websocket.close"}, events=events, receives=len(events))
                self.assertEqual(reports[:1], [before + said])


if __name__ == "__main__":
    unittest.main()
