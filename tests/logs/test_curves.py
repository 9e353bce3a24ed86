"""Curves in the terminal and on a page, for any numbers."""

import io
import math
import re
import sys

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from tfv1.events import ScalarSeries
from tfv1.logs import LogError
from tfv1.logs.curves import plot, sparkline
from tfv1.logs.overview import Overview
from tfv1.logs.picture import picture
from tfv1.logs.plot import write_plot
from tfv1.report.plots import REST, Curve, Key, Layout, Panel, style
from tfv1.report.svg import svg
from tfv1.report.thinning import thinned_lines


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
    assert sparkline(*curve(values), 24, unicode) == expected


def test_sparkline_of_many_points():
    """Many points share the available characters, by step: each shows the mean of its points."""
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
    drawing = svg([Panel("title", [Curve("run", "#123456", x, y)])])
    width, height = map(int, re.search(r'width="(\d+)" height="(\d+)"', drawing).groups())
    for points in polylines(drawing, ""):
        assert all(-1 <= left <= width + 1 and -1 <= top <= height + 1 for left, top in points)
    assert "nan" not in drawing and "inf" not in drawing.replace("finite", "")


def polylines(drawing, color="#123456"):
    """The points of each line of a drawing, of one color or of any."""
    lines = re.findall(rf'points="([^"]*)" fill="none" stroke="{color}', drawing)
    return [[tuple(map(float, point.split(","))) for point in line.split()] for line in lines]


def test_lines_break_at_what_is_not_finite():
    """A curve with a hole is drawn in two parts; a lone point is drawn as well."""
    x, y = curve([1, 2, math.nan, 3, math.inf, 4, 5])
    drawing = svg([Panel("title", [Curve("run", "#123456", x, y)])])
    assert [len(points) for points in polylines(drawing)] == [2, 2]
    assert re.findall(r'<circle [^>]* fill="#123456">', drawing) != []


@pytest.mark.parametrize(
    ("values", "steps", "labels"),
    [
        ([0.25, 4, 1], [0, 20_000, 30_000], ["1", "2", "3", "4", "0", "10k", "20k", "30k"]),
        ([1e-7, 3e-7], [1, 2], ["1e-07", "1.5e-07", "2e-07", "2.5e-07", "3e-07", "1", "2"]),
        ([0.1, 0.1], [7, 7], ["0.096", "0.098", "0.100", "0.102", "0.104", "7"]),
        ([1234.5, 1234.75], [1_234_567, 1_234_569],
         ["1234.5", "1234.6", "1234.7", "1234.567k", "1234.568k", "1234.569k"]),
    ],
)  # fmt: skip
def test_axes_have_round_numbers(values, steps, labels):
    """A panel's ticks are round numbers between its ends, each written with all its digits."""
    drawing = svg([Panel("title", [Curve("run", "#123456", *curve(values, steps))])])
    assert re.findall(r">([-+\de.kM]+)</text>", drawing) == labels


@pytest.mark.parametrize("log", [False, True])
def test_bands(log):
    """A band is drawn around a curve, down to the axis where a logarithm of its edge is none."""
    x, y = curve([1.0, 2.0, 3.0])
    drawing = svg([Panel("t", [Curve("run", "#123456", x, y, y - 1.5, y + 1.5)], log)])
    (corners,) = re.findall(r'<polygon points="([^"]*)" fill="#123456"', drawing)
    points = [tuple(map(float, corner.split(","))) for corner in corners.split()]
    assert [left for left, _ in points[:3]] == [left for left, _ in points[:2:-1]]
    ((_, first), *_, (_, last)) = points
    assert first > last  # pixels grow downwards
    assert picture([Panel("t", [Curve("r", "#123456", x, y, y - 1.5, y + 1.5)], log)], [], "png")


def test_curves_can_be_told_apart():
    """The first 24 curves differ in color or dash, and a browser names each."""
    assert len({style(number) for number in range(24)}) == 24
    drawing = svg([Panel("t", [Curve("<run>", "#123456", *curve([1, 2]))])])
    assert "<title>&lt;run&gt;</title></polyline>" in drawing


def test_long_curves_are_thinned_without_losing_peaks():
    """Of very many points few are drawn, among them the highest and the lowest."""
    values = np.sin(np.arange(100_000) / 9000)
    values[43_210], values[77_777] = 5.0, -7.0
    (points,) = polylines(svg([Panel("title", [Curve("run", "#123456", *curve(values))])]))
    assert len(points) < 2000
    heights = [height for _, height in points]
    (two,) = polylines(svg([Panel("title", [Curve("run", "#123456", *curve([5.0, -7.0]))])]))
    assert [min(heights), max(heights)] == [height for _, height in two]


def test_text_is_escaped():
    """Tags and run names with characters of XML stay text."""
    panel = Panel("a<b>&c", [Curve("run", "#123456", *curve([1, 2]))])
    page = svg([panel], [Key("<run>", "#123456")])
    assert "a&lt;b&gt;&amp;c" in page and "&lt;run&gt;" in page


def test_png_of_any_tags_and_numbers():
    """matplotlib draws what it would take for a formula, what its font lacks, and the largest."""
    values = [1e308, -1e308, math.nan, math.inf, 5e-324]
    panels = [Panel(title, [Curve("r", "#123456", *curve(values))]) for title in ("$\\frac$", "損")]
    image = Image.open(io.BytesIO(picture(panels, [Key("$x_", "#123456")], "png")))
    assert (0x12, 0x34, 0x56) in {color[:3] for _, color in image.getcolors(1 << 24)}


