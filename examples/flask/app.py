import hashlib
import time

from flask import Flask, Response, redirect, render_template, request, url_for

app = Flask(__name__)


@app.get("/")
def index():
    return render_template("index.html", name=request.args.get("name", ""))


@app.post("/greet")
def greet():
    return redirect(url_for("index", name=request.form["name"]))


@app.post("/upload")
def upload():
    digest = hashlib.sha256()
    size = 0
    while block := request.stream.read(65536):
        digest.update(block)
        size += len(block)
    return "%d bytes, SHA-256 %s\n" % (size, digest.hexdigest())


@app.get("/count")
def count():
    def lines():
        for number in range(1, 4):
            yield "%d\n" % number
            time.sleep(0.2)

    return Response(lines(), mimetype="text/plain")
