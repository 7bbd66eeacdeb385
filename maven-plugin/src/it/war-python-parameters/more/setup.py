from setuptools import setup

setup(name="more", version="1.0", py_modules=["more"])
