"""tfv1 aggregate: statistics over groups of runs, as event files, CSV and Parquet."""

import csv
import io

import numpy as np
import pytest
from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.custom_scalar import layout_pb2
from tensorboard.plugins.hparams import api as hparams_api
from tensorboard.util import tensor_util

from tests.support.cli import tfv1
from tests.support.event_logs import event, read, summary, write
from tests.support.tensorboard import serving

LOSSES = {"1": [4.0, 3.0, 2.0], "2": [8.0, 4.0, 1.0], "10": [6.0, 2.0, 0.0]}


@pytest.fixture
def logdir(tmp_path):
    """Three seeds with one learning rate and one seed with another."""
    root = tmp_path / "logs"
    for seed, losses in LOSSES.items():
        values = [summary(10 * i, loss=x, extra=-x) for i, x in enumerate(losses)]
        write(root / "lr=0.1" / f"seed_{seed}", *values)
    write(root / "lr=0.01" / "seed_1", summary(0, loss=7.0))
    return root


def rows(logdir, tmp_path, *arguments, status=0):
    """The aggregates as CSV rows."""
    out = tmp_path / "out.csv"
    done = tfv1("aggregate", logdir, "-o", out, "--force", *arguments)
    assert done.returncode == status, done.stderr
    return list(csv.DictReader(io.StringIO(out.read_text())))


def test_statistics(logdir, tmp_path):
    """Each statistic at each step is NumPy's of the runs' values."""
    found = rows(logdir, tmp_path, "--by", "lr", "--tag", "loss")
    assert [row["group"] for row in found] == ["lr=0.01"] + ["lr=0.1"] * 3
    values = np.array(list(LOSSES.values()))
    for number, row in enumerate(found[1:]):
        column = values[:, number]
        assert (row["tag"], row["step"], row["runs"]) == ("loss", str(10 * number), "3")
        assert float(row["wall_time"]) == 1000 + 10 * number
        for name in ("mean", "std", "median", "min", "max"):
            assert float(row[name]) == getattr(np, name)(column)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("", {"all": 4}),
        ("lr", {"lr=0.01": 1, "lr=0.1": 3}),
        ("(.*)/seed_", {"lr=0.01": 1, "lr=0.1": 3}),
        ("seed_1$", {"seed_1": 2}),
        (r"lr=([\d.]+)/seed_(\d+)", {"0.01-1": 1, "0.1-1": 1, "0.1-2": 1, "0.1-10": 1}),
    ],
)
def test_groups(logdir, tmp_path, by, expected):
    """Runs are grouped by hyperparameters or by a regular expression, in natural order."""
    out = tmp_path / "out"
    done = tfv1("aggregate", logdir, "-o", out, "--by", by, "--tag", "loss")
    assert done.returncode == 0, done.stderr
    told = dict(line.rpartition(", ")[0].split(": ") for line in done.stderr.splitlines())
    assert told == {
        name: f"{count} run{'s' if count > 1 else ''}" for name, count in expected.items()
    }
    assert list(told) == list(expected)


def test_groups_by_the_plugin(tmp_path):
    """Hyperparameters that the hparams plugin wrote group runs, too."""
    for number, lr in enumerate([0.5, 0.5, 2.0]):
        message = hparams_api.hparams_pb({"rate": lr, "seed": number})
        session = event(summary=Summary.FromString(message.SerializeToString()))
        write(tmp_path / "logs" / f"{number}", session, summary(0, loss=number))
    found = rows(tmp_path / "logs", tmp_path, "--by", "rate")
    assert [(row["group"], row["mean"]) for row in found] == [
        ("rate=0.5", "0.5"),
        ("rate=2", "2.0"),
    ]


def test_steps_that_differ(tmp_path):
    """Exact steps are those that all runs have; interpolated ones all that they cover."""
    logdir = tmp_path / "logs"
    write(logdir / "a", *[summary(i, x=i) for i in (0, 2, 4, 6)])
    write(logdir / "b", *[summary(i, x=10.0 * i) for i in (1, 2, 5, 6, 9)])
    exact = rows(logdir, tmp_path)
    assert [(int(row["step"]), float(row["mean"])) for row in exact] == [(2, 11.0), (6, 33.0)]
    between = rows(logdir, tmp_path, "--align", "interpolate")
    assert [(int(row["step"]), float(row["mean"])) for row in between] == [
        (step, 5.5 * step) for step in (1, 2, 4, 5, 6)
    ]


def test_nan_stays_at_its_step(tmp_path):
    """NaN in one run makes the mean NaN at that step, and at no other."""
    logdir = tmp_path / "logs"
    write(logdir / "a", summary(0, x=1.0), summary(1, x=float("nan")), summary(2, x=3.0))
    write(logdir / "b", summary(0, x=1.0), summary(1, x=2.0), summary(2, x=float("inf")))
    for align in ("exact", "interpolate"):
        found = rows(logdir, tmp_path, "--align", align)
        assert [row["mean"] for row in found] == ["1.0", "nan", "inf"]


