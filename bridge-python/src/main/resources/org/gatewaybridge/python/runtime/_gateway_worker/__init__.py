"""Gateway Bridge's side of Python: hosts an app in worker processes, or in a context of the gateway's own process.

The gateway starts one parent process (main, parent). The parent forks a worker whenever the gateway asks for one, and
reports how each ended. A worker imports the app, unless a preloading parent did it before, and holds one connection for
each of its threads, a slot (worker, slot). A slot carries one request at a time (call, wsgi). All processes end when
the gateway's end of their connection is closed.

An app may replace what its modules import, as gevent does. So all modules of this package are imported before the app,
and use the functions of originals and log.complain instead of time, threading, socket and sys.stderr.
"""
