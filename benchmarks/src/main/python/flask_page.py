"""A Flask page from a Jinja2 template with a loop."""

from flask import Flask, render_template
from jinja2 import DictLoader

PAGE = """<!doctype html>
<title>{{ title }}</title>
<ul>{% for item in items %}<li class="{{ loop.cycle('odd', 'even') }}">{{ item.name }}: {{ item.price }}</li>{% endfor %}</ul>
"""
application = Flask(__name__)
application.jinja_loader = DictLoader({"page.html": PAGE})
ITEMS = [{"name": "item <%d>" % n, "price": n * 1.5} for n in range(20)]


@application.get("/page")
def page():
    return render_template("page.html", title="Items", items=ITEMS)
