"""Where the gateway listens: at a Unix socket that only its user may reach, or at a port with secrets."""

import _socket
import os

from .originals import GatewaySocket, is_same_secret, read_bytes
from .wire import NO_SIGNAL, receive

PORT = "p"  # the name of the file with the port's number
SECRET = 32  # bytes
PATIENCE = 5  # seconds that the gateway has to answer
# Seconds, about as many as Python can wait. With a time-out it waits for bytes before it receives them. Otherwise a
# process that is killed while it waits would still receive a request, which nobody could send to another one then.
LONGEST_WAIT = 20 * 24 * 3600


class UnixAddress:
    """The path of a Unix socket, in a folder that only the gateway's user may enter."""

    def __init__(self, path):
        self.parts = (path,)

    def new_socket(self):
        return GatewaySocket(_socket.AF_UNIX)

    def connect(self, sock):
        sock.connect(*self.parts)


class TcpAddress:
    """A port of the loopback interface, which anybody may reach, and anybody may open when the gateway has ended.

    So both sides prove who they are: a process sends the one secret, and goes on if the answer is the other.
    """

    def __init__(self, port, own, other):
        self.parts = (port, own, other)

    def new_socket(self):
        return GatewaySocket(_socket.AF_INET)

    def connect(self, sock):
        port, own, other = self.parts
        sock.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
        sock.settimeout(PATIENCE)
        sock.connect(("127.0.0.1", port))
        sock.sendall(own, NO_SIGNAL)
        answer = bytearray(SECRET)
        try:
            receive(sock, memoryview(answer))
        except EOFError as error:
            raise ConnectionResetError("the gateway has refused the connection") from error
        if not is_same_secret(bytes(answer), other):
            raise ConnectionAbortedError("somebody else listens at the gateway's port")
        sock.settimeout(LONGEST_WAIT)


def address_of(parts):
    """Returns the address with these parts."""
    return TcpAddress(*parts) if len(parts) == 3 else UnixAddress(*parts)


def address_at(place):
    """Returns the address to which a file of the gateway's folder leads; the secrets come by the standard input."""
    if os.path.basename(place) != PORT:
        return UnixAddress(place)
    with open(place, encoding="ascii") as file:
        port = int(file.read())
    return TcpAddress(port, read_input(SECRET), read_input(SECRET))


def read_input(size):
    """Reads that many bytes from the standard input."""
    data = b""
    while len(data) < size:
        more = read_bytes(0, size - len(data))
        if not more:
            raise EOFError("the standard input ends before what the gateway writes there")
        data += more
    return data


def close_input():
    """Gives the app an empty standard input."""
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
