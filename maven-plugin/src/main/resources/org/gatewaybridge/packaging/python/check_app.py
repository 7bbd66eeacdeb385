"""Calls an app once, under wsgiref.validate or asgi_lint, and looks at its framework's settings.

Arguments: the app's address, a path, a file for what was found, one that lists the app's sources:
path, tab, name; and wsgi, asgi, or auto if the app itself says which it is. What was found is one finding a line, ERROR or WARNING and a space before it. The
last line is what is being done, after PENDING and a space, as long as it is not at its end.
"""

import importlib
import os
import sys
import threading
import traceback
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import check_asgi
from missing_modules import missing_modules, ways_out
from scan_imports import scan

findings = []
told = []  # the modules that the interpreter lacks, and that a finding names


def write(pending=()):
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in [*findings, *pending])


def load(address):
    module, _, attribute = address.partition(":")
    found = importlib.import_module(module)
    attribute = attribute or "application"
    for part in attribute.rstrip("()").split("."):
        found = getattr(found, part)
    return found() if attribute.endswith("()") else found


def last_line(error):
    """Returns what an error says, and once which module the interpreter lacks if that has led to it."""
    said = " ".join(traceback.format_exception_only(type(error), error)[-1].split())
    lacked = [name for name in missing_modules(error) if name not in told]
    told.extend(lacked)
    return ". ".join([said, *map(ways_out, lacked)])


def ask(app, path):
    environ = {"SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": ""}
    setup_testing_defaults(environ)
    heads = []
    body = validator(app)(environ, lambda status, headers, exc_info=None: heads.append(status) or (lambda data: None))
    try:
        for _ in body:
            pass
    finally:
        body.close()


def look_at_django():
    from django.conf import settings

    if not settings.configured:
        return
    if settings.DEBUG:
        findings.append("WARNING DEBUG is on in Django's settings: errors show sources and settings to everybody; set DEBUG = False on the server")
    elif not settings.ALLOWED_HOSTS:
        findings.append("WARNING ALLOWED_HOSTS is empty in Django's settings: each request will be answered with 400; name the server's hosts")
    look_at_databases(settings)
    module = sys.modules.get(settings.SETTINGS_MODULE)
    url = getattr(module, "STATIC_URL", None) or ""
    if url.startswith("/") and not url.startswith("//"):
        findings.append("WARNING STATIC_URL is %s in Django's settings: under a context path such as /shop, pages name files outside of the app; write %s" % (url, url.lstrip("/")))


def look_at_databases(settings):
    """Loads what talks to each database, which Django itself may do only at the first query; connects to none."""
    from django.db import connections

    for alias, database in settings.DATABASES.items():
        try:
            connections[alias]
        except Exception as error:
            if missing_modules(error):
                findings.append(
                    "ERROR DATABASES[%r] in Django's settings is %s: %s" % (alias, database.get("ENGINE"), last_line(error))
                )


def check(address, path, interface):
    write(["PENDING the import of " + address])
    try:
        app = load(address)
    except BaseException as error:
        findings.append("ERROR %s cannot be imported: %s" % (address, last_line(error)))
        return
    if "django" in sys.modules:
        look_at_django()
    look_at_debug(app)
    if interface == "asgi" or (interface == "auto" and check_asgi.is_asgi(app)):
        pending = lambda what: write(["PENDING " + what])
        check_asgi.Check(app, address, path, findings, pending, last_line).run()
    else:
        call(app, address, path)


def look_at_debug(app):
    modules = {kind.__module__ for kind in type(app).__mro__}
    if "flask.app" in modules and app.debug:
        findings.append("WARNING debug is on in the Flask app: errors show sources to everybody; leave it to flask run --debug")
    elif {"starlette.applications", "quart.app"} & modules and app.debug:
        findings.append("WARNING debug is on in the %s app: errors show sources to everybody; leave debug=True out" % type(app).__name__)


def call(app, address, path):
    write(["PENDING %s for GET %s" % (address, path)])
    try:
        ask(app, path)
    except AssertionError as error:
        findings.append("ERROR %s breaks PEP 3333 for GET %s, says wsgiref.validate: %s" % (address, path, last_line(error)))
    except Exception as error:
        findings.append("ERROR %s failed for GET %s: %s" % (address, path, last_line(error)))


check(*sys.argv[1:3], sys.argv[5])
with open(sys.argv[4], encoding="utf-8") as listed:
    findings.extend(scan([line.rstrip("\n").split("\t") for line in listed], told))
write()
# Python would wait for threads that never end. A worker does not, when its server stops.
if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.current_thread()):
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
