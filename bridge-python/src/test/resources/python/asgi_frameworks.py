"""The same small site in several frameworks: a page, links to a page, a redirect, and a part that is mounted."""


def starlette():
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse, RedirectResponse, StreamingResponse
    from starlette.routing import Mount, Route

    async def links(request):
        return PlainTextResponse("%s %s %s" % (request.url, request.url_for("page"), request.url_for("sub:page")))

    async def page(request):
        return PlainTextResponse("page")

    async def go(request):
        return RedirectResponse(request.url_for("page"))

    def in_thread(request):
        return PlainTextResponse("thread")

    async def stream(request):
        async def parts():
            for number in range(3):
                yield "%d " % number

        return StreamingResponse(parts())

    async def echo(request):
        return PlainTextResponse(await request.body())

    pages = [Route("/page", page, name="page")]
    return Starlette(
        routes=[
            Route("/links", links),
            Route("/go", go),
            Route("/thread", in_thread),
            Route("/stream", stream),
            Route("/echo", echo, methods=["POST"]),
            Mount("/sub", routes=pages, name="sub"),
            *pages,
        ]
    )


def fastapi():
    from fastapi import FastAPI, Request
    from fastapi.responses import PlainTextResponse, RedirectResponse, StreamingResponse

    app = FastAPI()

    @app.get("/links", response_class=PlainTextResponse)
    async def links(request: Request):
        return "%s %s %s" % (request.url, request.url_for("page"), request.url_for("sub", path="page"))

    @app.get("/page", response_class=PlainTextResponse)
    async def page():
        return "page"

    @app.get("/go")
    async def go(request: Request):
        return RedirectResponse(request.url_for("page"))

    @app.get("/thread", response_class=PlainTextResponse)
    def in_thread():
        return "thread"

    @app.get("/stream")
    async def stream():
        return StreamingResponse(("%d " % number for number in range(3)))

    @app.post("/echo", response_class=PlainTextResponse)
    async def echo(request: Request):
        return (await request.body()).decode()

    sub = FastAPI()

    @sub.get("/page", response_class=PlainTextResponse)
    async def sub_page():
        return "page"

    app.mount("/sub", sub, name="sub")
    return app


def quart():
    from quart import Blueprint, Quart, redirect, request, url_for

    app = Quart("asgi_frameworks")
    sub = Blueprint("sub", "asgi_frameworks")

    @sub.get("/page")
    async def sub_page():
        return "page"

    @app.get("/links")
    async def links():
        return "%s %s %s" % (
            request.host_url.rstrip("/") + request.path,  # the url of Debian's has the root path twice
            url_for("page", _external=True),
            url_for("sub.sub_page", _external=True),
        )

    @app.get("/page")
    async def page():
        return "page"

    @app.get("/go")
    async def go():
        return redirect(url_for("page"))

    @app.get("/thread")
    def in_thread():
        return "thread"

    @app.get("/stream")
    async def stream():
        async def parts():
            for number in range(3):
                yield "%d " % number

        return parts()

    @app.post("/echo")
    async def echo():
        return await request.get_data()

    app.register_blueprint(sub, url_prefix="/sub")
    return app


def django():
    import django.conf
    from django.core.asgi import get_asgi_application
    from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
    from django.urls import include, path, reverse

    django.conf.settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="for tests only")

    async def links(request):
        text = " ".join(request.build_absolute_uri(one) for one in (None, reverse("page"), reverse("sub:page")))
        return HttpResponse(text)

    async def page(request):
        return HttpResponse("page")

    async def go(request):
        return HttpResponseRedirect(reverse("page"))

    def in_thread(request):
        return HttpResponse("thread")

    async def stream(request):
        return StreamingHttpResponse("%d " % number for number in range(3))

    async def echo(request):
        return HttpResponse(request.body)

    globals()["urlpatterns"] = [
        path("links", links),
        path("page", page, name="page"),
        path("go", go),
        path("thread", in_thread),
        path("stream", stream),
        path("echo", echo),
        path("sub/", include(([path("page", page, name="page")], "sub"))),
    ]
    return get_asgi_application()
