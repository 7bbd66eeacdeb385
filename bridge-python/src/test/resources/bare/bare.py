"""Takes away from Python what it lacks on Windows; BarePython has every interpreter of a test import this first."""

import faulthandler
import os
import select
import signal
import subprocess
import sys

import _socket

send_signal = os.kill
LACKING = {
    os: "fork forkpty kill killpg setsid setpgid getpgid getuid getgid register_at_fork uname wait waitid WNOHANG",
    signal: "SIGKILL SIGHUP SIGQUIT SIGCHLD SIGALRM SIGURG SIGUSR1 SIGUSR2 pthread_sigmask pthread_kill setitimer pause",
    select: "poll epoll PIPE_BUF",
    faulthandler: "register unregister",
    _socket: "AF_UNIX MSG_NOSIGNAL socketpair",
}
for module, names in LACKING.items():
    for name in names.split():
        delattr(module, name)
for name in "fcntl resource pwd grp termios pty ctypes".split():
    sys.modules[name] = None  # ctypes is there on Windows, but has no prctl


def kill(self):
    """Popen.kill as it is there, without a signal."""
    if self.poll() is None:
        send_signal(self.pid, 9)


subprocess.Popen.kill = subprocess.Popen.terminate = kill
