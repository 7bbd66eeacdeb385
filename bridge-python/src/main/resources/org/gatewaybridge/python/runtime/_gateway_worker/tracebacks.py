"""Tracebacks for the log, without the gateway's own frames."""

import os
import traceback

from .missing_modules import missing_text

OWN_FOLDER = os.path.dirname(__file__) + os.sep
IMPORT = "<frozen importlib._bootstrap>"


def traceback_text(error):
    """Returns the traceback without the gateway's own frames at its beginning, and what its interpreter lacks."""
    trace = BaseException.__traceback__.__get__(error)
    while trace is not None and is_own(trace.tb_frame.f_code.co_filename):
        trace = trace.tb_next
    try:
        text = "".join(traceback.format_exception(type(error), error, trace)).rstrip()
    except BaseException:  # raised by the exception's own class, or by what the app has put into Python's modules
        text = plain_traceback(error, trace)
    return text + missing_text(error)


def is_own(file):
    return file.startswith(OWN_FOLDER) or file == IMPORT


def plain_traceback(error, trace):
    """Returns a traceback made only of what no app can change."""
    lines = ["Traceback (most recent call last):"]
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append('  File "%s", line %s, in %s' % (code.co_filename, trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    lines = lines[:1] + lines[-1000:] if len(lines) > 1000 else lines
    said = [part for part in BaseException.args.__get__(error) if type(part) is str]
    return "\n".join(lines) + "\n%s: %s (no more can be said of it)" % (type.__repr__(type(error)), "".join(said[:1]))
