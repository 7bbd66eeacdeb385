"""wsgi.file_wrapper."""

import io
import os
import stat
import sys

from .originals import time_now

SETTLED_AFTER = 10  # seconds without a change, after which nobody is assumed to be writing to a file


class FileWrapper:
    """wsgi.file_wrapper: the gateway sends a plain file itself; anything else is sent block by block."""

    def __init__(self, filelike, block_size=8192):
        self.filelike = filelike
        self.block_size = block_size if block_size and block_size > 0 else 8192  # PEP 3333: a suggestion
        if hasattr(filelike, "close"):
            self.close = filelike.close

    def __iter__(self):
        return iter(lambda: self.filelike.read(self.block_size), b"")

    def place(self, length):
        """Returns the part of an open file to send, as a FILE frame describes it; None if it is no regular file.

        The number of the descriptor comes first: if there is a /proc, the gateway opens the same file by it, even
        if its name is gone. It compares device and inode. The 1 or 0 says whether the app may close the file before
        it is sent. If a file has not changed for some seconds, nobody is assumed to be writing to it.
        """
        source = self.filelike
        try:
            if not is_plain_file(source):
                return None
            number = source.fileno()
            held = os.fstat(number)
            offset = source.tell()
        except (OSError, ValueError):
            return None
        count = held.st_size - offset
        if not stat.S_ISREG(held.st_mode) or count <= 0:
            return None
        if length is not None:
            count = min(count, length)
        settled = time_now() - max(held.st_mtime, held.st_ctime) > SETTLED_AFTER
        free = settled and self.only_closes(source) and not may_be_locked(number)
        place = number, held.st_dev, held.st_ino, offset, count, free, self.path(held)
        return b"%d %d %d %d %d %d %s" % place

    def only_closes(self, source):
        """Returns whether closing this closes the file and does nothing else."""
        parts = source, getattr(source, "raw", source)
        return self.close == source.close and not any("close" in getattr(part, "__dict__", ()) for part in parts)

    def path(self, held):
        """Returns the file's path, for a gateway without /proc; empty if the path does not lead to the file."""
        name = getattr(self.filelike, "name", None)
        if not isinstance(name, (str, bytes)):
            return b""
        try:
            path = os.fsencode(os.path.abspath(name))
            # the gateway reads names as UTF-8, which is what ASCII always is
            return path if path.isascii() and os.path.samestat(held, os.stat(path)) else b""
        except (OSError, ValueError):
            return b""


def may_be_locked(number):
    """Returns whether the close of a descriptor may end a lock; proc(5) says which locks it has."""
    if sys.implementation.name == "graalpy":
        return True  # its numbers are not those of its process
    try:
        with open("/proc/self/fdinfo/%d" % number, "rb", 0) as info:
            return b"\nlock:" in info.read()
    except OSError:
        return True


def is_plain_file(source):
    """Returns whether reading it gives the bytes of its descriptor; a GzipFile has a descriptor, too."""
    raw = source.raw if type(source) is io.BufferedReader else source
    return type(raw) is io.FileIO and "read" not in getattr(source, "__dict__", ())
