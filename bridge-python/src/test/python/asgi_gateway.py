"""The gateway's end of an ASGI worker's connections, for tests without a gateway."""

import marshal
import os
import socket
import tempfile
import threading

import gateway  # finds the worker package
from _gateway_worker import address, asgi_loop, wire

SETTINGS = {
    "app": "app:app",
    "loop": "asyncio",
    "concurrency": "20",
    "disconnect-grace": "0.2",
    "graceful-timeout": "5",
    "timeout": "30",
    "root-path": "full",
    "interface": "auto",
}
assert gateway


class Channel:
    """The gateway's end of a connection."""

    def __init__(self, sock):
        self.sock = sock
        sock.settimeout(10)
        self.first = self.receive()

    def send(self, kind, meta=b"", data=b""):
        self.sock.sendall(wire.frame(kind, meta, data))

    def request(self, body=b"", kind=wire.REQUEST, **more):
        self.send(kind, marshal.dumps(values(**more)), body)

    def receive(self):
        """Receives a frame; the second value says whether the connection is free after it."""
        word, size = wire.HEAD.unpack(self.exactly(8))
        meta, data = self.exactly(word & 0xFFFFFF), self.exactly(size)
        kind = word >> 24
        return (chr(kind & ~wire.LAST) + ("+" if kind & wire.LAST else ""), meta, data)

    def exactly(self, count):
        data = b""
        while len(data) < count:
            more = self.sock.recv(count - len(data))
            if not more:
                raise EOFError
            data += more
        return data

    def call(self, body=b"", **more):
        self.request(body, **more)
        return self.receive()

    def close(self):
        self.sock.close()


def without_lifespan(app):
    async def called(scope, receive, send):
        assert scope["type"] != "lifespan"
        await app(scope, receive, send)

    return called


def values(kind="http", method="GET", path="/", raw=b"/", query=b"", root="", scheme="http", version="1.1",
           client=("127.0.0.1", 1234), server=("localhost", 80), headers=(), extensions=None):
    return (kind, method, path, raw, query, root, scheme, version, client, server, list(headers), extensions or {})


class AsgiGateway:
    """A worker's loop on a thread, and the connections that it opens."""

    def __init__(self, app, lifespan=False, **settings):
        self.app = app if lifespan else without_lifespan(app)
        self.settings = {**SETTINGS, **settings}
        self.failures = []

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        place = os.path.join(self.folder.name, "s")
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(place)
        self.server.listen(100)
        self.server.settimeout(10)
        self.free = []
        self.control = None
        self.channels = []
        self.thread = threading.Thread(target=self.run, args=(address.UnixAddress(place),))
        self.thread.start()
        return self

    def run(self, place):
        asgi_loop.serve(self.app, place, self.settings, self.failures.append)

    def connection(self):
        """Returns a free connection."""
        while not self.free:
            channel = Channel(self.server.accept()[0])
            self.channels.append(channel)
            if channel.first[0] == "H":
                self.control = channel
            else:
                assert channel.first[:2] == ("S", asgi_loop.MARK)
                self.free.append(channel)
        return self.free.pop()

    def call(self, body=b"", **more):
        channel = self.connection()
        answer = channel.call(body, **more)
        assert answer[0] in ("W+", "X+"), answer
        self.free.append(channel)
        return answer

    def __exit__(self, *_):
        self.close()
        self.thread.join(10)
        assert not self.thread.is_alive()
        self.folder.cleanup()

    def close(self):
        os.unlink(self.server.getsockname()) if os.path.exists(self.server.getsockname()) else None
        self.server.settimeout(0)
        try:
            while True:
                self.channels.append(Channel(self.server.accept()[0]))
        except OSError:
            pass
        self.server.close()
        for channel in self.channels:
            channel.close()


async def answer(send, body=b"hi", status=200, headers=((b"content-type", b"text/plain"),)):
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
