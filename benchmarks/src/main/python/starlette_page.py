"""A route of Starlette that returns JSON."""

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


async def item(request):
    return JSONResponse({"id": request.path_params["id"], "query": request.query_params.get("q"), "tags": ["a", "b"]})


application = Starlette(routes=[Route("/items/{id:int}", item)])
