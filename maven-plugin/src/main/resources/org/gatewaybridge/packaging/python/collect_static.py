"""Collects a Django project's static files into another folder than its own STATIC_ROOT.

Arguments: that folder, and a file for what the settings say, two lines: STATIC_URL as it is written
there, and STATIC_ROOT. The file is empty where there is nothing to collect. DJANGO_SETTINGS_MODULE
names the settings.
"""

import importlib
import os
import sys
import types


def main(target, facts):
    own = importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    settings = types.ModuleType("gateway_static_settings")
    vars(settings).update((name, value) for name, value in vars(own).items() if name.isupper())
    own_root = getattr(own, "STATIC_ROOT", None)
    if getattr(own, "COMPRESS_ROOT", None) and os.path.abspath(own.COMPRESS_ROOT) == os.path.abspath(own_root or ""):
        settings.COMPRESS_ROOT = target
    settings.STATIC_ROOT = target
    sys.modules[settings.__name__] = settings
    os.environ["DJANGO_SETTINGS_MODULE"] = settings.__name__

    import django

    django.setup()
    with open(facts, "w", encoding="utf-8") as out:
        url = getattr(own, "STATIC_URL", None)
        if url and collected():
            out.write("%s\n%s\n" % (url, getattr(own, "STATIC_ROOT", None) or ""))


def collected():
    from django.apps import apps

    if not apps.is_installed("django.contrib.staticfiles"):
        return False
    from django.contrib.staticfiles.storage import staticfiles_storage
    from django.core.files.storage import FileSystemStorage
    from django.core.management import call_command

    if not isinstance(staticfiles_storage, FileSystemStorage):
        print("STATICFILES_STORAGE is no folder; a build does not upload to it")
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    compress(call_command)
    return True


def compress(call_command):
    """Makes what django-compressor would make by itself at the first request, were it not set to find it there."""
    from django.apps import apps
    from django.conf import settings

    if apps.is_installed("compressor") and getattr(settings, "COMPRESS_ENABLED", False):
        if getattr(settings, "COMPRESS_OFFLINE", False):
            call_command("compress", force=True, verbosity=0)


main(*sys.argv[1:])
