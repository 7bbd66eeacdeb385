"""What an app may replace when it is imported, as gevent does, and what the gateway goes on using.

Every module of this package takes these functions and classes from here, before the app is imported.
"""

import _socket
import io
import os
import select
import signal
import time
from _operator import _compare_digest as is_same_secret  # noqa: F401
from _thread import allocate_lock, get_ident, start_new_thread  # noqa: F401
from time import time as time_now  # noqa: F401

now = time.monotonic
sleep = time.sleep
os_fork = getattr(os, "fork", None)
wait_for = getattr(os, "waitpid", None)
wait_until = select.select
read_bytes = os.read
write_bytes = os.write
get_pid = os.getpid
new_input = io.BytesIO
set_handler = signal.signal
set_timer = getattr(signal, "setitimer", None)
set_wakeup_fd = getattr(signal, "set_wakeup_fd", None)


class GatewaySocket(_socket.socket):
    """A blocking socket, whatever the app has done to Python's sockets and their default time-out."""

    def __init__(self, family):
        super().__init__(family)
        self.settimeout(None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    if not hasattr(_socket.socket, "sendmsg"):  # Windows

        def sendmsg(self, parts, ancillary=(), flags=0):
            return self.send(b"".join(parts), flags)
