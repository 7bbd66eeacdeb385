"""The connection scope of ASGI 3, made of the values that the gateway sends."""

VERSIONS = {"version": "3.0", "spec_version": "2.4"}
TLS_VERSIONS = {"TLSv1": 0x0301, "TLSv1.1": 0x0302, "TLSv1.2": 0x0303, "TLSv1.3": 0x0304}
CIPHERS = {  # RFC 8446 B.4, RFC 5289, RFC 7905: those that clients use
    "TLS_AES_128_GCM_SHA256": 0x1301,
    "TLS_AES_256_GCM_SHA384": 0x1302,
    "TLS_CHACHA20_POLY1305_SHA256": 0x1303,
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256": 0xC02B,
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384": 0xC02C,
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256": 0xC02F,
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384": 0xC030,
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256": 0xCCA8,
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256": 0xCCA9,
}


def scope_of(values, worker):
    """Returns the scope of a request.

    The gateway sends a tuple of values, in the order below, that are what the specification wants: text is decoded,
    names and values of headers are bytes, and names are in lower case.
    """
    kind, method, path, raw_path, query, root_path, scheme, version, client, server, headers, extensions = values
    if "gateway.tls" in extensions or "CONTENT_LENGTH" in extensions:
        complete(headers, extensions)
    if root_path and kind in worker.short_paths and path.startswith(root_path):
        path = path[len(root_path) :]
    if kind == "http":
        scope = {
            "type": "http",
            "asgi": VERSIONS.copy(),
            "http_version": version,
            "method": method,
            "scheme": scheme,
            "path": path,
            "raw_path": raw_path,
            "query_string": query,
            "root_path": root_path,
            "headers": headers,
            "client": client,
            "server": server,
            "extensions": extensions,
        }
    else:
        wanted = b",".join(value for name, value in headers if name == b"sec-websocket-protocol")
        scope = {
            "type": "websocket",
            "asgi": VERSIONS.copy(),
            "http_version": version,
            "scheme": "wss" if scheme == "https" else "ws",
            "path": path,
            "raw_path": raw_path,
            "query_string": query,
            "root_path": root_path,
            "headers": headers,
            "client": client,
            "server": server,
            "subprotocols": [name.strip() for name in wanted.decode("latin-1").split(",") if name.strip()],
            "extensions": extensions,
        }
    if worker.state is not None:
        scope["state"] = worker.state.copy()
    return scope


def complete(headers, extensions):
    """Makes the extension tls of what the gateway sends, and corrects the length of a body that a filter changed."""
    length = extensions.pop("CONTENT_LENGTH", None)
    if length is not None:
        headers[:] = [pair for pair in headers if pair[0] not in (b"content-length", b"transfer-encoding")]
        headers.append((b"content-length", length.encode("ascii")))
    version = extensions.pop("gateway.tls", None)
    if version is not None:
        extensions["tls"] = {
            "server_cert": None,
            "client_cert_chain": [],
            "client_cert_name": extensions.pop("gateway.client") or None,
            "client_cert_error": None,
            "tls_version": TLS_VERSIONS.get(version),
            "cipher_suite": CIPHERS.get(extensions.pop("gateway.cipher")),
        }


def short_paths(setting):
    """Returns the types of scopes whose path does not begin with the root path."""
    if setting != "auto":
        return ("http", "websocket") if setting == "apart" else ()
    return kinds_that_expect_short_paths()


def kinds_that_expect_short_paths():
    """Returns the types of scopes whose path the app's framework takes without the root path in front of it.

    The specification says that ``path`` includes ``root_path``. Starlette, and FastAPI on it, did not expect that
    before they had ``get_route_path``, and neither does the router of Channels.
    """
    import sys

    if "starlette.routing" in sys.modules and not hasattr(sys.modules.get("starlette._utils"), "get_route_path"):
        return ("http", "websocket")
    router = getattr(sys.modules.get("channels.routing"), "URLRouter", None)
    code = getattr(getattr(router, "__call__", None), "__code__", None)
    return ("websocket",) if code is not None and "root_path" not in code.co_consts else ()