def test_event_files(logdir, tmp_path):
    """Each statistic is a run with the tags of the runs; the bands are one with a layout."""
    out = tmp_path / "out"
    assert tfv1("aggregate", logdir, "-o", out, "--by", "lr").returncode == 0
    runs = {str(path.parent.relative_to(out)) for path in out.rglob("*tfevents*")}
    assert runs == {
        f"lr={lr}/{name}"
        for lr in ("0.01", "0.1")
        for name in ("mean", "std", "median", "min", "max", "band")
    }
    read(out)  # every record is whole
    means = EventAccumulator(str(out / "lr=0.1" / "mean")).Reload()
    points = [
        (one.step, tensor_util.make_ndarray(one.tensor_proto).item())
        for one in means.Tensors("loss")
    ]
    assert points == [(0, 6.0), (10, 3.0), (20, 1.0)]
    (text,) = means.Tensors("aggregate")
    assert b"lr=0.1: 3" in text.tensor_proto.string_val[0]
    band = EventAccumulator(str(out / "lr=0.1" / "band")).Reload()
    (layout,) = band.Tensors("custom_scalars__config__")
    parsed = layout_pb2.Layout.FromString(layout.tensor_proto.string_val[0])
    chart = parsed.category[0].chart[0]
    series = chart.margin.series[0]
    assert (chart.title, series.value, series.lower, series.upper) == (
        "loss", "loss/mean", "loss/lower", "loss/upper",
    )  # fmt: skip
    (lower,) = [one for one in band.Tensors("loss/lower") if one.step == 10]
    expected = np.mean([3.0, 4.0, 2.0]) - np.std([3.0, 4.0, 2.0])
    assert tensor_util.make_ndarray(lower.tensor_proto).item() == np.float32(expected)


def test_a_real_tensorboard_shows_it(logdir, tmp_path):
    """TensorBoard serves the means as scalars and the bands' layout as custom scalars."""
    out = tmp_path / "out"
    assert tfv1("aggregate", logdir, "-o", out, "--by", "lr", "--tag", "loss").returncode == 0
    with serving(out, "true") as server:
        server.wait_for_points([(0, 6.0), (10, 3.0), (20, 1.0)], "lr=0.1/mean", "loss")
        server.wait_until(lambda: bool(server.get("plugin/custom_scalars/layout")))
        (category,) = server.get("plugin/custom_scalars/layout")["category"]
        assert category["chart"][0]["margin"]["series"][0]["value"] == "loss/mean"


def test_parquet(logdir, tmp_path):
    """Parquet has the columns of the CSV."""
    parquet = pytest.importorskip("pyarrow.parquet", exc_type=ImportError)
    done = tfv1("aggregate", logdir, "-o", tmp_path / "out.parquet", "--by", "lr")
    assert done.returncode == 0, done.stderr
    table = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    expected = rows(logdir, tmp_path, "--by", "lr")
    assert [{name: str(value) for name, value in row.items()} for row in table] == expected


def test_damage_is_told(logdir, tmp_path):
    """What of a run could not be read is told once, the rest is aggregated."""
    (path,) = (logdir / "lr=0.1" / "seed_2").iterdir()
    path.write_bytes(path.read_bytes() + b"torn")
    done = tfv1("aggregate", logdir, "--by", "lr", "-o", tmp_path / "out")
    assert done.stderr.count("truncated tail") == 1
    assert (done.returncode, (tmp_path / "out").is_dir()) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--by", "x="], "No run belongs to a group by 'x=': give hyperparameters (lr) or "),
        (["--by", "("], "Cannot read the regular expression '('"),
        (["--tag", "lss"], "No scalar is in every run of a group and matches."),
        (["--runs", "none"], "No run matches 'none'; the runs are: "),
        (["-o", "logs/new"], "logs/new is inside logs"),
        (["-o", "there.csv"], "there.csv exists already; --force overwrites it."),
    ],
)
def test_misuse(logdir, tmp_path, arguments, message):
    """What cannot be done ends with status 2 and a sentence, and leaves nothing behind."""
    (tmp_path / "there.csv").write_text("mine")
    arguments = ["logs", *([] if "-o" in arguments else ["-o", "new"]), *arguments]
    done = tfv1("aggregate", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"tfv1 aggregate: {message}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["logs", "there.csv"]


def test_no_step_in_common(tmp_path):
    """Runs without a common step are told of, with what may help."""
    logdir = tmp_path / "logs"
    write(logdir / "a", summary(0, x=1.0), summary(3, x=1.0))
    write(logdir / "b", summary(1, x=2.0), summary(2, x=2.0))
    done = tfv1("aggregate", logdir, "-o", tmp_path / "out.csv")
    assert done.returncode == 2
    assert "have no step of 'x' in common: use --align interpolate" in done.stderr
