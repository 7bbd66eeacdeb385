"""Which native packages fit this Python. The Maven plugin computes the same tag for the Python of the build."""

import os
import sys


def platform_tag():
    """Returns a tag such as cp311-linux_x86_64."""
    import sysconfig

    name = sys.implementation.name
    musl = "musl" in (sysconfig.get_config_var("SOABI") or "")
    return "%s%d%d%s-%s_%s" % (
        {"cpython": "cp", "pypy": "pp"}.get(name, name),
        sys.version_info[0],
        sys.version_info[1],
        getattr(sys, "abiflags", ""),
        "musllinux" if musl else sys.platform,
        os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", ""),  # Windows
    )
