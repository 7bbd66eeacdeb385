"""Where the plugin's scripts are; imported first by each test."""

import asyncio
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # beside the scripts, it would be packed into the plugin's jar
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "main/resources/org/gatewaybridge/packaging/python"))

OK = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}
END = {"type": "http.response.body", "body": b"good"}


def scope(kind, **others):
    """Returns a scope as a server gives it."""
    made = {"type": kind, "asgi": {"version": "3.0"}}
    if kind != "lifespan":
        made.update(http_version="1.1", path="/", query_string=b"", headers=[(b"host", b"here")], extensions={})
    if kind == "http":
        made.update(method="GET")
    return dict(made, **others)


def linted(app, called, events=()):
    """Calls an app under the lint, and returns the reports; the last event comes again and again."""
    from asgi_lint import LintedApp

    reports = []
    waiting = list(events)

    async def receive():
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    async def send(message):
        pass

    report = lambda level, text: reports.append("%s %s" % (level, text))
    asyncio.run(LintedApp(app, report)(called, receive, send))
    return reports


def sends(*messages, receives=0):
    """Makes an app that receives some events, and then sends messages."""

    async def app(scope, receive, send):
        for _ in range(receives):
            await receive()
        for message in messages:
            await send(message)

    return app
