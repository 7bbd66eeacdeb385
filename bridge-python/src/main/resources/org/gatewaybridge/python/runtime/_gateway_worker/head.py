"""Status and headers of a response: PEP 3333's rules for them, and their encoding."""

import re

PLAIN, CONTENT_LENGTH, CONTENT_TYPE, HOP_BY_HOP, FORBIDDEN = 0, 1, 2, 4, 8
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
STATUS = re.compile(r"[2-9][0-9][0-9] [^\x00-\x1f\x7f]*")
NAMES = {
    "content-length": CONTENT_LENGTH,
    "content-type": CONTENT_TYPE,
    "status": FORBIDDEN,
}
NAMES.update(
    dict.fromkeys(
        (
            "connection keep-alive proxy-authenticate proxy-authorization te trailers transfer-encoding upgrade"
        ).split(),
        HOP_BY_HOP,
    )
)
STATUSES = {"200 OK"}
KEPT = 1000  # of each, so that an app that invents names does not fill the memory


class ContractViolation(ValueError):
    """Raised if the app breaks a rule of PEP 3333; the message ends with the rule's number in SPEC.md."""


def kind_of(name):
    if not TOKEN.fullmatch(name):
        raise not_a_token(name)
    kind = NAMES.get(name.lower(), PLAIN)
    if len(NAMES) < KEPT:
        NAMES[name] = kind
    return kind


def encoded_head(status, headers, lenient):
    """Returns status and headers as one text, and the Content-Length or None."""
    if type(status) is not str or status not in STATUSES:
        status = exact(status)
        check_status(status)
    if type(headers) is not list:
        check_headers(headers)
    parts = [status]
    length = None
    seen = 0
    for pair in headers:
        if type(pair) is not tuple or len(pair) != 2:
            check_pair(pair)
        name, value = pair
        if type(name) is not str or type(value) is not str:
            name, value = exact_pair(name, value)
        kind = NAMES.get(name)
        if kind is None:
            kind = kind_of(name)
        if kind:
            if kind == HOP_BY_HOP and lenient:
                continue
            if kind & seen or kind >= HOP_BY_HOP:
                raise refused(kind, name, seen)
            seen |= kind
            if kind == CONTENT_LENGTH:
                length = checked_length(value)
        if not value.isprintable() and CONTROL.search(value):
            raise ContractViolation("Header %r has a control character in %r; remove it [R24]" % (name, value))
        parts += name, value
    try:
        return "\n".join(parts).encode("latin-1"), length
    except UnicodeEncodeError as error:
        raise ContractViolation(
            "Status or headers hold %r, which is not latin-1; encode it [R24]" % error.object[error.start : error.end]
        ) from None


def exact(text):
    """Returns the characters of a text as a plain str: the methods of an app's own subclass of str may lie."""
    return "".join((text,)) if isinstance(text, str) and type(text) is not str else text


def exact_pair(name, value):
    if not isinstance(name, str):
        raise not_a_token(name)
    if not isinstance(value, str):
        raise ContractViolation("Header %r is the %s %r; give a str [R22]" % (name, type(value).__name__, value))
    return exact(name), exact(value)


def not_a_token(name):
    return ContractViolation("Header name %r is not a token; give a str of letters, digits and - [R23]" % (name,))


def check_headers(headers):
    """Accepts any iterable, as servers always have, but for a mapping or a text."""
    if not hasattr(headers, "__iter__") or hasattr(headers, "keys") or isinstance(headers, (str, bytes)):
        raise ContractViolation("The headers are %r; give a list of (name, value) [R22]" % (headers,))


def check_pair(pair):
    """Accepts subclasses of tuple, and lists, which some frameworks use."""
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise ContractViolation("The headers hold %r; give a list of (name, value) [R22]" % (pair,))


def check_exc_info(exc_info):
    if not isinstance(exc_info, tuple) or len(exc_info) != 3 or not isinstance(exc_info[1], BaseException):
        raise ContractViolation(
            "start_response got exc_info %r; give sys.exc_info() of an exception that is handled [R19]" % (exc_info,)
        )


def check_status(status):
    if not isinstance(status, str) or not STATUS.fullmatch(status):
        raise ContractViolation("Status %r is not three digits from 200 to 999, a space and a reason [R20]" % (status,))
    if len(STATUSES) < KEPT:
        STATUSES.add(status)


def refused(kind, name, seen):
    if kind & seen:
        return ContractViolation("Header %r comes twice; give it once [R25]" % name)
    rule = "R21" if kind == HOP_BY_HOP else "R23"
    return ContractViolation("Header %r belongs to the server; remove it from start_response [%s]" % (name, rule))


def checked_length(value):
    if value.isdigit() and value.isascii() and len(value) < 19:
        return int(value)
    raise ContractViolation("Content-Length is %r; give decimal digits [R26]" % value)


def checked_chunk(chunk, giver):
    """Returns the bytes of a chunk as plain bytes: the methods of an app's own subclass of bytes may lie."""
    if type(chunk) is bytes:
        return chunk
    if isinstance(chunk, bytes):
        return b"".join((chunk,))
    raise ContractViolation("%s a %s; every chunk is bytes [R29]" % (giver, type(chunk).__name__))
