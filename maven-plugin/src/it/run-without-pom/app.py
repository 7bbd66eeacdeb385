import os
import signal

WORD = "first"


def app(environ, start_response):
    if environ["PATH_INFO"] == "/end":
        with open("/proc/%d/stat" % os.getppid()) as stat:  # the parent of the workers; its parent is the server
            os.kill(int(stat.read().rpartition(")")[2].split()[1]), signal.SIGTERM)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [("%s in %s" % (WORD, os.path.basename(os.getcwd()))).encode()]
