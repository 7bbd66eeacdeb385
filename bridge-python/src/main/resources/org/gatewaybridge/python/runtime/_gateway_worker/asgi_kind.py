"""Which interface an app has: WSGI or ASGI."""

from .loading import LoadFailed

HAS_VARARGS, IS_COROUTINE = 0x04, 0x80  # in the flags of a function's code


def is_asgi(app, name, interface):
    """Returns whether to call the app by ASGI; raises LoadFailed for an app of ASGI 2, or of the other interface."""
    is_async = is_coroutine_function(app) or is_coroutine_function(getattr(app, "__call__", None))
    if interface == "wsgi":
        if is_async and not isinstance(app, type):
            raise LoadFailed(
                "%s is a coroutine function, so it is an ASGI app, but gateway.python.interface is wsgi;"
                " set it to asgi, or leave it out" % name
            )
        return False
    if takes_one_argument(app):
        raise LoadFailed(
            "%s takes one argument, so it is an app of ASGI 2, or none; wrap it by"
            " asgiref.compatibility.guarantee_single_callable, or name an app of ASGI 3 or WSGI" % name
        )
    return interface == "asgi" or is_async and not isinstance(app, type)


def is_coroutine_function(called):
    """Returns whether it is written with async def, as inspect does, whose import takes time."""
    function = function_of(called)
    code = getattr(function, "__code__", None)
    marked = getattr(function, "_is_coroutine", None) or getattr(function, "_is_coroutine_mark", None)
    return bool(marked) or code is not None and bool(code.co_flags & IS_COROUTINE)


def takes_one_argument(app):
    """Returns whether a call of the app has to give exactly one argument."""
    if isinstance(app, type):
        return required(getattr(app, "__init__", None)) == 2
    if hasattr(app, "__code__") or hasattr(app, "__func__"):
        return required(app) - hasattr(app, "__func__") == 1
    return required(getattr(type(app), "__call__", None)) == 2


def required(called):
    """Returns how many positional arguments a function wants, itself included; 0 if that is not known."""
    function = getattr(called, "__func__", called)
    code = getattr(function, "__code__", None)
    if code is None or code.co_flags & HAS_VARARGS:
        return 0
    return code.co_argcount - len(getattr(function, "__defaults__", None) or ())


def function_of(called):
    """Returns the function in a method, or in a functools.partial."""
    while type(called).__name__ == "partial" and hasattr(called, "func"):
        called = called.func
    return getattr(called, "__func__", called)
