from django.urls import path

from chat.consumers import ChatConsumer
from chat.views import room

urlpatterns = [path("<slug:name>/", room)]
websocket_urlpatterns = [path("<slug:name>/messages", ChatConsumer.as_asgi())]
