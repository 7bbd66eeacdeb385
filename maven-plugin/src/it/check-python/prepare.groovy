def python = new File(basedir, 'lacking/python3')
python.text = """#!/bin/sh
PYTHONPATH="${basedir}/lacking:\$PYTHONPATH" exec /usr/bin/python3 "\$@"
"""
python.setExecutable(true)
