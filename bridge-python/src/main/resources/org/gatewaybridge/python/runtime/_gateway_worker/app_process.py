"""What a process of the gateway sets before the app may be imported in it, or in its forks."""

import os
import sys

from .control import set_variables

OWN_PATH = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def set_up(settings):
    """Sets the app's variables, paths and arguments."""
    set_variables(settings["environment"])
    paths = settings["path"].split(os.pathsep)
    sys.path[:] = [path for path in paths if path] + [path for path in sys.path if path != OWN_PATH]
    sys.argv[:] = ["gateway"]
    sys.dont_write_bytecode = bool(sys.flags.dont_write_bytecode)
