"""Starts daphne, which has one process, as often as asked for, all on one socket: PORT WORKERS APP."""

import os
import socket
import sys

port, workers, app = sys.argv[1:]
listening = socket.create_server(("127.0.0.1", int(port)), backlog=2048)
listening.set_inheritable(True)
command = [sys.executable, "-m", "daphne", "--verbosity", "0", "--fd", str(listening.fileno()), app]
for _ in range(int(workers) - 1):
    if os.fork() == 0:
        break
os.execv(sys.executable, command)
