"""No module uses what an app may have replaced, such as time.sleep and socket.socket under gevent."""

import ast
import os
import unittest

from gateway import PATH

PACKAGE = os.path.join(PATH, "_gateway_worker")
REPLACED = {
    "os": {"fork", "walk", "waitpid", "write"},
    "select": {"select"},
    "signal": {"set_wakeup_fd", "setitimer", "signal"},
    "socket": {"create_connection", "socket"},
    "sys": {"stderr"},
    "threading": {"Event", "Lock", "RLock", "Thread"},
    "time": {"monotonic", "sleep", "time"},
}
BEFORE_THE_APP = {
    "log.py": {"sys.stderr"},  # replaced there, and used if there is no log yet
    "main.py": {"sys.stderr"},
    "preload.py": {"os.fork", "os.waitpid"},  # in the parent, which never imports the app
}


def uses(source):
    """Yields each name of a module that an app may replace."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in REPLACED.get(node.value.id, ()):
                yield "%s.%s" % (node.value.id, node.attr)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ("%s.%s" % (node.module, name.name) for name in node.names if node.module in REPLACED)


class Originals(unittest.TestCase):
    def test_modules_take_them_from_originals(self):
        for name in sorted(os.listdir(PACKAGE)):
            if name.endswith(".py") and name != "originals.py":
                with open(os.path.join(PACKAGE, name), encoding="utf-8") as file:
                    found = set(uses(file.read())) - BEFORE_THE_APP.get(name, set())
                self.assertEqual(found, set(), name)

    def test_each_use_is_found(self):
        source = "import time, os\nfrom threading import Thread\n\ndef f():\n    time.sleep(1)\n    os.walk('.')\n"
        self.assertEqual(set(uses(source)), {"threading.Thread", "time.sleep", "os.walk"})


if __name__ == "__main__":
    unittest.main()
