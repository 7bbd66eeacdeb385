"""What is said of a standard module that the interpreter was built without."""

import sys
import unittest
import unittest.mock

import gateway  # noqa: F401 - the path to the package
from _gateway_worker import loading, missing_modules


class Lacking:
    """Makes an interpreter that lacks modules."""

    def __init__(self, *names):
        self.names = names

    def find_spec(self, name, path=None, target=None):
        if name in self.names:
            raise ModuleNotFoundError("No module named %r" % name, name=name)

    def __enter__(self):
        kept = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in IMPORTED}
        for name in kept:
            del sys.modules[name]
        self.kept = kept
        sys.meta_path.insert(0, self)
        return self

    def __exit__(self, *_):
        sys.meta_path.remove(self)
        sys.modules.update(self.kept)


IMPORTED = {"sqlite3", "_sqlite3", "lzma", "_lzma", "tkinter", "_tkinter"}


def failure(action):
    try:
        action()
    except BaseException as error:
        return error
    raise AssertionError("it did not fail")


def use_sqlite():
    import sqlite3  # noqa: F401


class MissingModules(unittest.TestCase):
    def test_failing_import_is_told_with_the_ways_out(self):
        with Lacking("_sqlite3"):
            text = loading.load_failure("shop:app", failure(use_sqlite))
        said = text.splitlines()[-1]
        self.assertIn("No module named '_sqlite3'", text)
        self.assertTrue(said.startswith("The interpreter %s (Python " % sys.executable), said)
        self.assertIn(") was built without the module sqlite3 (_sqlite3). Use a database server such as PostgreSQL;", said)
        for way in "pysqlite3-binary", "gateway.python.executable", "-Dgateway.pythonHome":
            self.assertIn(way, said)

    def test_error_that_the_missing_module_led_to_is_told(self):
        def configure():
            try:
                use_sqlite()
            except ImportError as error:
                raise ValueError("no such backend") from error

        def hide():
            try:
                configure()
            except ValueError:
                raise KeyError("database") from None

        with Lacking("_sqlite3"):
            self.assertEqual(missing_modules.missing_modules(failure(configure)), ["_sqlite3"])
            self.assertEqual(missing_modules.missing_modules(failure(hide)), ["_sqlite3"])

    def test_module_whose_python_part_is_missing_too_is_told(self):
        with Lacking("tkinter"):
            error = failure(lambda: __import__("tkinter"))
        self.assertEqual(missing_modules.missing_modules(error), ["_tkinter"])

    def test_extension_whose_library_is_missing_is_told(self):
        error = ImportError("libgdbm.so.6: cannot open shared object file", name="_gdbm", path="_gdbm.so")
        self.assertEqual(missing_modules.missing_modules(error), ["_gdbm"])

    def test_other_errors_are_not(self):
        for error in (
            ModuleNotFoundError("No module named 'flask'", name="flask"),
            ModuleNotFoundError("No module named 'sqlite3.shop'", name="sqlite3.shop"),
            ImportError("cannot import name 'shop' from 'sqlite3'", name="sqlite3"),
            ImportError("cannot import name 'shop' from '_sqlite3'", name="_sqlite3"),
            ImportError(),
            ValueError("_sqlite3"),
        ):
            self.assertEqual(missing_modules.missing_text(error), "", error)

    def test_errors_that_lead_to_each_other_end(self):
        first, second = ValueError(), ValueError()
        first.__context__, second.__context__ = second, first
        self.assertEqual(missing_modules.missing_text(first), "")

    def test_every_module_has_its_sentence(self):
        for name, (imported, instead) in missing_modules.OPTIONAL.items():
            said = missing_modules.ways_out(name)
            self.assertIn(" was built without the module " + imported, said)
            self.assertIn(instead[1:], said)
            self.assertNotIn("\n", said)


if __name__ == "__main__":
    unittest.main()
