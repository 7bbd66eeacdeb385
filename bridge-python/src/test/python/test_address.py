"""Connections to the gateway by TCP: a process goes on only if it is the gateway that answers."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import unittest
import unittest.mock

from gateway import PATH
from _gateway_worker import address

OURS, THEIRS = b"a" * address.SECRET, b"b" * address.SECRET
SILENCE = bytearray()  # nothing is sent, and the connection stays


class Addresses(unittest.TestCase):
    def connect(self, answer):
        """Connects to a listener that sends this answer; returns the error, or None, and what was sent to it."""
        got = []
        with socket.create_server(("127.0.0.1", 0)) as server:

            def listen():
                with server.accept()[0] as sock:
                    sock.sendall(answer)
                    if answer is not SILENCE:
                        sock.shutdown(socket.SHUT_WR)
                    got.extend(iter(lambda: sock.recv(1000), b""))

            listener = threading.Thread(target=listen)
            listener.start()
            where = address.address_of((server.getsockname()[1], OURS, THEIRS))
            with where.new_socket() as sock:
                try:
                    where.connect(sock)
                    error = None
                except OSError as raised:
                    error = raised
            listener.join(10)
        return error, b"".join(got)

    def test_gateway_is_known_by_its_secret(self):
        self.assertEqual(self.connect(THEIRS), (None, OURS))

    def test_whoever_has_got_the_port_of_the_gateway_gets_no_request_answered(self):
        for answer in (b"", OURS, b"b" * 31, b"b" * 31 + b"c"):
            error, sent = self.connect(answer)
            self.assertIsInstance(error, ConnectionError, answer)
            self.assertEqual(sent, OURS)

    def test_nobody_is_waited_for_longer_than_it_may_take(self):
        with unittest.mock.patch.object(address, "PATIENCE", 0.2):
            error, _ = self.connect(SILENCE)
        self.assertIsInstance(error, socket.timeout)

    def test_secrets_come_by_the_standard_input(self):
        code = (
            "import os, sys\nsys.path[:0] = [%r]\nfrom _gateway_worker.address import address_at, close_input\n"
            "print(address_at(sys.argv[1]).parts)\nclose_input()\nprint(os.read(0, 10))\n"
        ) % PATH
        with tempfile.TemporaryDirectory() as folder:
            place = os.path.join(folder, address.PORT)
            with open(place, "w", encoding="ascii") as file:
                file.write("4711")
            done = subprocess.run(
                [sys.executable, "-B", "-c", code, place], input=OURS + THEIRS + b"more", stdout=subprocess.PIPE, timeout=60
            )
        self.assertEqual(done.stdout.decode(), "%r\nb''\n" % ((4711, OURS, THEIRS),))



if __name__ == "__main__":
    unittest.main()
