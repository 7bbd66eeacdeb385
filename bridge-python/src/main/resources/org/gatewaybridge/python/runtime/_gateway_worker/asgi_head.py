"""Status and headers of an ASGI app's response: their rules, and their encoding."""

from http import HTTPStatus

from .head import HOP_BY_HOP, KEPT, PLAIN, TOKEN, ContractViolation

REASONS = {status.value: b"%d %s" % (status.value, status.phrase.encode("ascii")) for status in HTTPStatus}
DROPPED = (
    b"connection keep-alive proxy-authenticate proxy-authorization te trailers transfer-encoding upgrade".split()
)
NAMES = dict.fromkeys(DROPPED, HOP_BY_HOP)
NAMES[b"proxy-authenticate"] = PLAIN
del NAMES[b"proxy-authorization"]
CONTROLS = bytes(code for code in range(32) if code != 10) + b"\x7f"


def encoded_head(message):
    """Returns status and headers of an http.response.start as one text, a line each.

    Headers that belong to the server's connection are left out, as the specification wants of transfer-encoding.
    """
    status = message["status"]
    try:
        parts = [REASONS[status]]
    except (KeyError, TypeError):
        parts = [reason_of(status)]
    count = 1
    for name, value in message.get("headers", ()):
        try:
            kind = NAMES[name]
        except (KeyError, TypeError):
            kind, name = kind_of(name)
        if kind == PLAIN:
            parts.append(name)
            parts.append(value)
            count += 2
    try:
        head = b"\n".join(parts)
    except TypeError:
        raise ContractViolation(wrong_value(parts)) from None
    if head.count(b"\n") != count - 1 or len(head.translate(None, CONTROLS)) != len(head):
        raise ContractViolation("A header of the response has a control character: %r; remove it [R24]" % (parts,))
    return head


def reason_of(status):
    if type(status) is not int:
        try:
            status = int(status)
        except (TypeError, ValueError):
            status = 0
    if not 200 <= status <= 999:
        raise ContractViolation("The status is %r; give a number from 200 to 999 [R20]" % (status,))
    return REASONS.setdefault(status, b"%d " % status)


def kind_of(name):
    if not isinstance(name, (bytes, bytearray, memoryview)):
        raise ContractViolation("Header name %r is a %s; give bytes [R22]" % (name, type(name).__name__))
    name = bytes(name)
    if not TOKEN.fullmatch(name.decode("latin-1")):
        raise ContractViolation("Header name %r is not a token; use letters, digits and - [R23]" % (name,))
    kind = NAMES.get(name.lower(), PLAIN)
    if len(NAMES) < KEPT:
        NAMES[name] = kind
    return kind, name


def wrong_value(parts):
    wrong = [part for part in parts if not isinstance(part, (bytes, bytearray, memoryview))]
    return "A header's value is the %s %r; give bytes [R22]" % (type(wrong[0]).__name__, wrong[0])
