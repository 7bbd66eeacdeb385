"""Tries to get out of GraalPy: one attempt a path, answered with what came of it."""

import os


def java_type():
    import java

    return java.type("java.lang.System").getProperty("user.home")


def java_import():
    import java.lang.Runtime

    return java.lang.Runtime.getRuntime()


def another_language():
    import polyglot

    return polyglot.eval(language="llvm", string="")


def host_object():
    import polyglot

    return polyglot.import_value("anything")


def system():
    return os.system("true")


def popen():
    return os.popen("true").read()


def subprocess_run():
    import subprocess

    return subprocess.run(["true"])


def fork():
    return os.fork()


def execv():
    return os.execv("/bin/true", ["true"])


def kill():
    return os.kill(os.getppid(), 0)


def c_library():
    import ctypes

    return ctypes.CDLL(None).getpid()


def exit_process():
    os._exit(3)


def read_file():
    with open("/etc/hostname") as file:
        return file.read()


def bind_socket():
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def environment():
    return os.environ["PATH"]


def start_thread():
    import threading

    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()
    return "joined"


def application(environ, start_response):
    attempt = globals()[environ["PATH_INFO"][1:]]
    try:
        said = "allowed: %s" % (attempt(),)
    except BaseException as e:
        said = "refused: %s: %s" % (type(e).__name__, e)
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [said.encode()]
