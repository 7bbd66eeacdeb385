import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import FileResponse, HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only for this test",
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
)


def hello(request):
    return HttpResponse("Hello from Django %s at %s\n" % (django.VERSION[0], request.path))


def file(request):
    return FileResponse(open(__file__, "rb"))


urlpatterns = [path("", hello), path("file", file), path("grüße", hello)]
application = get_wsgi_application()
