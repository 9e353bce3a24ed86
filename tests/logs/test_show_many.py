"""tfv1 show for many runs: a line for each, overlays, smoothing, scales and axes."""

import json
import os
import signal
import subprocess
import unicodedata

import numpy as np
import pytest

from tests.support.cli import TFV1, tfv1
from tests.support.event_logs import summary, write
from tfv1.logs.curves import overlay, plot, sparkline
from tfv1.logs.drawing import Drawing, smoothed
from tfv1.report.plots import Curve, Panel
from tfv1.report.svg import svg
from tfv1.report.text import aligned, columns_of, shortened


@pytest.fixture
def logdir(tmp_path):
    """Forty runs of 30 tags."""
    for number in range(40):
        values = {f"t{i}": i + number for i in range(30)}
        write(tmp_path / f"run_{number}", *[summary(step, **values) for step in range(3)])
    return tmp_path


def test_a_line_for_each_run(logdir):
    """Many runs get a line each, in natural order, and a line for each tag; --all shows all."""
    lines = tfv1("show", logdir).stdout.splitlines()
    assert [line.split()[0] for line in lines[1:41]] == [f"run_{i}" for i in range(40)]
    assert lines[11].split()[:2] == ["run_10", "4"] and lines[11].split()[4] == "2"
    assert ["t29", "scalars", "40"] in [line.split() for line in lines]
    assert lines[-1].startswith("40 runs; --runs PATTERN chooses")
    assert len(lines) < 80
    assert len(tfv1("show", logdir, "--all").stdout.splitlines()) > 1000


def test_runs_by_pattern(logdir):
    """--runs keeps the runs that match; few of them are shown in full."""
    done = tfv1("show", logdir, "--runs", "run_1?", "--json")
    names = [run["run"] for run in json.loads(done.stdout)["runs"]]
    assert names == [f"run_{i}" for i in range(10, 20)]
    assert f"run run_7 ({logdir}/run_7)" in tfv1("show", logdir, "--runs", "run_7").stdout
    done = tfv1("show", logdir, "--runs", "x*")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No run matches 'x*'; the runs are: run_0, run_1, " in done.stderr


def test_overlays(logdir):
    """Runs are drawn into one plot with a letter each, and a legend."""
    done = tfv1("show", logdir, "--runs", "run_[01]", "--tag", "t1", "--overlay")
    lines = done.stdout.splitlines()
    assert lines[0] == "t1: 2 runs"
    assert lines[1].startswith("  2 │b") and lines[12].startswith("  1 │a")
    assert lines[-2:] == ["  a run_0", "  b run_1"]
    many = tfv1("show", logdir, "--tag", "t1").stdout
    assert (
        many.startswith("t1: 40 runs") and "not drawn: run_26, run_27, run_28, run_29 and" in many
    )


def test_smoothing_is_tensorboards():
    """A smoothed point is the mean of those before it with weights that fall from it backwards."""
    values = np.array([1.0, 5.0, np.nan, 3.0, np.inf, -2.0])
    found = smoothed(values, 0.75)
    known = [1.0, 5.0, 3.0, -2.0]
    for place, count in ((0, 1), (1, 2), (3, 3), (5, 4)):
        weights = 0.75 ** np.arange(count)[::-1]
        assert found[place] == pytest.approx(np.average(known[:count], weights=weights))
    assert np.isnan(found[2]) and found[4] == np.inf
    assert smoothed(np.full(9, 0.1), 0.99).tolist() == [0.1] * 9


def test_a_smoothed_curve_is_drawn_before_the_raw_one(tmp_path):
    """--smooth changes curves and not numbers; a picture keeps the raw curve, pale."""
    rows = [summary(step, loss=float(step % 2)) for step in range(20)]
    write(tmp_path / "logs", *rows)
    plain = tfv1("show", tmp_path / "logs").stdout.splitlines()[-1]
    out = tmp_path / "out.svg"
    done = tfv1("show", tmp_path / "logs", "--smooth", "0.9", "--plot", out)
    smooth = done.stdout.splitlines()[-1]
    assert smooth.split()[:6] == plain.split()[:6] and smooth != plain
    text = out.read_text()
    assert text.index('stroke="#aad0e5"') < text.index('stroke="#0072b2"')


def test_logarithmic_scale():
    """Powers of ten are a straight line; what is not positive is left out."""
    x = np.arange(10)
    lines = plot(x, 10.0**x, width=40, height=10, unicode=False, log=True)
    assert [line.index("*") for line in lines[:10]] == sorted(
        (line.index("*") for line in lines[:10]), reverse=True
    )
    assert lines[0].startswith("1e+09 |") and lines[9].startswith("    1 |")
    assert plot(x, -1.0 - x, log=True) == []
    panel = Panel("x", [Curve("a", "#000000", x, np.array([0.0, *10.0 ** x[1:]]))], log=True)
    drawn = svg([panel])
    assert ">10<" in drawn and ">1e+09<" in drawn


