import asyncio
import hashlib
import json
from pathlib import Path

from fastapi import FastAPI, Header, UploadFile, WebSocket
from fastapi.responses import FileResponse, StreamingResponse
from pydantic import BaseModel, Field, ValidationError

app = FastAPI(title="Orders")


class Order(BaseModel):
    item: str = Field(min_length=1)
    price: float = Field(gt=0)
    count: int = Field(1, ge=1)


def quote(order):
    return {"item": order.item, "total": round(order.price * order.count, 2)}


@app.get("/", include_in_schema=False)
async def index():
    return FileResponse(Path(__file__).with_name("index.html"))


@app.post("/orders")
async def order(order: Order):
    return quote(order)


@app.post("/upload")
async def upload(file: UploadFile):
    digest = hashlib.sha256()
    size = 0
    while block := await file.read(65536):
        digest.update(block)
        size += len(block)
    return {"bytes": size, "sha256": digest.hexdigest()}


@app.get("/progress")
async def progress(last_event_id: int = Header(0)):
    """Sends server-sent events. A browser that connects again says which one it has had last."""

    async def events():
        for step in range(last_event_id + 1, 4):
            await asyncio.sleep(0.2)
            yield "id: %d\ndata: %s\n\n" % (step, json.dumps({"done": step, "of": 3}))

    return StreamingResponse(events(), media_type="text/event-stream")


@app.websocket("/quotes")
async def quotes(socket: WebSocket):
    """Answers each order with its total, as long as the socket is open."""
    await socket.accept()
    async for data in socket.iter_json():
        try:
            await socket.send_json(quote(Order(**data)))
        except (TypeError, ValidationError):
            await socket.send_json({"error": "Give item, price and count"})
