from channels.generic.websocket import AsyncJsonWebsocketConsumer


class ChatConsumer(AsyncJsonWebsocketConsumer):
    """One browser in a room. What it says goes to the room's group, on all nodes."""

    async def connect(self):
        self.group = "room-" + self.scope["url_route"]["kwargs"]["name"]
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive_json(self, content):
        text = str(content.get("text", ""))[:1000]
        await self.channel_layer.group_send(self.group, {"type": "chat.message", "text": text})

    async def chat_message(self, event):
        await self.send_json({"text": event["text"]})
