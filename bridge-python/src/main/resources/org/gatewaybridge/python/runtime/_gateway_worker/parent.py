"""The parent process: starts workers when the gateway asks for them, and reports how they ended."""

import os
import shutil
import signal
import socket

from .app_process import set_up
from .loading import LoadFailed, check_native
from .log import GatewayHandler, complain, log_by
from .originals import now, os_fork, set_handler, set_wakeup_fd, sleep, wait_for, wait_until
from .processes import adopt_orphans, end_with, has_group, kill_group, lead_group
from .signals import Survival
from .wire import ABORT, FAILED, FORK, FORKED, KILL, LEAVE_BY, LEFT, READY

KILL_AFTER = 2  # seconds between SIGABRT and SIGKILL
REAP_WITHIN = 1  # seconds for the end of what was killed last
LEAVE_WITHIN = 5  # seconds that workers have to end if the gateway has gone without a LEAVE_BY


class Parent:
    """Forks workers when the gateway asks for them, and reports how they ended."""

    def __init__(self, folder, address, control, settings):
        self.folder = folder
        self.address = address
        self.control = control
        self.settings = settings
        self.app = None
        self._children = set()
        self._deadlines = {}
        self._leave_within = LEAVE_WITHIN
        self._wake, self._waker = socket.socketpair()
        self.survival = Survival()
        log_by(self.settings["log-mark"].encode())

    def prepare(self):
        """Sets the app's paths, variables and arguments; returns whether the app can run in this Python."""
        try:
            check_native(self.settings["native"], self.settings["native-because"])
        except LoadFailed as error:
            self.control.tell(FAILED, str(error))
            return False
        set_up(self.settings)
        self.survival.begin()
        return True

    def run(self):
        """Serves the gateway; returns True in each forked worker, and False in the parent at its end."""
        self._expect_ends()
        self.control.tell(READY, "")
        while True:
            ready, _, _ = wait_until([self.control.sock, self._wake], [], [], self._patience())
            if self._wake in ready:
                self._wake.recv(4096)
            self._reap()
            self._kill_overdue()
            if self.control.sock in ready:
                try:
                    kind, data = self.control.receive()
                except (EOFError, OSError):
                    self._end_all()
                    return False
                if kind == FORK:
                    if self._start_worker():
                        return True
                elif kind == LEAVE_BY:
                    self._leave_within = int(data) / 1000
                else:
                    self._signal(int(data), kind)

    def close(self):
        set_wakeup_fd(-1)
        for held in (self.control, self._wake, self._waker):
            held.close()

    def _expect_ends(self):
        """Has the end of a process wake the parent."""
        adopt_orphans()
        set_handler(signal.SIGCHLD, lambda *_: None)
        for end in (self._wake, self._waker):
            end.setblocking(False)
        set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)

    def _patience(self):
        if not self._deadlines:
            return None
        return max(0.0, min(self._deadlines.values()) - now())

    def _start_worker(self):
        """Starts a worker and reports it; returns True in the worker, if that is a fork."""
        parent = os.getpid()
        self.survival.block()
        try:
            pid = self._new_process()
        except OSError as error:
            self.survival.unblock()
            complain("No worker can be started now: %s" % error)
            self.control.tell(FORKED, "0")
            return False
        if not pid:
            self._become_worker(parent)
            return True
        self.survival.unblock()
        self.settings["deployment"] = ""  # only the first worker looks for databases
        self._children.add(pid)
        lead_group(pid)  # the worker does it too; it must be done before either goes on
        self.control.tell(FORKED, str(pid))
        return False

    def _new_process(self):
        return os_fork()

    def _become_worker(self, parent):
        self.close()
        set_handler(signal.SIGCHLD, signal.SIG_DFL)
        self.survival.begin()
        self.survival.unblock()
        if self.app is None:  # else it was registered before the import, and forks inherit it
            self.survival.ends_in_forks()
        lead_group(0)
        end_with(parent)

    def _signal(self, pid, kind):
        if pid not in self._children:
            return
        if kind == KILL:
            self._kill(pid)
            return
        self._ask_for_stacks(pid, kind)
        if kind == ABORT:
            self._deadlines[pid] = now() + KILL_AFTER

    def _ask_for_stacks(self, pid, kind):
        os.kill(pid, signal.SIGABRT if kind == ABORT else signal.SIGURG)

    def _kill(self, pid):
        kill_group(pid)

    def _kill_overdue(self):
        time_is = now()
        for pid in [pid for pid, deadline in self._deadlines.items() if deadline <= time_is]:
            del self._deadlines[pid]
            self._kill(pid)

    def _reap(self):
        """Reports the workers that have ended; reaps what they have left, too."""
        while True:
            try:
                pid, status = wait_for(-1, os.WNOHANG)
            except ChildProcessError:
                for lost in list(self._children):
                    self._report_end(lost, 255)
                return
            if not pid:
                return
            if pid in self._children:
                self._report_end(pid, os.waitstatus_to_exitcode(status))

    def _report_end(self, pid, code):
        self._children.discard(pid)
        self._deadlines.pop(pid, None)
        kill_group(pid)  # everything that the worker has started ends with it
        GatewayHandler.records.ended(pid)
        self.control.tell(LEFT, "%d %d" % (pid, code))

    def _end_all(self):
        """Waits for the workers' end after the gateway's, and kills those that stay."""
        groups = tuple(self._children)
        deadline = now() + self._leave_within
        while self._children and now() < deadline:
            self._reap()
            sleep(0.01)
        for pid in self._children:
            self._kill(pid)
        deadline = now() + REAP_WITHIN
        while any(map(has_group, groups)) and now() < deadline:
            self._reap()
            sleep(0.01)
        shutil.rmtree(self.folder, ignore_errors=True)
