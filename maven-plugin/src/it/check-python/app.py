def good(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"good"]


def bad(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return "text"
