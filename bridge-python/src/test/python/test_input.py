"""wsgi.input."""

import struct
import sys
import unittest
import unittest.mock
from wsgiref.validate import validator

from gateway import TEXT, Gateway
from _gateway_worker import call, request_body, wire


class Input(unittest.TestCase):
    @staticmethod
    def echo(environ, start_response):
        start_response("200 OK", TEXT)
        return [environ["wsgi.input"].read()]

    def test_body_that_came_along(self):
        with Gateway(self.echo) as gateway:
            self.assertEqual(gateway.call(b"hello")[2], b"hello")

    def test_body_on_demand(self):
        with Gateway(self.echo) as gateway:
            gateway.send(b"first ", kind=wire.OPEN_REQUEST)
            for part in (b"second ", b"third", b""):
                kind, _, count = gateway.receive()
                self.assertEqual(kind, "N")
                self.assertGreater(struct.unpack("<II", count)[1], 1000)
                gateway.sock.sendall(wire.frame(wire.INPUT, data=part))
            self.assertEqual(gateway.receive()[2], b"first second third")

    def test_what_an_app_cannot_do_without_is_asked_for(self):
        """read(n) waits for n bytes less those that are here already; a line may end with the next byte."""

        def app(environ, start_response):
            body = environ["wsgi.input"]
            start_response("200 OK", TEXT)
            return [body.read(10), b"|", body.readline(), b"|", body.read(4), b"|", body.read(90000), b"|", body.read()]

        block = wire.BLOCK
        with Gateway(app) as gateway:
            gateway.send(b"123", kind=wire.OPEN_REQUEST)
            for least, part in (
                (7, b"4567"),
                (3, b"890a"),
                (1, b"b\ncde"),
                (1, b"f" + 30000 * b"g"),
                (60000, 65000 * b"h"),
                (block, 5 * b"i"),
                (block, b""),
            ):
                kind, _, counts = gateway.receive()
                self.assertEqual((kind, struct.unpack("<II", counts)[0]), ("N", least))
                gateway.sock.sendall(wire.frame(wire.INPUT, data=part))
            body = gateway.receive()[2].split(b"|")
            self.assertEqual([part[:4] for part in body], [b"1234", b"ab\n", b"cdef", b"gggg", b"hhhh"])
            self.assertEqual([len(part) for part in body], [10, 3, 4, 90000, 5000 + 5])

    def test_any_number_of_bytes_may_be_asked_for(self):
        """As of a file: memory is taken for what there is, not for what the app would take."""

        def reading(size):
            def app(environ, start_response):
                body = environ["wsgi.input"]
                start_response("200 OK", TEXT)
                return [body.read(size), b"|", body.read1(size)]

            return app

        for size in (call.LONGEST // 2, call.LONGEST, 5 << 30, 1 << 40, sys.maxsize):
            with self.subTest(size=size), Gateway(reading(size)) as gateway:
                gateway.send(b"first ", kind=wire.OPEN_REQUEST)
                for part in (b"second", b""):
                    kind, _, counts = gateway.receive()
                    least, most = struct.unpack("<II", counts)
                    self.assertEqual(kind, "N")
                    self.assertTrue(1 <= least <= most <= request_body.AT_ONCE, counts)
                    gateway.sock.sendall(wire.frame(wire.INPUT, data=part))
                self.assertEqual(gateway.receive()[2], b"first second|")

    def test_any_negative_number_reads_to_the_end(self):
        def app(environ, start_response):
            start_response("200 OK", TEXT)
            return [environ["wsgi.input"].read(-2)]

        with Gateway(app) as gateway:
            self.assertEqual(gateway.call(b"all")[2], b"all")
            gateway.send(b"a", kind=wire.OPEN_REQUEST)
            for part in (b"ll", b""):
                gateway.receive()
                gateway.sock.sendall(wire.frame(wire.INPUT, data=part))
            self.assertEqual(gateway.receive()[2], b"all")

    def test_more_than_one_read_allocates_is_put_together(self):
        def app(environ, start_response):
            start_response("200 OK", TEXT)
            return [environ["wsgi.input"].read(10)]

        with unittest.mock.patch.object(request_body, "AT_ONCE", 4), Gateway(app) as gateway:
            gateway.send(kind=wire.OPEN_REQUEST)
            for part in (b"0123", b"4567", b"89"):
                gateway.receive()
                gateway.sock.sendall(wire.frame(wire.INPUT, data=part))
            self.assertEqual(gateway.receive()[2], b"0123456789")

    def test_broken_body_raises(self):
        with Gateway(self.echo) as gateway:
            gateway.send(kind=wire.OPEN_REQUEST)
            gateway.receive()
            gateway.sock.sendall(wire.frame(wire.REFUSED))
            kind, _, text = gateway.receive()
            self.assertEqual(kind, "X")
            self.assertIn(b"broke off", text)

    def test_validator_is_content(self):
        def app(environ, start_response):
            assert type(environ) is dict
            start_response("200 OK", TEXT)
            return [environ["wsgi.input"].read(5)]

        with Gateway(validator(app)) as gateway:
            gateway.send(b"hello", CONTENT_LENGTH="5")
            self.assertEqual(gateway.receive()[::2], ("P", b"hello"))


if __name__ == "__main__":
    unittest.main()
