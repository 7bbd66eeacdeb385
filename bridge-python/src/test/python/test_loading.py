"""Finding the app, and the settings of its Python."""

import logging
import marshal
import os
import sys
import unittest.mock

import gateway  # noqa: F401
import gateway  # noqa: F401 - the path to the package
from _gateway_worker import control, loading, log, native


class Loading(unittest.TestCase):
    def test_names(self):
        self.assertIs(loading.load("gateway:answering"), sys.modules["gateway"].answering)
        self.assertTrue(callable(loading.load("test_input:Input.echo")))
        with self.assertRaisesRegex(loading.LoadFailed, "has no 'nothing'; it has .*answering"):
            loading.load("gateway:nothing")
        with self.assertRaisesRegex(loading.LoadFailed, "no WSGI callable"):
            loading.load("gateway:TEXT")

    def test_settings_and_variables_have_all_letters(self):
        wanted = {"path": "/srv/日本/Žižkov", "environment": "TOWN=Žižkov=🎉\0É=1"}
        sent = {name: value.encode().decode("latin-1") for name, value in wanted.items()}
        settings = control.settings_of(marshal.dumps(sent))
        self.assertEqual(settings, wanted)
        with unittest.mock.patch.dict(os.environ):
            control.set_variables(settings["environment"])
            self.assertEqual((os.environ["TOWN"], os.environ["É"]), ("Žižkov=🎉", "1"))
            control.set_variables("")

    def test_native_packages_must_fit(self):
        loading.check_native("", "")
        loading.check_native(native.platform_tag(), "fast.so")
        with self.assertRaisesRegex(loading.LoadFailed, "native packages for cp27-sunos, such as fast.so, but .* is "):
            loading.check_native("cp27-sunos", "fast.so")

    def test_loggers_with_handlers_of_their_own_are_left_alone(self):
        logging.getLogger("own").addHandler(logging.StreamHandler())
        logging.getLogger("own.below").addHandler(logging.NullHandler())
        logging.getLogger("library").addHandler(logging.NullHandler())
        self.assertTrue(log.has_own_handler("own.below"))
        self.assertFalse(log.has_own_handler("library.below"))
        self.assertFalse(log.has_own_handler("other"))


if __name__ == "__main__":
    unittest.main()
