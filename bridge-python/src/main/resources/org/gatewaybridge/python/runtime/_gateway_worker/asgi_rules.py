"""In which order an ASGI app sends the events of an HTTP response, and what is said if it does not."""

CALLED, STARTED, BEGUN, FILED, OVER = "called", "started", "begun", "filed", "over"
PROMISED, FOLLOWED, TRAILERS = "promised", "followed", "trailers"  # like STARTED, BEGUN, and then the trailers

BROKEN = "The request's body broke off; the client is gone, or its framing was wrong"
UNFINISHED = {
    CALLED: "The app returned without an answer; send http.response.start and http.response.body",
    STARTED: "The app returned behind http.response.start; send an http.response.body after it",
    BEGUN: "The app returned in the middle of its answer; end it with an http.response.body without more_body",
    PROMISED: "The app returned behind http.response.start; send an http.response.body after it",
    FOLLOWED: "The app returned in the middle of its answer; end it with an http.response.body without more_body",
    TRAILERS: "The app returned without the trailers that it has promised; send http.response.trailers",
    FILED: "The app did not wait for the file that it has sent",
}

EXTRAS = {
    "http.response.trailers": "The app sent %s, which it had not promised by http.response.start with trailers True,"
    " or which the scope's extensions do not have, or before the end of the body",
    "http.response.early_hint": "The app sent %s behind the head of its answer",
}


class OutOfOrder(RuntimeError):
    """Raised for an event that an app may not send in the state of its response."""


def is_cancel(error):
    """Returns whether the app has ended since it was cancelled; the name is enough, and spares an import."""
    return type(error).__name__ == "CancelledError"


def plain_bytes(body):
    """Returns the bytes of a body that is no plain bytes object."""
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    raise TypeError("http.response.body has a body that is a %s; give bytes" % type(body).__name__)


def misplaced(kind, state):
    """Returns a sentence about an event that came out of order."""
    if state is CALLED:
        return "The app sent %s before http.response.start" % kind
    if kind == "http.response.start":
        return "The app sent http.response.start twice"
    if kind in EXTRAS and state is not OVER:
        return EXTRAS[kind] % kind
    return "The app sent %s after the answer had ended" % kind
