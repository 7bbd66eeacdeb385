"""Makes a Python that was built without SQLite."""

import sys


class Lacking:
    def find_spec(self, name, path=None, target=None):
        if name == "_sqlite3":
            raise ModuleNotFoundError("No module named '_sqlite3'", name=name)


sys.meta_path.insert(0, Lacking())
