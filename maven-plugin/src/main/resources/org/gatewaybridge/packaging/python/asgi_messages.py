"""The form of ASGI's messages and scopes: which keys each may have, and what their values may be.

The rules are those of the ASGI specification 3.0 (HTTP & WebSocket, Lifespan, Extensions).
"""

import re

SERVERS = (b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"transfer-encoding", b"upgrade")
NO_TRAILERS = set(
    b"age authorization cache-control content-disposition content-encoding content-language content-length"
    b" content-location content-range content-type cookie date expect expires host location max-forwards pragma"
    b" proxy-authenticate proxy-authorization range retry-after set-cookie trailers vary warning"
    b" www-authenticate".split()
)
TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def said(value):
    """Returns a value's type and the value, shortened."""
    text = repr(value)
    return "%s %s" % (type(value).__name__, text if len(text) <= 60 else text[:57] + "...")


def kind(wanted, *types):
    """Makes a check of a value's type."""

    def check(value):
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            yield "is %s; give %s" % (said(value), wanted)

    return check


def optional(check):
    return lambda value: () if value is None else check(value)


def pair(first, second):
    def check(value):
        if not isinstance(value, (list, tuple)) or len(value) != 2:
            yield "is %s; give a pair" % said(value)
        else:
            for part, rule in zip(value, (first, second)):
                for complaint in rule(part):
                    yield "holds a part that %s" % complaint

    return check


def each(check, wanted):
    def check_all(value):
        if isinstance(value, (str, bytes, dict)) or not hasattr(value, "__iter__"):
            yield "is %s; give %s" % (said(value), wanted)
        else:
            for item in value:
                for complaint in check(item):
                    yield "has an item that %s" % complaint

    return check_all


def headers(value):
    """Yields what is wrong with headers, which are pairs of bytes with lower-case names."""
    if isinstance(value, (str, bytes, dict)) or not hasattr(value, "__iter__"):
        yield "are %s; give a list of pairs, such as [(b'content-type', b'text/plain')]" % said(value)
        return
    for header in value:
        if not isinstance(header, (list, tuple)) or len(header) != 2:
            yield "hold %s; give pairs of a name and a value" % said(header)
            continue
        name, content = header
        if not isinstance(name, bytes):
            yield "hold a name that is %s; give bytes" % said(name)
        elif not TOKEN.fullmatch(name):
            yield "hold the name %r; a name has letters, digits and - only" % name
        elif name != name.lower():
            yield "hold the name %r; write it in lower case, %r" % (name, name.lower())
        if not isinstance(content, bytes):
            yield "hold a value for %r that is %s; give bytes" % (name, said(content))
        elif re.search(rb"[\r\n\0]", content):
            yield "hold a line break or NUL in the value of %r; remove it" % name


def trailers(value):
    """Yields what is wrong with trailers, which are headers that nobody needs before the body (RFC 9110 6.5.1)."""
    yield from headers(value)
    for name, _ in pairs(value):
        if name.lower() in NO_TRAILERS:
            yield "hold %s, which would come too late, behind the body; give it to http.response.start" % name.decode()


def link(value):
    if not isinstance(value, bytes):
        yield "is %s; give bytes" % said(value)
    elif re.search(rb"[\r\n\0]", value):
        yield "has a line break or NUL; remove it"


BYTES = kind("bytes", bytes)
TEXT = kind("str", str)
NUMBER = kind("int", int)
FLAG = kind("True or False", bool)
DICT = kind("a dict", dict)
BODY = {"body": BYTES, "more_body": FLAG}
START = {"status!": NUMBER, "headers": headers, "trailers": FLAG}

