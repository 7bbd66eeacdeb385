"""Standard modules that an interpreter may lack, because they were an option when it was built, and the ways out.

The Maven plugin carries this file too, for gateway:check.
"""

import sys

NO_SCREEN = "move what needs a terminal or a screen out of the app"
OTHER_DBM = "use dbm.dumb, which every interpreter has"

# What an interpreter lacks, what the app imports of it, and what can take its place.
OPTIONAL = {
    "_sqlite3": (
        "sqlite3",
        "use a database server such as PostgreSQL; or add the package pysqlite3-binary, and begin the app's first module"
        " with: import sys, pysqlite3; sys.modules['sqlite3'] = pysqlite3",
    ),
    "_bz2": ("bz2", ""),
    "_ctypes": ("ctypes", ""),
    "_curses": ("curses", NO_SCREEN),
    "_dbm": ("dbm.ndbm", OTHER_DBM),
    "_gdbm": ("dbm.gnu", OTHER_DBM),
    "_lzma": ("lzma", ""),
    "_ssl": ("ssl", ""),
    "_tkinter": ("tkinter", NO_SCREEN),
    "pyexpat": ("xml.parsers.expat", ""),
    "readline": ("readline", NO_SCREEN),
    "zlib": ("zlib", ""),
}


def missing_modules(error):
    """Returns which of these an exception, or one that led to it, says are missing."""
    found = []
    seen = []
    while error is not None and len(seen) < 50 and not any(error is one for one in seen):
        seen.append(error)
        name = missing_module(error)
        if name and name not in found:
            found.append(name)
        cause = BaseException.__cause__.__get__(error)
        error = BaseException.__context__.__get__(error) if cause is None else cause
    return found


def missing_module(error):
    """Returns the module that an exception says is missing; empty if it says something else."""
    if not issubclass(type(error), ImportError):
        return ""
    name = ImportError.name.__get__(error)
    if name in OPTIONAL:
        return "" if "cannot import name" in str(BaseException.args.__get__(error)) else name
    if issubclass(type(error), ModuleNotFoundError):  # of an interpreter without the Python part, too
        return "".join([lacked for lacked, (imported, _) in OPTIONAL.items() if imported == name][:1])
    return ""


def ways_out(name):
    """Returns a sentence that says what the interpreter lacks, and what to do."""
    imported, instead = OPTIONAL[name]
    return (
        "The interpreter %s (Python %d.%d.%d) was built without the module %s%s. %s an interpreter that has it: name"
        " one with gateway.python.executable on the server, or pack one with -Dgateway.pythonHome"
        % (
            (sys.executable or sys.implementation.name,)
            + tuple(sys.version_info[:3])
            + (imported, "" if imported == name else " (%s)" % name)
            + (instead[:1].upper() + instead[1:] + "; or take" if instead else "Take",)
        )
    )


def missing_text(error):
    """Returns the ways out of what an exception says is missing, each on a line of its own; empty if nothing is."""
    try:
        return "".join("\n" + ways_out(name) for name in missing_modules(error))
    except Exception:  # raised by the exception's own class
        return ""
