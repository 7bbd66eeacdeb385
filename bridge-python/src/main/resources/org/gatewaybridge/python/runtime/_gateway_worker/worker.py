"""A worker process: imports the app and serves requests, one on each thread, or many on an event loop."""

import faulthandler
import os
import threading

from .asgi_kind import is_asgi
from .databases import warn_of_databases
from .loading import LoadFailed, load_failure, load_with_stack
from .originals import allocate_lock, start_new_thread
from .slot import Slot
from .wire import FAILED, PAIR, UNSTARTED, frame
from .wsgi import constants


def work(address, settings, app):
    """Runs a worker to its end."""
    faulthandler.enable(2)
    if app is None:
        try:
            app = load_with_stack(settings["app"])
        except BaseException as error:
            report_failure(address, load_failure(settings["app"], error))
            return
        warn_of_databases(settings["deployment"], app)
    faulthandler.enable(2)  # the app may have directed it elsewhere
    try:
        asynchronous = is_asgi(app, settings.get("app", ""), settings.get("interface", "auto"))
    except LoadFailed as error:
        report_failure(address, str(error))
        return
    if asynchronous:
        from .asgi_loop import serve  # it imports asyncio

        serve(app, address, settings, lambda text: report_failure(address, text, UNSTARTED))
    else:
        work_by_threads(app, address, settings)


def work_by_threads(app, address, settings):
    """Serves a WSGI app: one thread for each slot; the first slot is served by the main thread."""
    threads = int(settings["threads"])
    lenient = settings["lenient"] == "true"
    slots = [Slot(app, constants(threads), lenient) for _ in range(threads)]
    others = [run_beside(slot, address, number) for number, slot in enumerate(slots[1:], 1)]
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=others.clear)  # the app's forks do not have these threads
    slots[0].run(address, 0)
    for other in others:
        other.acquire()


def run_beside(slot, address, number):
    """Runs a slot on a native thread, even if the app has replaced Python's; its end releases the returned lock."""
    ended = allocate_lock()
    ended.acquire()

    def run():
        try:
            adopt_thread("gateway-slot-%d" % number)
            slot.run(address, number)
        finally:
            ended.release()

    start_new_thread(run, ())
    return ended


def adopt_thread(name):
    """Names the native thread, and makes it none of the daemons; the threads that the app starts on it inherit that."""
    try:
        thread = threading.current_thread()
        thread.name = name
        thread._daemonic = False
    except Exception:
        pass  # what the app has put in place of Python's threads has no names


def report_failure(address, text, kind=FAILED):
    """Tells the gateway why this worker cannot serve."""
    with address.new_socket() as sock:
        try:
            address.connect(sock)
            sock.sendall(frame(kind, PAIR.pack(os.getpid(), 0), text.encode("utf-8", "backslashreplace")))
        except OSError:
            pass  # another worker has reported it, and the gateway has given up the start
