"""Which Python runs this, and what a subprocess of it is."""

import json
import os
import ssl
import subprocess
import sys

PROGRAM = "import json, sys; print(json.dumps([sys.executable, sys.path]))"


def app(environ, start_response):
    child = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True, text=True)
    executable, path = json.loads(child.stdout)
    facts = {
        "executable": sys.executable,
        "pid": os.getpid(),
        "parent": os.getppid(),
        "child": executable,
        "foreign": [place for place in sys.path + path if "/usr/" in place or "python2" in place],
        "certificates": len(ssl.create_default_context().get_ca_certs()),
    }
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(facts).encode()]
