"""wsgi.input for a request body that stays with the gateway until the app reads it."""

import io

from .wire import BLOCK

AT_ONCE = 16 * 1024 * 1024  # the most bytes that one read allocates


class DemandedInput(io.RawIOBase):
    """The raw stream below wsgi.input: asks the gateway for the body when the app reads it."""

    def __init__(self, call, first):
        self._call = call
        self._first = first
        self._ended = False
        self._broken = None
        self.least = 1  # how many bytes the app waits for; 0: only those that are here already

    def readable(self):
        return True

    def readinto(self, target):
        if self._first:
            size = min(len(target), len(self._first))
            target[:size] = self._first[:size]
            self._first = self._first[size:]
            return size
        if not self.least:
            return None
        if self._ended or not len(target):
            return 0
        if self._broken:
            raise OSError(self._broken)
        try:
            size = self._call.ask(self.least, memoryview(target).cast("B"))
        except OSError as error:
            self._broken = str(error)
            raise
        self._ended = not size
        self.least = max(1, self.least - size)
        return size

    def readall(self):
        blocks = []
        block = bytearray(BLOCK)
        while True:
            self.least = BLOCK
            size = self.readinto(block)
            if not size:
                return b"".join(blocks)
            blocks.append(bytes(block[:size]))


class Body(io.BufferedReader):
    """wsgi.input: tells the DemandedInput below how many bytes read() has to wait for."""

    def read(self, size=-1):
        raw = self.raw
        if size is not None and size < 0:
            size = -1  # as of a BytesIO
        elif size:
            if size > AT_ONCE:
                return self.read_parts(size)
            raw.least = 0
            raw.least = max(1, size - len(self.peek()))
        try:
            return super().read(size)
        finally:
            raw.least = 1

    def read1(self, size=-1):
        return super().read1(min(size, AT_ONCE))

    def read_parts(self, size):
        """Reads so many bytes without memory for more than there are; an app may ask for any number."""
        parts = []
        while size > 0:
            wanted = min(size, AT_ONCE)
            part = self.read(wanted)
            parts.append(part)
            size = size - wanted if len(part) == wanted else 0
        return b"".join(parts)
