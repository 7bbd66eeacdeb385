from setuptools import setup

setup(name="need", version="1.0", py_modules=["need"])
