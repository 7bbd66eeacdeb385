"""stdout, stderr and logging: what the app writes reaches the gateway's log as whole records."""

import io
import itertools
import logging
import select
import struct
import sys

from .head import CONTROL
from .originals import get_pid, wait_until, write_bytes


class Records:
    """Writes whole records to stdout and stderr, in pieces that the system does not mix with those of others.

    A piece begins with a mark that is new with each start, so that no text of a request can pass for one:
    mark, process id, number of the record, kind, whether it is the record's last piece, length.
    """

    HEAD = struct.Struct("<IIBBH")
    TEXT, LOGGED, ENDED = b"TLE"

    def __init__(self, mark):
        self._mark = mark
        self._size = getattr(select, "PIPE_BUF", 512) - len(mark) - self.HEAD.size
        self._numbers = itertools.count()

    def write(self, descriptor, kind, data):
        view = memoryview(data)
        number = next(self._numbers) & 0xFFFFFFFF
        pid = get_pid()
        while True:
            piece, view = view[: self._size], view[self._size :]
            self._write(descriptor, self._mark + self.HEAD.pack(pid, number, kind, not view, len(piece)) + piece)
            if not view:
                return

    @staticmethod
    def _write(descriptor, piece):
        while True:
            try:
                write_bytes(descriptor, piece)
                return
            except BlockingIOError:  # the app has made the descriptor non-blocking
                wait_until([], [descriptor], [])

    def ended(self, pid):
        """Ends the records of a process that has ended, behind all that it has written."""
        piece = self._mark + self.HEAD.pack(pid, 0, self.ENDED, True, 0)
        for descriptor in 1, 2:
            try:
                self._write(descriptor, piece)
            except OSError:
                pass  # the import of the app has closed it

    def log(self, level, name, text):
        name = CONTROL.sub("?", name)[:80]  # level and name must fit into the first piece
        self.write(2, self.LOGGED, ("%d\x1f%s\x1f%s" % (level, name, text)).encode("utf-8", "backslashreplace"))


class RecordOutput(io.BufferedIOBase):
    """The bytes below sys.stdout or sys.stderr: each write is a record, or the next part of one.

    It is never closed: Python would close it together with the last stream that was put on it.
    """

    def __init__(self, records, descriptor, name):
        self._records = records
        self._descriptor = descriptor
        self.name = name

    def writable(self):
        return True

    def fileno(self):
        return self._descriptor

    def close(self):
        pass

    def write(self, data):
        size = memoryview(data).nbytes
        if size:
            self._records.write(self._descriptor, Records.TEXT, bytes(data))
        return size


class ErrorOutput(io.TextIOWrapper):
    """wsgi.errors, which all requests share, so none may detach its buffer."""

    def detach(self):
        raise io.UnsupportedOperation("wsgi.errors is the server's")


def text_output(records, descriptor, name, kind=io.TextIOWrapper):
    output = kind(
        RecordOutput(records, descriptor, name), "utf-8", errors="backslashreplace", newline="\n", line_buffering=True
    )
    output.mode = "w"
    return output


def log_by(mark):
    """Makes stdout, stderr and logging write records with this mark."""
    records = Records(mark)
    OWN_STREAMS.extend((sys.__stdout__, sys.__stderr__))
    sys.stdout = sys.__stdout__ = text_output(records, 1, "<stdout>")
    sys.stderr = sys.__stderr__ = text_output(records, 2, "<stderr>")
    GatewayHandler.records = records
    OWN_ERRORS.append(text_output(records, 2, "<stderr>"))

OWN_ERRORS = []
OWN_STREAMS = []  # Python's first ones: unused, but never closed


def errors():
    """Returns the stream for the gateway's own warnings, whatever the app has done to sys.stderr."""
    return OWN_ERRORS[-1] if OWN_ERRORS else sys.stderr


def complain(text):
    """Logs a warning of the gateway."""
    try:
        errors().write(text + "\n")
    except Exception:
        pass  # the app has closed the descriptor; the request goes on


class GatewayHandler(logging.Handler):
    """Passes log records to the gateway with their level and logger."""

    records = Records(b"")

    def emit(self, record):
        try:
            if self is logging.lastResort or not has_own_handler(record.name):
                self.records.log(record.levelno, record.name, self.format(record))
        except Exception:
            self.handleError(record)


def has_own_handler(name):
    """Returns whether a logger below the root handles what this one logs; a NullHandler, as of libraries, does not."""
    logger = logging.getLogger(name)
    while logger is not None and logger is not logging.root:
        if any(type(handler) is not logging.NullHandler for handler in logger.handlers):
            return True
        logger = logger.parent if logger.propagate else None
    return False
