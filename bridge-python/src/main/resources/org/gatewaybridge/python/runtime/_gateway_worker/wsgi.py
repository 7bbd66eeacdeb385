"""PEP 3333: calls the app, sends what it returns, and closes it."""

from types import GeneratorType

from .files import FileWrapper
from .head import ContractViolation, checked_chunk
from .log import ErrorOutput, GatewayHandler, complain, text_output
from .tracebacks import traceback_text
from .wire import ANSWERED, BEGUN, BROKEN, CALLED, CHUNK


def constants(threads):
    """Returns what every environ holds besides the request."""
    return {
        "wsgi.version": (1, 0),
        "wsgi.errors": text_output(GatewayHandler.records, 2, "<stderr>", ErrorOutput),
        "wsgi.multithread": threads > 1,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
        "wsgi.file_wrapper": FileWrapper,
        "gateway.version": "1.0",
    }


def is_single(result):
    """Returns whether the body has exactly one chunk, by its own len()."""
    try:
        return len(result) == 1
    except Exception:  # the app's own __len__ may raise anything; the body is still served
        return False


def stream(call, result):
    """Sends each chunk as soon as the app yields it; a chunk that is known to be the last is sent with the end."""
    single = is_single(result)
    for data in result:
        if type(data) is not bytes:
            data = checked_chunk(data, "The body handed over")
        if not data:
            continue
        state = call.state
        if state is BEGUN:
            call.send(CHUNK, b"", data)
        elif state is not CALLED:
            complain("The body was cut at its Content-Length of %s [R33]" % call.length)
            return
        elif single or call.length == len(data):
            call.whole(data)
        else:
            call.chunk(data)
    if call.state is CALLED or call.state is BEGUN:
        call.is_over = type(result) is GeneratorType  # it has ended, and has dropped what it held
        call.end()


def respond(app, call):
    """Calls the app once, sends what it returns, closes it, and reports that it is closed.

    The worker may get the next request as soon as that is reported. So everything that the app has made for this one
    is dropped before, since it may take long to be freed.
    """
    closable = result = None
    try:
        result = app(call.take_environ(), call.start_response)
        call.returned = True
        kind = type(result)
        if kind is list or kind is tuple:
            if call.state is CALLED:
                result = joined(result)
                call.is_over = True
                call.whole(result)
                return
        elif result is None:
            raise ContractViolation("The app returned None; return [] for no body [R28]")
        elif hasattr(result, "close"):
            closable = result
            if kind is FileWrapper and call.state is CALLED and not call.asking:
                place = result.place(call.length)
                if place and call.file(place):
                    return
        stream(call, result)
    except BaseException as error:
        if call.state is not BROKEN:  # raised by ClientGone, or by what the app made of it
            call.fail(error)
    finally:
        if closable is not None:
            close(closable)
        if call.state is ANSWERED:
            result = closable = None
            call.closed()


def joined(chunks):
    if len(chunks) == 1 and type(chunks[0]) is bytes:
        return chunks[0]
    return b"".join([checked_chunk(chunk, "The body handed over") for chunk in chunks])


def close(result):
    try:
        result.close()
    except BaseException as error:
        complain("Closing the body failed: %s" % traceback_text(error))
