"""Finds the app's WSGI callable by its name."""

import faulthandler
import importlib
import logging
import signal
import sys

from .log import GatewayHandler
from .native import platform_tag
from .tracebacks import traceback_text


class LoadFailed(Exception):
    """Raised if there is no callable of the app's name, or if it cannot run here; the message says what to do."""


def load(name):
    """Imports and returns the WSGI callable of a name such as mysite.wsgi:application."""
    logging.lastResort = GatewayHandler()
    module_name, _, attribute = name.partition(":")
    attribute = attribute or "application"
    called = attribute.endswith("()")
    found = module = importlib.import_module(module_name)
    for part in (attribute[:-2] if called else attribute).split("."):
        if not hasattr(found, part):
            callables = [key for key, value in vars(module).items() if callable(value) and key[0] != "_"]
            raise LoadFailed(
                "Module %s (%s) has no %r; it has %s. Name the WSGI callable as module:attribute"
                % (module_name, getattr(module, "__file__", "?"), part, ", ".join(callables) or "no callable")
            )
        found = getattr(found, part)
    if called:
        found = found()
    if not callable(found):
        raise LoadFailed("%s is a %s, no WSGI callable" % (name, type(found).__name__))
    if not logging.root.handlers:
        logging.root.addHandler(GatewayHandler())
    return found


def check_native(wanted, because):
    """Raises LoadFailed if the WAR's native packages were built for another Python; wanted is empty if it has none."""
    if wanted and wanted != platform_tag():
        raise LoadFailed(
            "The WAR holds native packages for %s, such as %s, but %s is %s. Set gateway.python.executable to a Python"
            " that fits, or build the WAR with such a one as this" % (wanted, because, sys.executable, platform_tag())
        )


def load_failure(name, error):
    """Returns why the app could not be loaded, as one text."""
    if isinstance(error, LoadFailed):
        return str(error)
    text = traceback_text(error)
    top = name.partition(":")[0].partition(".")[0]
    if isinstance(error, ModuleNotFoundError) and error.name == top:
        text += "\n%s is looked for in %s" % (top, ", ".join(filter(None, sys.path)))
    return text


def load_with_stack(name):
    """Loads the app; during that time SIGURG, where there is one, writes the stacks of all threads."""
    if not hasattr(faulthandler, "register"):  # Windows
        return load(name)
    faulthandler.register(signal.SIGURG, 2, all_threads=True)  # a signal that by default does nothing
    try:
        return load(name)
    finally:
        faulthandler.unregister(signal.SIGURG)
