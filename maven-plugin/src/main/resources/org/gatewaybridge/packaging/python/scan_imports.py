"""Finds what the app's own sources import of the modules that this interpreter lacks, even if no request has yet."""

import ast
import functools
import importlib
import os
import sys
import warnings

from missing_modules import OPTIONAL, missing_modules, ways_out

CATCHES = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}

# What a condition may consist of that is the same at each request: the platform, the version, and being no program.
FACTS = {"sys": sys, "os": os, "__name__": "an app's module"}
ATTRIBUTES = {"platform", "name", "version_info", "startswith"}
PARTS = (ast.Compare, ast.cmpop, ast.BoolOp, ast.boolop, ast.UnaryOp, ast.Not, ast.Call)
VALUES = (ast.Constant, ast.Tuple, ast.List, ast.Subscript, ast.Slice, ast.expr_context)


class Imports(ast.NodeVisitor):
    """The imports of a source: module, line, and whether the source does without it."""

    def __init__(self):
        self.found = []
        self._guards = 0

    def visit_Import(self, node):
        for name in node.names:
            self._add(node, name.name)

    def visit_ImportFrom(self, node):
        if not node.level and node.module:
            self._add(node, node.module)
            for name in node.names:
                self._add(node, "%s.%s" % (node.module, name.name))

    def _add(self, node, name):
        self.found.append((name, node.lineno, self._guards > 0))

    def visit_Try(self, node):
        guarded = any(catches(handler.type) for handler in node.handlers)
        self._visit(node.body, guarded)
        for handler in node.handlers:
            self._visit(handler.body, guarded)
        self._visit(node.orelse + node.finalbody, False)

    def visit_TryStar(self, node):
        self.visit_Try(node)

    def visit_With(self, node):
        calls = [item.context_expr for item in node.items if isinstance(item.context_expr, ast.Call)]
        self._visit(node.body, any(last_name(call.func) == "suppress" and any(map(catches, call.args)) for call in calls))

    def visit_If(self, node):
        holds = known(node.test)
        if holds is not False:
            self._visit(node.body, looks_for_modules(node.test))
        if holds is not True:
            self._visit(node.orelse, False)

    def _visit(self, nodes, guarded):
        self._guards += guarded
        for node in nodes:
            self.visit(node)
        self._guards -= guarded


def catches(kind):
    """Returns whether what an except clause names catches a failing import; an empty one catches all."""
    if isinstance(kind, ast.Tuple):
        return any(map(catches, kind.elts))
    return kind is None or last_name(kind) in CATCHES


def known(test):
    """Returns whether a condition holds in this interpreter; None if only a request can tell."""
    if last_name(test) == "TYPE_CHECKING":
        return False
    for node in ast.walk(test):
        if isinstance(node, ast.Name):
            fixed = node.id in FACTS
        elif isinstance(node, ast.Attribute):
            fixed = node.attr in ATTRIBUTES
        else:
            fixed = isinstance(node, PARTS + VALUES)
        if not fixed:
            return None
    try:
        return bool(eval(compile(ast.Expression(test), "condition", "eval"), {"__builtins__": {}}, dict(FACTS)))
    except Exception:
        return None


def looks_for_modules(test):
    """Returns whether a condition asks if a module is there."""
    return any(isinstance(node, ast.Call) and last_name(node.func) == "find_spec" for node in ast.walk(test))


def last_name(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def imports(path):
    with open(path, "rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(file.read())
            found = Imports()
            found.visit(tree)
        except (SyntaxError, ValueError, RecursionError):  # no Python of this version; the import says so
            return []
    return found.found


@functools.lru_cache(maxsize=None)
def lacked_by(module):
    """Returns which optional module the interpreter lacks, if an import of a module needs one; else an empty text."""
    for name, (imported, _) in OPTIONAL.items():
        if module in (name, imported) or module.startswith(imported + "."):
            try:
                importlib.import_module(imported)
            except Exception as error:
                return name if name in missing_modules(error) else ""
    return ""


def scan(sources, told):
    """Yields a finding for each module that the interpreter lacks: where it is imported first.

    An import that nothing catches counts before one that the source can do without.

    :param sources: paths and names of the sources
    :param told: the missing modules that other findings name already
    """
    found = {}
    for path, name in sources:
        for module, line, guarded in imports(path):
            missing = lacked_by(module)
            if missing and missing not in told:
                found.setdefault((missing, guarded), (name, line))
    for (missing, guarded), (name, line) in sorted(found.items()):
        if not guarded:
            yield "ERROR %s imports %s in line %d. %s" % (name, OPTIONAL[missing][0], line, ways_out(missing))
        elif (missing, False) not in found:
            yield "WARNING %s imports %s in line %d if it can. %s" % (
                name,
                OPTIONAL[missing][0],
                line,
                ways_out(missing),
            )
