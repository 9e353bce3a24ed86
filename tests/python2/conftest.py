"""Helpers to run converted sources."""

import builtins
import sys

import pytest

from tfv1.importing.python2loader import importer
from tfv1.python2.builtins import BUILTINS
from tfv1.python2.convert import convert


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """Every test has a cache of its own."""
    monkeypatch.setenv("TFV1_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def run_python2():
    """Runs a Python 2 source and returns its names."""

    def run(source, **names):
        space = {
            **names,
            "__name__": "source",
            "__builtins__": {
                **vars(builtins),
                **BUILTINS,
                "__import__": importer(builtins.__import__),
            },
        }
        exec(compile(convert(source, "source.py"), "source.py", "exec"), space)
        return space

    return run


@pytest.fixture(scope="session")
def tfv1():
    """The command."""
    return [sys.executable, "-m", "tfv1"]
