"""The table of replacements: applied in order, taken out in reverse, nothing left behind."""

import functools
import sys
import types

import pytest

from tfv1 import session
from tfv1.patches import Patch, apply, undo, value


@pytest.fixture
def library(monkeypatch):
    """A module with a function, and two classes of which the second inherits."""
    made = types.ModuleType("patched_library")
    made.function = lambda: "real"
    made.Base = type("Base", (), {"method": lambda self: "base", "static": staticmethod(len)})
    made.Derived = type("Derived", (made.Base,), {})
    monkeypatch.setitem(sys.modules, "patched_library", made)
    return made


def test_rows_are_applied_and_undone(library):
    """Functions, methods, static methods and new names are replaced, and stand as before after."""
    before = [dict(vars(owner)) for owner in (library, library.Base, library.Derived)]
    rows = (
        Patch("patched_library:function", lambda real: lambda: f"ours over {real()}", "a test"),
        Patch("patched_library:function", lambda real: lambda: f"again {real()}", "a test"),
        Patch("patched_library:Derived.method", value(lambda self: "ours"), "a test"),
        Patch("patched_library:Base.static", value(staticmethod(abs)), "a test"),
        Patch("patched_library:Base.added", "math:pi", "a test"),
    )
    done = []
    apply(rows, done)
    made = library.Derived()
    assert library.function() == "again ours over real"
    assert (made.method(), library.Base().method(), made.static(-2)) == ("ours", "base", 2)
    assert library.Base.added == pytest.approx(3.14159, abs=1e-5)
    undo(done)
    assert [dict(vars(owner)) for owner in (library, library.Base, library.Derived)] == before


def test_a_later_run_of_the_process_replaces_what_was_there_at_first(library, monkeypatch):
    """What one session replaced is undone when the next begins, so that nothing wraps itself."""
    monkeypatch.setattr(session, "_current", session.Session())
    row = Patch("patched_library:function", lambda real: lambda: f"ours over {real()}", "a test")
    for _ in range(2):
        session.begin(session.Session())
        apply([row], session.current().replaced)
        assert library.function() == "ours over real"


def test_what_was_applied_before_an_error_can_be_undone(library):
    """A row whose target has gone raises, and the rows before it are on the list to undo."""
    real, done = library.function, []
    rows = (
        Patch("patched_library:function", value(None), "a test"),
        Patch("patched_library:Missing.method", value(None), "a test"),
    )
    with pytest.raises(AttributeError, match="Missing"):
        apply(rows, done)
    undo(done)
    assert library.function is real


def test_holders_and_what_is_wrapped_are_replaced(library, monkeypatch):
    """A function is replaced where the holders imported it, early or late, and nowhere else."""
    early = library.function
    library.function = late = functools.wraps(early)(lambda: early())
    holder, other = types.ModuleType("patched_holder"), types.ModuleType("unpatched")
    holder.early, holder.late, other.late = early, late, late
    for module in (holder, other):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    done = []
    row = Patch("patched_library:function", value(lambda: "ours"), "a test", holders=("patched_",))
    apply((row,), done)
    assert library.function() == holder.early() == holder.late() == "ours"
    assert other.late is late
    undo(done)
    assert (library.function, holder.early, holder.late) == (late, early, late)
