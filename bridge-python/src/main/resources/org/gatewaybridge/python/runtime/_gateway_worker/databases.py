"""Warns of SQLite databases inside the deployment, which the next WAR would replace."""

import os
import sys

from .log import complain

SQLITE = b"SQLite format 3\0"


def named_databases(app):
    """Yields each SQLite database in the settings of Django or of a Flask app, and the setting that names it."""
    settings = getattr(sys.modules.get("django.conf"), "settings", None)
    if settings is not None and settings.configured:
        for alias, database in settings.DATABASES.items():
            if str(database.get("ENGINE")).endswith(("sqlite3", "spatialite")):
                yield str(database.get("NAME") or ""), "DATABASES[%r] in Django's settings" % alias
    config = getattr(app, "config", None)
    if isinstance(config, dict):
        folder = getattr(app, "instance_path", "")
        named = {"DATABASE": config.get("DATABASE"), "SQLALCHEMY_DATABASE_URI": config.get("SQLALCHEMY_DATABASE_URI")}
        named.update(config.get("SQLALCHEMY_BINDS") or {})
        for key, value in named.items():
            scheme, slashes, name = str(value).partition("?")[0].partition(":///")
            if scheme.startswith("sqlite") and slashes:
                yield os.path.join(folder, name) if name != ":memory:" else "", "%s in the Flask app's config" % key
            elif key == "DATABASE" and str(value).endswith((".db", ".sqlite", ".sqlite3")):
                yield str(value), "DATABASE in the Flask app's config"


def kept_databases(folder):
    """Yields the SQLite databases below a folder, except those that are part of packages."""
    folders = [folder]
    while folders:
        place = folders.pop()
        for name in os.listdir(place):  # GraalPy's os.walk leaves each folder open
            path = os.path.join(place, name)
            try:
                if os.path.isdir(path):
                    if not os.path.islink(path) and name not in ("python-packages", "lib", "classes", "__pycache__"):
                        folders.append(path)
                elif is_database(path):
                    yield path
            except OSError:
                pass


def is_database(path):
    size = os.path.getsize(path)
    if not size or size % 512:  # not a whole number of pages
        return False
    with open(path, "rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def lost_databases(deployment, app):
    """Returns each SQLite database inside the deployment, existing or only named in settings, and what names it."""
    root = os.path.realpath(deployment)
    found = {os.path.realpath(path): "" for path in kept_databases(root)}
    for name, said_by in named_databases(app):
        if name.startswith("file:"):
            name = name[5:].partition("?")[0]
        path = os.path.realpath(name)
        if name and name != ":memory:" and path.startswith(root + os.sep):
            found[path] = ", which is %s," % said_by
    return sorted(found.items())


def warn_of_databases(deployment, app):
    """Logs a warning for each database in the deployment's folder; that is empty if the app is elsewhere."""
    try:
        for path, said_by in lost_databases(deployment, app) if deployment else ():
            complain(
                "The SQLite database %s%s is inside the deployment: the next WAR replaces it, and all that was stored is"
                " lost. Keep it outside: have the app read its path from a variable, such as os.environ[\"DATABASE\"],"
                " which gateway.python.env.DATABASE sets" % (path, said_by)
            )
    except Exception:
        pass  # an error in the app's own settings is for the app to find
