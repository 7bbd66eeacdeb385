"""The gateway's end of a slot, for tests of the worker package without a gateway."""

import marshal
import os
import socket
import sys
import threading

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../main/resources/org/gatewaybridge/python/runtime")
sys.path.insert(0, PATH)
sys.dont_write_bytecode = True

from _gateway_worker import slot, wire, wsgi  # noqa: E402

TEXT = [("Content-Type", "text/plain")]
ENVIRON = {
    "REQUEST_METHOD": "GET",
    "SCRIPT_NAME": "",
    "PATH_INFO": "/",
    "QUERY_STRING": "",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "wsgi.url_scheme": "http",
}


class Gateway:
    """The other end of a slot."""

    closing = False
    pair = staticmethod(socket.socketpair)

    def __init__(self, app, lenient=False, threads=1):
        self.sock, theirs = self.pair()
        self.sock.settimeout(10)
        made = slot.Slot(app, wsgi.constants(threads), lenient)

        self.thread = threading.Thread(target=made.serve, args=(theirs,))
        self.thread.start()

    def send(self, body=b"", kind=wire.REQUEST, **more):
        self.finish()
        self.sock.sendall(wire.frame(kind, marshal.dumps({**ENVIRON, **more}), body))

    def receive(self):
        """Receives a frame; where the call is closed too, that need not come as one of its own."""
        self.finish()
        word, size = wire.HEAD.unpack(self.exactly(8))
        kind = chr(word >> 24 & ~wire.LAST)
        self.closing = kind in "WEX" and not word >> 24 & wire.LAST
        return kind, self.exactly(word & 0xFFFFFF), self.exactly(size)

    def finish(self):
        """Waits until the app has closed its body."""
        if self.closing:
            self.closing = False
            assert self.receive() == ("C", b"", b"")

    def exactly(self, count):
        data = b""
        while len(data) < count:
            more = self.sock.recv(count - len(data))
            if not more:
                raise EOFError
            data += more
        return data

    def call(self, body=b"", **more):
        self.send(body, **more)
        return self.receive()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sock.close()
        self.thread.join(10)
        assert not self.thread.is_alive()


def tcp_pair():
    """Returns the two ends of a connection as gateway.python.wire=tcp makes them."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        theirs = socket.create_connection(server.getsockname())
        ours = server.accept()[0]
    for end in ours, theirs:
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return ours, theirs


def answering(body, headers=TEXT, status="200 OK"):
    def app(environ, start_response):
        start_response(status, headers)
        return body() if callable(body) else body

    return app
