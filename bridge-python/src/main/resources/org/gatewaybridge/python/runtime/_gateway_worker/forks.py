"""What the import of an app leaves behind that forks of the process cannot share."""

import _socket
import fcntl
import gc
import os
import stat
import sys
import threading

from .originals import get_ident

SHARED_DEVICES = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"}


def open_descriptors():
    """Returns the open descriptors and the status of each."""
    found = {}
    for name in os.listdir("/dev/fd"):
        try:
            found[int(name)] = os.fstat(int(name))
        except OSError:
            pass  # the descriptor of the listing itself
    return found


def is_shared_well(number, status):
    """Returns whether processes can share the open file: it has no position, or each write goes to its end."""
    if stat.S_ISDIR(status.st_mode):
        return True
    if stat.S_ISCHR(status.st_mode):
        return any(os.path.exists(device) and os.path.samestat(status, os.stat(device)) for device in SHARED_DEVICES)
    if not stat.S_ISREG(status.st_mode):
        return False
    flags = fcntl.fcntl(number, fcntl.F_GETFL)
    appended = flags & os.O_APPEND and flags & os.O_ACCMODE == os.O_WRONLY
    return bool(appended) or os.path.basename(descriptor_name(number)).startswith("pym-")  # multiprocessing's own


def descriptor_name(number):
    try:
        return os.readlink("/proc/self/fd/%d" % number)
    except OSError:
        return "descriptor %d" % number


def described(number, status):
    if not stat.S_ISSOCK(status.st_mode):
        return "open file %s" % descriptor_name(number)
    try:
        sock = _socket.socket(fileno=os.dup(number))
        try:
            return "socket to %s" % (sock.getpeername() or "its other end",)
        finally:
            sock.close()
    except OSError:
        return "socket"


def has_children():
    """Returns whether the import has started processes."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return True
    except (ChildProcessError, AttributeError):
        return False


def close_django_connections():
    """Closes Django's connections, which Django opens again when it needs them."""
    try:
        database = sys.modules.get("django.db")
        if database is not None:
            database.connections.close_all()
    except Exception:
        pass  # what stays open is found below


def waiting_greenlets():
    """Returns the unfinished greenlets of gevent and eventlet; a fork does not have the loop that runs them."""
    places = (("gevent.greenlet", "Greenlet"), ("eventlet.greenthread", "GreenThread"))
    kinds = tuple(getattr(sys.modules[module], kind) for module, kind in places if module in sys.modules)
    return [one for one in gc.get_objects() if isinstance(one, kinds) and not one.dead] if kinds else []


def unshareable(before):
    """Names what the import has started and a fork would break: threads, greenlets, connections, files, processes."""
    close_django_connections()
    gc.collect()
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    own = get_ident()
    found = ["thread %s" % names.get(ident, ident) for ident in sys._current_frames() if ident != own]
    found += ["greenlet %s" % repr(one).strip("<>") for one in waiting_greenlets()]
    for number, status in open_descriptors().items():
        known = number in before and os.path.samestat(before[number], status)
        if not known and not is_shared_well(number, status):
            found.append(described(number, status))
    if has_children():
        found.append("child processes")
    return found


def native_threads():
    """Returns the number of threads that are not Python's; 0 if the system does not show them."""
    try:
        return len(os.listdir("/proc/self/task")) - len(sys._current_frames())
    except OSError:
        return 0
