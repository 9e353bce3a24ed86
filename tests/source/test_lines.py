"""The lines that a rewriting changed, as a unified diff."""

import difflib

import pytest

from tfv1.source.lines import unified_diff

LONG = "".join(f"line {number}\n" for number in range(40))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "a\n"),
        ("a\n", ""),
        ("a\n", "b\n"),
        ("a\nb\nc\n", "a\nc\n"),
        (LONG, LONG.replace("line 3\n", "changed\n").replace("line 30\n", "line 30\nmore\n")),
    ],
)
def test_small_changes_are_shown_as_difflib_shows_them(old, new):
    """Hunks, their line numbers and counts; nothing if nothing was changed."""
    expected = difflib.unified_diff(old.splitlines(), new.splitlines(), "a", "b", lineterm="")
    assert list(unified_diff(old, new, "a", "b")) == list(expected)
    assert not list(unified_diff(old, old, "a", "b"))
