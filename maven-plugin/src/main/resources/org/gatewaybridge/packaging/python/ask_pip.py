"""Asks pip's own library what markers and requirements are, for this interpreter.

Arguments: "markers" or "requirements", a file with a list of them in JSON, and a file for the replies.
"""

import json
import sys

try:
    from pip._vendor.packaging.markers import Marker
    from pip._vendor.packaging.requirements import Requirement
    from pip._vendor.packaging.utils import canonicalize_name, canonicalize_version
    from pip._vendor.packaging.version import Version
except ImportError:
    import pip  # noqa: F401 - a distribution's pip without its copy of packaging

    from packaging.markers import Marker
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name, canonicalize_version
    from packaging.version import Version


def marker(text):
    return reply(holds=Marker(text).evaluate())


def requirement(text):
    found = Requirement(text)
    versions = sorted(one.operator + spelled(one) for one in found.specifier)
    extras = ",".join(sorted(map(canonicalize_name, found.extras)))
    constraint = ("[%s]" % extras if extras else "") + (" @ " + found.url if found.url else ",".join(versions))
    holds = found.marker is None or found.marker.evaluate()
    return reply(name=canonicalize_name(found.name), constraint=constraint, holds=holds)


def spelled(one):
    """Returns a version in one spelling; only ~= and === count zeros at its end."""
    if one.operator == "===":
        return one.version
    return str(Version(one.version) if one.operator == "~=" else canonicalize_version(one.version))


def reply(name="", constraint="", holds=False, problem=""):
    return {"name": name, "constraint": constraint, "holds": holds, "problem": problem}


def understood(read, text):
    try:
        return read(text)
    except Exception as error:
        return reply(problem=" ".join(str(error).split()) or type(error).__name__)


def main(kind, questions, replies):
    read = {"markers": marker, "requirements": requirement}[kind]
    with open(questions, encoding="utf-8") as file:
        texts = json.load(file)
    with open(replies, "w", encoding="utf-8") as file:
        json.dump({text: understood(read, text) for text in texts}, file)


main(*sys.argv[1:])