# What apps send, and what servers give; a key with ! is required.
SENT = {
    "http": {
        "http.response.start": START,
        "http.response.body": BODY,
        "http.response.trailers": {"headers": trailers, "more_trailers": FLAG},
        "http.response.pathsend": {"path!": TEXT},
        "http.response.zerocopysend": {"file!": lambda value: (), "offset": NUMBER, "count": NUMBER, "more_body": FLAG},
        "http.response.early_hint": {"links": each(link, "a list of bytes")},
        "http.response.push": {"path!": TEXT, "headers!": headers},
        "http.response.debug": {"info!": DICT},
    },
    "websocket": {
        "websocket.accept": {"subprotocol": optional(TEXT), "headers": headers},
        "websocket.send": {"bytes": optional(BYTES), "text": optional(TEXT)},
        "websocket.close": {"code": NUMBER, "reason": optional(TEXT)},
        "websocket.http.response.start": {"status!": NUMBER, "headers": headers},
        "websocket.http.response.body": BODY,
    },
    "lifespan": {
        "lifespan.startup.complete": {},
        "lifespan.startup.failed": {"message": TEXT},
        "lifespan.shutdown.complete": {},
        "lifespan.shutdown.failed": {"message": TEXT},
    },
}
GIVEN = {
    "http": {"http.request": BODY, "http.disconnect": {}},
    "websocket": {
        "websocket.connect": {},
        "websocket.receive": {"bytes": optional(BYTES), "text": optional(TEXT)},
        "websocket.disconnect": {"code": NUMBER, "reason": optional(TEXT)},
    },
    "lifespan": {"lifespan.startup": {}, "lifespan.shutdown": {}},
}

CONNECTION = {
    "asgi!": DICT,
    "http_version!": TEXT,
    "scheme": TEXT,
    "path!": TEXT,
    "raw_path": optional(BYTES),
    "query_string!": BYTES,
    "root_path": TEXT,
    "headers!": headers,
    "client": optional(pair(TEXT, NUMBER)),
    "server": optional(pair(TEXT, optional(NUMBER))),
    "state": DICT,
    "extensions": optional(DICT),
}
SCOPES = {
    "http": {**CONNECTION, "method!": TEXT},
    "websocket": {**CONNECTION, "subprotocols": each(TEXT, "a list of str")},
    "lifespan": {"asgi!": DICT, "state": DICT},
}


def values(message, form, name):
    """Yields what is wrong with the values of a message or a scope."""
    for key, check in form.items():
        plain = key.rstrip("!")
        if plain in message:
            for complaint in check(message[plain]):
                yield "%s of %s %s" % (plain, name, complaint)
        elif plain != key:
            yield "%s has no %s; give it" % (name, plain)


def form_of(message, known):
    """Returns the form of a message; None if it is no message that is known."""
    return known.get(message.get("type")) if isinstance(message, dict) else None


def message_complaints(message, known):
    """Yields what is wrong with the form of a message.

    :param known: the messages that may be sent, with their forms
    """
    form = form_of(message, known)
    if form is not None:
        yield from values(message, form, message["type"])
    elif not isinstance(message, dict):
        yield "%s is no message; give a dict with a type" % said(message)
    elif not isinstance(message.get("type"), str):
        yield "the type of %s is %s; give one of: %s" % (said(message), said(message.get("type")), ", ".join(known))
    else:
        yield "%s is no message that may come here; give one of: %s" % (message["type"], ", ".join(known))


def unknown_keys(message, known):
    """Returns the keys of a message that its form does not have, and that servers therefore ignore."""
    form = form_of(message, known)
    return [] if form is None else sorted(set(map(str, message)) - {key.rstrip("!") for key in form} - {"type"})


def pairs(headers):
    """Yields those headers that are pairs of bytes."""
    for header in headers if isinstance(headers, (list, tuple)) else ():
        if isinstance(header, (list, tuple)) and len(header) == 2 and all(isinstance(part, bytes) for part in header):
            yield header


def dropped_headers(message):
    """Yields the headers of an answer that servers leave out, because they are about the connection."""
    for name, _ in pairs(message.get("headers")) if isinstance(message, dict) else ():
        if name.lower() in SERVERS:
            yield name.decode("ascii")


def scope_complaints(scope):
    """Yields what is wrong with the scope that a server gives to an app."""
    if scope.get("type") not in SCOPES:
        yield "the type of the scope is %s; give one of: %s" % (said(scope.get("type")), ", ".join(SCOPES))
        return
    yield from values(scope, SCOPES[scope["type"]], "the scope")
    if scope["type"] == "lifespan":
        return
    path, root = scope.get("path"), scope.get("root_path", "")
    if isinstance(path, str) and isinstance(root, str) and not path.startswith(root):
        yield "path of the scope is %r, which does not begin with root_path, %r; it contains it" % (path, root)
    method = scope.get("method", "")
    if isinstance(method, str) and method != method.upper():
        yield "method of the scope is %r; write it in upper case" % method
