import os
import signal

from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import path


def index(request):
    return HttpResponse('<link href="%s">' % static("site.css"))


def end(request):
    with open("/proc/%d/stat" % os.getppid()) as stat:  # the parent of the workers; its parent is the server
        os.kill(int(stat.read().rpartition(")")[2].split()[1]), signal.SIGTERM)
    return HttpResponse("ended")


urlpatterns = [path("", index), path("end", end)]
