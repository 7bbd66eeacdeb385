"""What people do with FastAPI, in small: validation, dependencies, uploads, tasks, documentation, a chat."""

import asyncio
from typing import Dict, Set

from fastapi import BackgroundTasks, Depends, FastAPI, File, Header, HTTPException, UploadFile, WebSocket, WebSocketDisconnect
from fastapi.responses import HTMLResponse, StreamingResponse
from pydantic import BaseModel

app = FastAPI(title="Compat")
rooms: Dict[str, Set[WebSocket]] = {}
done = []


class Item(BaseModel):
    name: str
    price: float


async def user(x_token: str = Header(...)):
    if x_token == "broken":
        raise RuntimeError("the dependency failed")
    if x_token != "good":
        raise HTTPException(status_code=401, detail="no such token", headers={"WWW-Authenticate": "Token"})
    return "ada"


async def closing():
    try:
        yield "open"
    finally:
        done.append("dependency closed")


@app.on_event("startup")
async def startup():
    app.state.ready = True


@app.get("/")
async def home():
    return {"ready": app.state.ready}


@app.get("/items/{item_id}")
async def item(item_id: int, q: str = ""):
    return {"item_id": item_id, "q": q}


@app.post("/items", status_code=201)
async def create(item: Item):
    return item


@app.get("/me")
async def me(name: str = Depends(user)):
    return {"name": name}


@app.get("/resource")
async def resource(state: str = Depends(closing)):
    return {"state": state}


@app.get("/sync")
def sync():
    """In a thread of the framework's pool."""
    return {"sync": True}


@app.post("/files")
async def files(file: UploadFile = File(...)):
    return {"name": file.filename, "size": len(await file.read())}


@app.get("/tasks")
async def tasks(background: BackgroundTasks):
    background.add_task(done.append, "task")
    return {"accepted": True}


@app.get("/done")
async def all_done():
    return done


@app.get("/stream")
async def stream():
    async def lines():
        for number in range(100):
            yield "line %d\n" % number
            await asyncio.sleep(0)

    return StreamingResponse(lines(), media_type="text/plain")


@app.get("/page", response_class=HTMLResponse)
async def page():
    return "<!DOCTYPE html><title>Chat</title><ul id=said></ul>"


@app.websocket("/chat/{room}")
async def chat(websocket: WebSocket, room: str):
    await websocket.accept()
    present = rooms.setdefault(room, set())
    present.add(websocket)
    try:
        while True:
            text = await websocket.receive_text()
            for other in list(present):
                await other.send_text(text)
    except WebSocketDisconnect as left:
        done.append("left with %d" % left.code)
    finally:
        present.discard(websocket)


@app.websocket("/guarded")
async def guarded(websocket: WebSocket, token: str = ""):
    if token != "good":
        await websocket.close(code=1008)
        return
    await websocket.accept()
    await websocket.send_text("welcome")
    await websocket.close(code=4000)
