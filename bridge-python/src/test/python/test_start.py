"""The file that starts Python finds its package, and nothing of an app in its place."""

import os
import subprocess
import sys
import tempfile
import unittest

from gateway import PATH

START = os.path.join(PATH, "gateway_worker.py")


class Start(unittest.TestCase):
    def run_in(self, folder, *arguments):
        environment = dict(os.environ, PYTHONSAFEPATH="1")
        return subprocess.run(
            [sys.executable, *arguments], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True, timeout=60
        ).stderr

    def test_modules_of_an_app_hide_none_of_the_package(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("_gateway_worker", "call", "signals", "logging", "socket"):
                with open(os.path.join(folder, name + ".py"), "w", encoding="utf-8") as file:
                    file.write("raise SystemExit('of the app')\n")
            said = self.run_in(folder, START, os.path.join(folder, "no-socket"))
        self.assertIn("FileNotFoundError", said)
        self.assertNotIn("of the app", said)

    def test_no_byte_code_stays_in_its_folder(self):
        self.run_in(PATH, START, "no-socket")
        self.assertEqual([name for name in os.listdir(PATH + "/_gateway_worker") if name == "__pycache__"], [])

    def test_children_of_multiprocessing_import_nothing(self):
        code = "import runpy, sys\nrunpy.run_path(%r, run_name='__mp_main__')\nassert '_gateway_worker' not in sys.modules"
        self.assertEqual(self.run_in(PATH, "-c", code % START), "")


if __name__ == "__main__":
    unittest.main()
