"""The parent's connection to the gateway: settings, orders and reports."""

import marshal
import os
import sys

from .wire import HEAD, NO_SIGNAL, PARENT, frame, receive


class Control:
    """The connection on which the gateway gives orders and the parent reports."""

    def __init__(self, address):
        self.sock = address.new_socket()
        address.connect(self.sock)

    def greet(self):
        """Tells the gateway which Python has come; returns the gateway's settings."""
        version = "%d.%d.%d" % sys.version_info[:3]
        self.tell(PARENT, "%d %s %s" % (os.getpid(), version, sys.executable))
        return settings_of(self.receive()[1])

    def tell(self, kind, text):
        try:
            self.sock.sendall(frame(kind, data=text.encode("utf-8", "backslashreplace")), NO_SIGNAL)
        except OSError:
            pass  # the parent's loop notices the end of the connection too

    def receive(self):
        """Waits for a frame; returns its kind and its data."""
        head = bytearray(HEAD.size)
        receive(self.sock, memoryview(head))
        word, size = HEAD.unpack(head)
        data = bytearray((word & 0xFFFFFF) + size)  # one of the two parts is empty
        receive(self.sock, memoryview(data))
        return word >> 24, bytes(data)

    def close(self):
        self.sock.close()


def settings_of(data):
    """Returns the gateway's settings; their values are UTF-8, one char a byte."""
    return {name: os.fsdecode(value.encode("latin-1")) for name, value in marshal.loads(data).items()}


def set_variables(text):
    """Sets the app's environment variables that the gateway's own locale may not be able to express."""
    for variable in filter(None, text.split("\0")):
        name, _, value = variable.partition("=")
        os.environ[name] = value
