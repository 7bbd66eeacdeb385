"""Starts Gateway Bridge's side of Python, the package _gateway_worker beside this file."""

import os
import sys

if sys.version_info < (3, 9):
    sys.exit("Gateway Bridge needs Python 3.9 or newer; %s is %s" % (sys.executable, sys.version.split()[0]))

if __name__ == "__main__":  # multiprocessing runs this file in its children, by another name
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # not there with PYTHONSAFEPATH
    sys.dont_write_bytecode = True  # until the app is imported: nobody needs it in this file's folder
    from _gateway_worker.main import main

    sys.exit(main(sys.argv[1]))