@pytest.mark.parametrize("keys", [1, 5, 9])
def test_a_png_of_any_size(keys):
    """A PNG has twice as many pixels as the layout, whatever its size in inches is rounded to."""
    legend = [Key("k" * 60, "#123456")] * keys
    panels = [Panel("t", [Curve("r", REST, *curve([1, 2]))])]
    layout = Layout(1, legend)
    image = Image.open(io.BytesIO(picture(panels, legend, "png")))
    assert image.size == (2 * layout.width, 2 * layout.height)


def test_pdf():
    """A PDF is drawn like a PNG, and without a date, so that equal curves make equal files."""
    panels = [Panel("title", [Curve("run", "#123456", *curve([1, 2, 3]))])]
    one, other = (picture(panels, [], "pdf") for _ in range(2))
    assert one.startswith(b"%PDF-") and one == other


def test_a_picture_has_an_artist_for_all_lines(monkeypatch):
    """Each artist costs as much as a line of a thousand points: lines in a row share one."""
    from matplotlib.figure import Figure

    added = []
    add = Figure.add_artist
    monkeypatch.setattr(Figure, "add_artist", lambda to, one: added.append(one) or add(to, one))
    lines = [Curve("run", "#123456", *curve([1, 2, 3])) for _ in range(30)]
    picture([Panel("title", lines)], [], "png")
    assert len(added) == 1
    edges = np.array([0.5, 1.5, 2.5]), np.array([1.5, 2.5, 3.5])
    band = Curve("mean", "#123456", *curve([1, 2, 3]), *edges)
    added.clear()
    picture([Panel("title", [*lines, band])], [], "png")
    assert len(added) == 3  # the axes, the band, the lines


def test_curves_without_a_name_are_behind():
    """In a PNG the grey curves are below the others, as wide, and do not cost an artist each."""
    slope, grey = curve([0, 1]), tuple(bytes.fromhex(REST[1:]))

    def count(*colors):
        panel = Panel("t", [Curve(color, color, *slope) for color in colors])
        image = Image.open(io.BytesIO(picture([panel], [], "png")))
        return {color: number for number, color in image.getcolors(1 << 24)}

    alone, black = count(REST)[grey], count("#000000")
    assert alone == pytest.approx(black[0, 0, 0] - count("#ffffff").get((0, 0, 0), 0), rel=0.5)
    both = count(REST, "#000000")
    assert both.get(grey, 0) < alone / 10 and both[0, 0, 0] == black[0, 0, 0]


def test_curves_are_thinned_together_as_alone():
    """A curve with a gap, of other steps, or among others is drawn as if it were the only one."""
    numbers = np.random.default_rng(0)
    curves = [curve(numbers.random(5000).round(1)) for _ in range(4)]
    curves[1][1][1000:1010] = math.nan
    curves += [curve(numbers.random(5000), range(0, 10000, 2)), curve([1.0]), curve([])]
    together = list(thinned_lines(curves, False, 200))
    for one, parts in zip(curves, together, strict=True):
        (alone,) = thinned_lines([one], False, 200)
        assert str(parts) == str(alone)
    assert [len(parts) for parts in together] == [1, 2, 1, 1, 1, 1, 0]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=60), st.integers(4, 20))
def test_what_is_kept_of_a_column(values, most):
    """Of each column the first, last, lowest and highest point are kept, in order."""
    x, y = curve(values)
    (((kept_x, kept_y),),) = thinned_lines([(x, y)], False, most)
    assert (kept_y == y[kept_x]).all() and (np.diff(kept_x) > 0).all()
    if len(values) <= most:
        assert len(kept_x) == len(values)
        return
    columns = np.floor((x / x[-1]) * (most / 4))
    for column in np.unique(columns):
        here, there = x[columns == column], kept_x[columns[kept_x] == column]
        assert len(there) <= 4 and {here[0], here[-1]} <= set(there)
        assert (y[here].min(), y[here].max()) == (y[there].min(), y[there].max())


def test_legend_of_many_runs(tmp_path):
    """A legend names the first runs and counts the others, in columns above the panels."""
    steps = np.arange(3)
    runs = [
        Overview(f"run{n}", "", scalars={"x": ScalarSeries("x", steps, steps + 0.0, steps + 1.0)})
        for n in range(30)
    ]
    write_plot(runs, "log", str(tmp_path / "a.svg"))
    drawing = (tmp_path / "a.svg").read_text()
    assert [f">run{n}</text>" in drawing for n in range(30)] == [True] * 24 + [False] * 6
    assert f'stroke="{REST}"' in drawing and ">and 6 more runs<" in drawing
    assert drawing.count("<title>run") == 30


def test_png_has_room_for_so_many():
    """Too many panels are rejected with a sentence rather than a MemoryError."""
    panels = [Panel(str(number), [Curve("r", "#123456", *curve([1]))]) for number in range(500)]
    with pytest.raises(LogError, match="choose some with --tag"):
        picture(panels, [], "png")


def test_png_without_matplotlib(monkeypatch):
    """Where matplotlib is not installed, one sentence says what to do."""
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(LogError) as error:
        picture([], [], "png")
    assert str(error.value) == (
        "Writing a PNG needs matplotlib: pip install 'tfv1[plot]', or write .svg or .html."
    )
