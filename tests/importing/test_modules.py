"""The two kinds of module that legacy code is given: views, and modules that refuse."""

import ast
import copy
import sys
import types
from pathlib import Path

import pytest

import tfv1
import tfv1.importing.views
from tfv1.names import modules


@pytest.fixture
def real(monkeypatch):
    """A real module with one name."""
    made = types.ModuleType("viewed_library")
    made.size = 1
    monkeypatch.setitem(sys.modules, "viewed_library", made)
    return made


def test_there_are_two_kinds():
    """No other class of the package is a module."""
    classes = []
    for file in Path(tfv1.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
                if bases & {"ModuleType", "View", "Refusing"}:
                    classes.append(node.name)
    assert sorted(classes) == ["Refusing", "View"]


def test_a_view_shows_its_own_names_first(real):
    """Its own names stand before the real module's, which are asked for each time."""
    view = modules.over(real, "viewed_library", shape=2)
    real.size = 3
    assert (view.shape, view.size, hasattr(real, "shape")) == (2, 3, False)
    assert {"shape", "size"} <= set(dir(view))
    with pytest.raises(AttributeError, match="nothing"):
        view.nothing  # noqa: B018  (the access is the test)


def test_what_is_set_on_a_view_is_set_on_the_real_module(real):
    """Until it is deleted: then the real module has its own back, or the name no more."""
    view = modules.over(real, "viewed_library", shape=2)
    view.size, view.added, view.shape = 7, 8, 9
    assert (real.size, real.added, view.shape, hasattr(real, "shape")) == (7, 8, 9, False)
    del view.size, view.added
    assert (real.size, view.size, hasattr(real, "added")) == (1, 1, False)
    with pytest.raises(AttributeError, match="added"):
        del view.added


def test_deleting_a_name_deletes_it_from_the_real_module(real):
    """As on the real module, where nothing was set through the view."""
    view = modules.over(real, "viewed_library")
    del view.size
    assert not hasattr(real, "size")


def test_a_submodule_that_is_noted_on_a_view_stays_there(real):
    """The import system sets views on their packages; no real module gets to see them."""
    view = modules.over(real, "viewed_library")
    view.below = below = modules.over(real, "viewed_library.below")
    assert view.below is below
    assert not hasattr(real, "below")


def test_a_view_that_can_be_made_again_can_be_copied():
    """A copy of the view of tensorflow is that view; pickle goes the same way."""
    assert copy.deepcopy(tfv1.importing.views.root()) is tfv1.importing.views.root()


def test_a_refusing_module_refuses_when_it_is_used():
    """Its names can be bases and defaults; a call says why there is none."""
    module = modules.refusing_module("gone", "it was removed; use another")
    derived = type("Derived", (module.Layer,), {})
    assert module.Layer is module.Layer
    for call in (module.Layer.Inner, module.function, derived):
        with pytest.raises(NotImplementedError, match="is not available: it was removed; use"):
            call(1)
    assert not hasattr(module, "__path__")
