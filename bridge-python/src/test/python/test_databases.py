"""Databases that the next WAR replaces."""

import contextlib
import io
import os
import pathlib
import sqlite3
import sys
import tempfile
import types
import unittest.mock

import gateway  # noqa: F401
import gateway  # noqa: F401 - the path to the package
from _gateway_worker import databases, log


class Databases(unittest.TestCase):
    """Which SQLite databases the next WAR takes along."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        self.folder = os.path.realpath(folder.name)
        self.sources = os.path.join(self.folder, "WEB-INF", "python")
        os.makedirs(self.sources)
        os.chdir(self.sources)

    def lost(self, app=None):
        """Returns what is lost, by its path below WEB-INF."""
        root = os.path.join(self.folder, "WEB-INF")
        return [(os.path.relpath(path, root), by) for path, by in databases.lost_databases(root, app)]

    def make(self, path):
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        with contextlib.closing(sqlite3.connect(path)) as base:
            base.execute("create table t(a)")

    def test_files(self):
        for path in ("shop/data", "../db", "../python-packages/geo.db", "../../above.db"):
            self.make(path)
        for path, text in (("text.db", b"no database" * 512), ("empty.db", b""), ("short", databases.SQLITE)):
            with open(path, "wb") as file:
                file.write(text)
        self.assertEqual(self.lost(), [("db", ""), ("python/shop/data", "")])

    def test_flask(self):
        class App:
            instance_path = os.path.join(self.sources, "instance")
            config = {}

        for config, lost in (
            ({"DATABASE": os.path.join(App.instance_path, "a.sqlite")}, ["DATABASE"]),
            ({"SQLALCHEMY_DATABASE_URI": "sqlite:///a.db?timeout=5"}, ["SQLALCHEMY_DATABASE_URI"]),
            ({"SQLALCHEMY_BINDS": {"users": "sqlite+pysqlite:///a.db"}}, ["users"]),
            ({"SQLALCHEMY_DATABASE_URI": "sqlite:///" + os.path.join(self.folder, "a.db")}, []),
            ({"SQLALCHEMY_DATABASE_URI": "postgresql:///a.db", "DATABASE": "shop"}, []),
            ({"DATABASE": "/var/lib/a.db", "SQLALCHEMY_BINDS": None}, []),
            ({"SQLALCHEMY_DATABASE_URI": "sqlite://"}, []),
            ({"SQLALCHEMY_DATABASE_URI": "sqlite:///:memory:"}, []),
        ):
            App.config = config
            self.assertEqual([by.split()[3] for _, by in self.lost(App)], lost, config)

    def test_django(self):
        def settings(**databases):
            made = types.SimpleNamespace(configured=True, DATABASES=databases)
            return unittest.mock.patch.dict(sys.modules, {"django.conf": types.SimpleNamespace(settings=made)})

        engine = "django.db.backends.sqlite3"
        with settings(default={"ENGINE": engine, "NAME": pathlib.Path("db")}, other={"ENGINE": "x", "NAME": "o"}):
            self.assertEqual(self.lost(), [("python/db", ", which is DATABASES['default'] in Django's settings,")])
        for name in (":memory:", "", os.path.join(self.folder, "db"), "file::memory:?cache=shared", "file:/var/db"):
            with settings(default={"ENGINE": engine, "NAME": name}):
                self.assertEqual(self.lost(), [], name)

    def test_warning(self):
        self.make("db")
        out = io.StringIO()
        with unittest.mock.patch.object(log, "OWN_ERRORS", [out]):
            databases.warn_of_databases("", None)
            self.assertEqual(out.getvalue(), "")
            databases.warn_of_databases(os.path.join(self.folder, "WEB-INF"), None)
        self.assertIn("The SQLite database %s is inside" % os.path.join(self.sources, "db"), out.getvalue())
        self.assertIn("gateway.python.env.DATABASE", out.getvalue())


if __name__ == "__main__":
    unittest.main()
