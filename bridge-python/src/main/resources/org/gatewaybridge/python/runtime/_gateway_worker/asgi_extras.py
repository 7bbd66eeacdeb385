"""What an ASGI app sends besides head and body: http.response.early_hint, and http.response.trailers."""

from .asgi_head import encoded_head
from .asgi_rules import CALLED, FOLLOWED, PROMISED, STARTED, TRAILERS, OutOfOrder, misplaced
from .call import ClientGone
from .head import ContractViolation
from .wire import BEGIN_TRAILED, BLOCK, CHUNK, END, HINT

HINTED, TRAILED = "http.response.early_hint", "http.response.trailers"


def encoded_fields(headers):
    """Returns fields as a head without its status: a line for each name and each value behind an empty one."""
    headers = list(headers)
    fields = encoded_head({"status": 200, "headers": headers})[len(b"200 OK") :]
    if fields.count(b"\n") != 2 * len(headers):
        raise ContractViolation("A field of %r belongs to the server's connection; remove it [R21]" % (headers,))
    return fields


async def send_extra(call, kind, state, message):
    """Sends an early hint, or trailers; raises OutOfOrder for any other event, or in another state."""
    connection = call.connection
    if kind == HINTED and state in (CALLED, STARTED, PROMISED):
        if HINTED in call.scope["extensions"]:  # else there is nobody to send it to
            connection.send(HINT, encoded_fields([(b"Link", link) for link in message.get("links", ())]))
    elif kind == TRAILED and state is TRAILERS:
        call.trailers += encoded_fields(message.get("headers", ()))
        if not message.get("more_trailers"):
            call.end(END, call.trailers, b"")
            return
    elif kind in (HINTED, TRAILED):
        raise OutOfOrder(misplaced(kind, state))
    else:
        raise OutOfOrder("The app sent %r, which is no event of a response" % (kind,))
    if connection.is_full():
        await connection.drain()


async def send_part(call, state, body, more):
    """Sends a part of a body that trailers follow."""
    connection = call.connection
    call.state = FOLLOWED if more else TRAILERS
    if state is PROMISED:
        call.trailers = b""
        connection.send(BEGIN_TRAILED, call.head, body)
        call.head = None
    elif body:
        connection.send(CHUNK, b"", body)
    if connection.is_full():
        await connection.drain()


async def send_blocks(call, path):
    """Sends a file as a body that trailers follow."""
    loop = call.connection.worker.loop
    with open(path, "rb") as file:
        state, block = PROMISED, b"-"
        while block:
            block = await loop.run_in_executor(None, file.read, BLOCK)
            if call.connection.call is not call:
                raise ClientGone("the client is gone")
            await send_part(call, state, block, bool(block))
            state = FOLLOWED
