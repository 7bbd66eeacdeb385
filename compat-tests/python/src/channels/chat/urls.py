"""Pages by Django, some of them asynchronous."""

import asyncio

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.urls import path, reverse


def home(request):
    return JsonResponse({"path": request.path, "link": reverse("hello", args=["Ada"])})


async def hello(request, name):
    await asyncio.sleep(0)
    return HttpResponse("Hello, " + name)


async def form(request):
    return HttpResponse("name is " + request.POST["name"])


def upload(request):
    return HttpResponse(str(request.FILES["file"].size))


def stream(request):
    return StreamingHttpResponse(("line %d\n" % number for number in range(100)), content_type="text/plain")


def old(request):
    return HttpResponseRedirect(reverse("hello", args=["new"]))


async def boom(request):
    raise RuntimeError("django failed")


urlpatterns = [
    path("", home),
    path("hello/<name>", hello, name="hello"),
    path("form", form),
    path("upload", upload),
    path("stream", stream),
    path("old", old),
    path("boom", boom),
]
