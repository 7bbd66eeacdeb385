"""A Django page: twenty rows of SQLite by the ORM, in a template, behind the usual middleware."""

import os

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="of a benchmark",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["BENCHMARK_FILE"] + ".sqlite3"}
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [
                            (
                                "django.template.loaders.locmem.Loader",
                                {
                                    "page.html": "<!doctype html><title>Groups</title><ul>{% for group in groups %}"
                                    "<li class='{% cycle 'odd' 'even' %}'>{{ group.name }}</li>{% endfor %}</ul>\n"
                                },
                            )
                        ],
                    )
                ]
            },
        }
    ],
    USE_TZ=True,
)
django.setup()

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.shortcuts import render
from django.urls import path


def page(request):
    return render(request, "page.html", {"groups": Group.objects.order_by("name")[:20]})


urlpatterns = [path("page", page)]
application = get_wsgi_application()

if __name__ == "__main__":  # once, before the servers start
    call_command("migrate", verbosity=0)
    Group.objects.bulk_create([Group(name="group <%02d>" % n) for n in range(30)])
