"""The compat app under those who check both sides of WSGI."""

from wsgiref.validate import validator

from compat_app import application

validated = validator(application)


def linted():
    """Debian's python3-webtest has it; imported only where it is asked for."""
    from webtest.lint import middleware

    return middleware(application)
