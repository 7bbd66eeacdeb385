"""A Flask page from a Jinja2 template with a loop."""

from flask import Flask, render_template_string

application = Flask(__name__)
PAGE = """<!doctype html>
<title>{{ title }}</title>
<ul>{% for item in items %}<li class="{{ loop.cycle('odd', 'even') }}">{{ item.name }}: {{ item.price }}</li>{% endfor %}</ul>
"""
ITEMS = [{"name": "item <%d>" % n, "price": n * 1.5} for n in range(20)]


@application.get("/page")
def page():
    return render_template_string(PAGE, title="Items", items=ITEMS)