@pytest.mark.parametrize("unicode", [True, False])
def test_a_constant_is_a_flat_line(unicode):
    """What differs by rounding alone is drawn flat, in the middle."""
    x = np.arange(50)
    values = np.float32(0.1) + np.float32(2.0**-27) * (x % 2).astype(np.float64)
    assert len(set(sparkline(x, values, 20, unicode))) == 1
    lines = plot(x, values, 40, 9, unicode)[:9]
    filled = [place for place, line in enumerate(lines) if line.strip(" │|0.123456789")]
    assert filled == [4]
    assert len(set(sparkline(x, x * 1e-5 + 1, 20, unicode))) > 1


def test_time_axes(tmp_path):
    """--axis draws over seconds since the first point, or over the time itself."""
    points = [summary(0, loss=1.0, wall_time=1e9), summary(1, loss=2.0, wall_time=1e9 + 90)]
    write(tmp_path, *points)
    relative = tfv1("show", tmp_path, "--tag", "loss", "--axis", "relative").stdout
    assert "0.0 s" in relative and "1 min 30 s" in relative
    wall = tfv1("show", tmp_path, "--tag", "loss", "--axis", "wall", env={"TZ": "UTC"}).stdout
    assert "2001-09-09 01:46:40" in wall and "2001-09-09 01:48:10" in wall


def test_pictures_of_time_and_logarithm(tmp_path):
    """Every kind of picture takes the scales."""
    write(tmp_path / "logs", *[summary(step, loss=10.0**step) for step in range(4)])
    for suffix in ("svg", "html", "png"):
        out = tmp_path / f"out.{suffix}"
        done = tfv1("show", tmp_path / "logs", "--log", "--axis", "relative", "--plot", out)
        assert done.returncode == 0, done.stderr
        assert out.stat().st_size > 500
    assert "3.0 s" in (tmp_path / "out.svg").read_text()


def test_wide_tags_align(tmp_path):
    """Long tags, wide and escaped ones: columns stand below each other within 60 columns."""
    tags = ["a" * 90, "精度/検証", "e\u0301t\u0301e\u0301", "bell\x07", "plain"]
    write(tmp_path, *[summary(step, **{tag: float(step) for tag in tags}) for step in range(3)])
    done = tfv1("show", tmp_path, env={"COLUMNS": "60"})
    table = [line for line in done.stdout.splitlines() if "0..2" in line]
    assert len(table) == len(tags)
    assert len({columns_of(line[: line.index("0..2")]) for line in table}) == 1
    assert all(columns_of(line) <= 60 for line in table)
    assert any("bell\\x07" in line for line in table)


def test_columns_of_text():
    """Widths are those of a terminal; shortening and aligning go by them."""
    assert columns_of("精度") == 4 and columns_of("e\u0301") == 1 and columns_of("ab") == 2
    assert columns_of(shortened("精" * 50, 21)) <= 21
    assert shortened("a" * 30, 12) == "aaaaaa...aaa"
    assert unicodedata.east_asian_width("精") == "W"
    lines = list(aligned([("精", "1"), ("ab", "10")], left=1))
    assert lines == ["精   1", "ab  10"]


def test_overlay_of_nothing():
    """Curves without a point make no plot; each that is drawn is in the legend."""
    empty = np.array([])
    assert overlay({"a": (empty, empty)}) == []
    lines = overlay({"a": (empty, empty), "b": (np.array([1]), np.array([2.0]))}, unicode=False)
    assert lines[-1] == "a b"


def test_follow_says_what_it_waits_for(tmp_path):
    """--follow on an empty directory says what it waits for, at once."""
    child = subprocess.Popen(
        [*TFV1, "show", tmp_path, "--follow", "--runs", "a*"],
        stderr=subprocess.PIPE, env={**os.environ}, text=True,
    )  # fmt: skip
    try:
        told = child.stderr.readline()
        where = f"that matches a* in {tmp_path} or below"
        assert told == f"tfv1 show: waiting for an event file of a run {where}\n"
    finally:
        child.send_signal(signal.SIGINT)
        assert child.wait(300) == 0
        child.stderr.close()


def test_drawing_of_an_empty_series():
    """A series without points has an empty axis."""
    from tfv1.events import ScalarSeries

    none = ScalarSeries("x", np.array([], int), np.array([]), np.array([]))
    assert len(Drawing(axis="relative").x(none)) == 0
