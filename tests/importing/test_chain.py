"""The finders of this package on sys.meta_path: their order, and other hooks beside them."""

import sys
from pathlib import Path

import pytest

import tfv1
from tests.support.cli import python
from tfv1.importing import chain

PACKAGE = Path(tfv1.__file__).parent


class _Finder(chain.Finder):
    def __init__(self, place):
        self.place = place

    def find_spec(self, fullname, path, target=None):
        return None


@pytest.fixture
def meta_path(monkeypatch):
    """A sys.meta_path of one foreign finder."""
    foreign = ["python's"]
    monkeypatch.setattr(sys, "meta_path", foreign)
    return foreign


@pytest.mark.parametrize("step", [1, -1])
def test_finders_stand_in_the_written_order(meta_path, step):
    """Whatever the order of installing, ours stand as ORDER says, around the interpreter's."""
    for place in chain.ORDER[::step]:
        if place != chain.PYTHON:
            chain.install(_Finder(place))
    assert [getattr(finder, "place", chain.PYTHON) for finder in meta_path] == [*chain.ORDER]


def test_a_place_is_taken_once(meta_path):
    """A second finder for a place changes nothing; uninstalling empties the place."""
    first = _Finder(chain.VIEWS)
    chain.install(first)
    chain.install(_Finder(chain.VIEWS))
    assert meta_path == [first, "python's"]
    chain.uninstall(chain.VIEWS)
    assert meta_path == ["python's"]


def test_a_hook_before_ours_stays_there(meta_path):
    """What somebody has put first since goes before a finder that comes later at the end."""
    chain.install(_Finder(chain.VIEWS))
    meta_path.insert(0, "first")
    chain.install(_Finder(chain.CONTRIB))
    assert meta_path[0] == "first"


def test_nothing_else_changes_meta_path():
    """Only the chain changes the list: no other module assigns it or calls its methods."""
    changed = ("meta_path[", "meta_path.insert", "meta_path.append", "meta_path =")
    for file in PACKAGE.rglob("*.py"):
        if file.name != "chain.py":
            assert not any(word in file.read_text() for word in changed), file


HOOK = """
import sys

class Hook:
    def find_spec(self, name, path, target=None):
        {others}
        for finder in others:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                return spec

sys.meta_path.insert({index}, Hook())
import helper
print(helper.version)
"""
OTHERS = {
    "the finders after it": "others = sys.meta_path[sys.meta_path.index(self) + 1:]",
    "all others": "others = [finder for finder in sys.meta_path if finder is not self]",
}


@pytest.mark.parametrize("others", OTHERS)
@pytest.mark.parametrize("index", [0, 2])
def test_a_hook_that_asks_other_finders(others, index, tmp_path):
    """An import hook that asks the other finders ends, and the user's modules see 1.15."""
    (tmp_path / "helper.py").write_text("import tensorflow as tf\nversion = tf.__version__\n")
    (tmp_path / "main.py").write_text(HOOK.format(others=OTHERS[others], index=index))
    done = python("-m", "tfv1", "run", "--mode", "graph", "main.py", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "1.15.5\n"), done.stderr
