"""Data for programs is strict JSON."""

import json

import pytest

from tfv1.report.data import json_number, json_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (float("nan"), "NaN"),
        (float("inf"), "Infinity"),
        (float("-inf"), "-Infinity"),
        (1.5, 1.5),
        (0, 0),
        (-1e300, -1e300),
    ],
)
def test_numbers_that_json_lacks_are_strings(number, text):
    """NaN and the infinities are the strings that protocol buffers write; the rest are numbers."""
    assert json_number(number) == text


def test_text_is_ascii_and_strict():
    """A control character is escaped, and a bare NaN is rejected."""
    assert json_text(["\x1b", "\u202e"], indent=None) == '["\\u001b", "\\u202e"]'
    assert json.loads(json_text({"a": 1})) == {"a": 1}
    with pytest.raises(ValueError, match="Out of range float"):
        json_text(float("nan"))
