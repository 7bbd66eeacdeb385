"""Imports the worker package from its sources, which the gateway hands over as one text."""

import sys
from importlib.machinery import ModuleSpec


class Sources:
    """Finds and loads the modules of the worker package."""

    def __init__(self, texts):
        self._texts = texts

    def find_spec(self, name, path=None, target=None):
        for file in (name.replace(".", "/") + end for end in (".py", "/__init__.py")):
            if file in self._texts:
                spec = ModuleSpec(name, self, origin=file, is_package=file.endswith("/__init__.py"))
                spec.has_location = True
                return spec
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self._texts[module.__file__], module.__file__, "exec"), module.__dict__)


def prepare_with(sources):
    """Returns the function that imports the app; sources are file, text, file, text ..., separated by NUL."""
    parts = sources.split("\0")
    sys.meta_path.insert(0, Sources(dict(zip(parts[::2], parts[1::2]))))
    from _gateway_worker.embedded import prepare

    return prepare


prepare_with
