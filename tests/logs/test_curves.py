"""Curves in the terminal and on a page, for any numbers."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tfv1.logs.curves import plot, sparkline
from tfv1.logs.figure import Curve, Line, Panel, Text, draw
from tfv1.logs.svg import svg


def curve(values, steps=None):
    steps = range(len(values)) if steps is None else steps
    return np.array(list(steps), np.int64), np.array(list(values), np.float64)


@pytest.mark.parametrize(
    ("values", "unicode", "expected"),
    [
        (range(8), True, "▁▂▃▄▅▆▇█"),
        (range(8), False, "_.-=+*%#"),
        ([0, 1, 0, 1], True, "▁█▁█"),
        ([5, 5, 5], True, "▅▅▅"),
        ([1], True, "▅"),
        ([0, math.nan, math.inf, 1], True, "▁█"),
        ([math.nan], True, ""),
        ([], True, ""),
        ([-1e308, 1e308], True, "▁█"),
    ],
)
def test_sparkline(values, unicode, expected):
    """A character for each step, its height between the lowest and the highest value."""
    assert sparkline(*curve(values), unicode=unicode) == expected


def test_sparkline_of_many_points():
    """Many points share the characters there are, by step: each shows the mean of its own."""
    assert sparkline(*curve([0] * 500 + [1] * 500), width=10) == "▁▁▁▁▁█████"
    assert sparkline(*curve(range(100), steps=[*range(50), *range(950, 1000)]), width=10) == (
        "▁        █"
    )


@pytest.mark.parametrize("unicode", [True, False])
def test_plot_has_bounds_and_axis(unicode):
    """The largest and smallest value beside the lines, the first and last step below."""
    lines = plot(*curve([0.25, 1, 0.5], steps=[10, 20, 30]), width=40, height=6, unicode=unicode)
    assert len(lines) == 8
    assert lines[0].split()[0] == "1" and lines[5].split()[0] == "0.25"
    assert lines[-1].split() == ["10", "30"]
    assert all(len(line) <= 40 for line in lines)
    assert all(line.isascii() for line in lines) is not unicode


numbers = st.lists(st.floats(), max_size=30)
steps = st.lists(st.integers(-(2**63), 2**63 - 1), min_size=30, max_size=30)


@settings(max_examples=200, deadline=None)
@given(numbers, steps)
@example([1.634266486238469e308], [0] * 30)  # the margin around it is no double
def test_any_numbers(values, all_steps):
    """No number is too large, too close to another, or too strange to be drawn."""
    x, y = curve(values, all_steps[: len(values)])
    assert len(sparkline(x, y, 10)) <= 10
    for unicode in (True, False):
        assert all(len(line) <= 70 for line in plot(x, y, 64, unicode=unicode))
    figure = draw([Panel("title", [Curve("run", "#123456", x, y)])])
    for shape in figure.shapes:
        points = [(shape.x, shape.y)] if isinstance(shape, Text) else shape.points
        for left, top in points:
            assert -1 <= left <= figure.width + 1 and -1 <= top <= figure.height + 1
    assert "nan" not in svg(figure) and "inf" not in svg(figure).replace("finite", "")


def test_lines_break_at_what_is_not_finite():
    """A curve with a hole is drawn in two parts; a lone point is drawn as well."""
    x, y = curve([1, 2, math.nan, 3, math.inf, 4, 5])
    figure = draw([Panel("title", [Curve("run", "#123456", x, y)])])
    parts = [s for s in figure.shapes if isinstance(s, Line) and s.color == "#123456"]
    assert [len(part.points) for part in parts] == [2, 2, 2]


def test_long_curves_are_thinned_without_losing_peaks():
    """Of very many points few are drawn, among them the highest and the lowest."""
    values = np.sin(np.arange(100_000) / 9000)
    values[43_210], values[77_777] = 5.0, -7.0
    x, y = curve(values)
    figure = draw([Panel("title", [Curve("run", "#123456", x, y)])])
    (line,) = (s for s in figure.shapes if isinstance(s, Line) and s.color == "#123456")
    assert len(line.points) < 2000
    whole = draw([Panel("title", [Curve("run", "#123456", x[43_000:78_000], y[43_000:78_000])])])
    heights = [height for _, height in line.points]
    (other,) = (s for s in whole.shapes if isinstance(s, Line) and s.color == "#123456")
    others = [height for _, height in other.points]
    assert (min(heights), max(heights)) == (min(others), max(others))


def test_text_is_escaped():
    """Tags and run names with characters of XML stay text."""
    x, y = curve([1, 2])
    page = svg(draw([Panel("a<b>&c", [Curve("run", "#123456", x, y)])], [("<run>", "#123456")]))
    assert "a&lt;b&gt;&amp;c" in page and "&lt;run&gt;" in page
