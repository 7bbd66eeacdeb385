from flask import Flask, Response, request, send_file

app = Flask(__name__)


@app.route("/")
def hello():
    return "Hello from Flask\n"


@app.route("/greet/<name>")
def greet(name):
    return "Hello, %s, at %s\n" % (name, request.url)


@app.route("/form", methods=["POST"])
def form():
    return "%s %d" % (request.form["name"], len(request.files["file"].read()))


@app.route("/stream")
def stream():
    return Response(("%d\n" % i for i in range(3)), mimetype="text/plain")


@app.route("/file")
def file():
    return send_file(__file__)


@app.route("/boom")
def boom():
    app.logger.warning("about to fail")
    raise RuntimeError("flask failed")
