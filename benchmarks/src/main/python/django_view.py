"""A Django page from a template with a loop, without a database."""

import django
from django.conf import settings

PAGE = """<!doctype html>
<title>{{ title }}</title>
<ul>{% for item in items %}<li class="{% cycle 'odd' 'even' %}">{{ item.name }}: {{ item.price }}</li>{% endfor %}</ul>
"""
settings.configure(
    SECRET_KEY="of a benchmark",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"page.html": PAGE})]},
        }
    ],
)
django.setup()

from django.core.wsgi import get_wsgi_application
from django.shortcuts import render
from django.urls import path

ITEMS = [{"name": "item <%d>" % n, "price": n * 1.5} for n in range(20)]


def page(request):
    return render(request, "page.html", {"title": "Items", "items": ITEMS})


urlpatterns = [path("page", page)]
application = get_wsgi_application()
