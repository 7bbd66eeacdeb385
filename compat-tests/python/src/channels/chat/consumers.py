"""Who talks in a room hears all who do."""

from channels.generic.websocket import AsyncJsonWebsocketConsumer, WebsocketConsumer


class Room(AsyncJsonWebsocketConsumer):
    async def connect(self):
        self.room = self.scope["url_route"]["kwargs"]["room"]
        await self.channel_layer.group_add(self.room, self.channel_name)
        await self.accept()

    async def receive_json(self, content):
        await self.channel_layer.group_send(self.room, {"type": "said", "text": content["text"]})

    async def said(self, event):
        await self.send_json({"text": event["text"]})

    async def disconnect(self, code):
        await self.channel_layer.group_discard(self.room, self.channel_name)
        await self.channel_layer.group_send(self.room, {"type": "said", "text": "left with %s" % code})


class Echo(WebsocketConsumer):
    """Runs in threads of the framework."""

    def receive(self, text_data=None, bytes_data=None):
        self.send(text_data=text_data, bytes_data=bytes_data)
