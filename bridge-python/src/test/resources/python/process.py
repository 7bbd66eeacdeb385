"""An app that does to its process what apps do; settings in its environ say what while it is imported."""

import atexit
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import time

import faults

IMPORTED_BY = os.getpid()


def where(environ, start_response):
    return faults.text(start_response, b"%d %d" % (IMPORTED_BY, os.getpid()))


def argv(environ, start_response):
    return faults.text(start_response, repr(sys.argv).encode())


def terminates(environ, start_response):
    child = multiprocessing.Process(target=time.sleep, args=(60,))
    child.start()
    child.terminate()
    child.join(10)
    with multiprocessing.Pool(2) as pool:
        total = sum(pool.map(abs, range(10)))
    program = subprocess.Popen(["sleep", "60"])
    program.send_signal(signal.SIGQUIT)
    return faults.text(start_response, b"%d %d %d" % (child.exitcode, total, program.wait(10)))


def survives(environ, start_response):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        os.kill(os.getpid(), number)
    return faults.text(start_response, b"%d" % os.getpid())


def logs(environ, start_response):
    value = environ["wsgi.input"].read().decode()
    logging.getLogger("audit").warning("logged %s", value)
    print("printed", value)
    environ["wsgi.errors"].write("complained %s\n" % value)
    return faults.text(start_response, b"logged")


def works_at_exit(environ, start_response):
    def work():
        time.sleep(6)
        faults.note("worked at exit")

    atexit.register(work)
    return faults.text(start_response, b"later")


APPS = {name.replace("_", "-"): app for name, app in list(globals().items()) if callable(app)}


def application(environ, start_response):
    name = environ["PATH_INFO"].split("/")[1]
    return APPS.get(name, faults.application)(environ, start_response)
