import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.settings")
django = get_asgi_application()  # before the imports that need the settings

from chat.urls import websocket_urlpatterns  # noqa: E402

application = ProtocolTypeRouter(
    {"http": django, "websocket": AllowedHostsOriginValidator(URLRouter(websocket_urlpatterns))}
)
