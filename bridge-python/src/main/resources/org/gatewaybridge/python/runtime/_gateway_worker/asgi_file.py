"""http.response.pathsend: the gateway sends a file itself, or this does so block by block."""

from .call import ClientGone
from .files import FileWrapper
from .wire import BEGIN, BLOCK, CHUNK, CLOSED, END, FILE


async def send_file(call, path, head):
    """Sends the file as the body of the call's response; opens it before the app can delete it."""
    if call.is_asking():  # the gateway sends input next, and nothing about the file
        with open(path, "rb") as file:
            await send_blocks(call, file, head)
        return
    with open(path, "rb") as file:
        place = FileWrapper(file).place(None)
        if place is None or not await is_taken(call, head, place):
            await send_blocks(call, file, head)


async def is_taken(call, head, place):
    """Offers the file; returns whether the gateway has sent it."""
    connection = call.connection
    taken = call.offer = connection.worker.loop.create_future()
    connection.send(FILE, head, place)
    try:
        is_sent = await taken
    finally:
        call.offer = None
    if is_sent is None:
        raise ClientGone("the client is gone")
    if is_sent:
        call.over()
        connection.send(CLOSED)
        connection.finished(True)
    return is_sent


async def send_blocks(call, file, head):
    connection = call.connection
    loop = connection.worker.loop
    kind = BEGIN
    while True:
        block = await loop.run_in_executor(None, file.read, BLOCK)
        if not block:
            break
        if connection.call is not call:
            raise ClientGone("the client is gone")
        connection.send(kind, head if kind == BEGIN else b"", block)
        kind = CHUNK
        if connection.is_full():
            await connection.drain()
    if kind == BEGIN:
        connection.send(BEGIN, head, b"")
    call.end(END, b"", b"")
