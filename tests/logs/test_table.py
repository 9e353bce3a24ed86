"""tfv1 table: a line for each run, with hyperparameters, metrics, time and state."""

import csv
import io
import json
import os
import time

import pytest
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.hparams import api as hparams_api
from tensorboard.plugins.hparams import api_pb2
from tensorboard.plugins.hparams import summary as hparams_summary

from tests.support.cli import tfv1
from tests.support.event_logs import FIRST, START, event, summary, write
from tfv1.logs import LogError
from tfv1.logs.conditions import parse_condition
from tfv1.logs.named import params_in_name

NAN = float("nan")


def hparams(message):
    """An event with a summary of the hparams API, which may be of TensorFlow's class."""
    return event(summary=Summary.FromString(message.SerializeToString()))


def make_old(run):
    """Let the files of a run have been written an hour ago."""
    for path in run.iterdir():
        os.utime(path, (time.time() - 3600,) * 2)


@pytest.fixture
def logdir(tmp_path):
    """Runs of which one has the plugin's hyperparameters, one diverged and one is damaged."""
    root = tmp_path / "logs"
    losses = [0.5, 0.125, 0.25, 0.375]
    points = [summary(10 * i, loss=x, acc=1 - x) for i, x in enumerate(losses)]
    session = hparams(hparams_api.hparams_pb({"lr": 0.5, "opt": "adam"}))
    end = hparams(hparams_summary.session_end_pb(api_pb2.STATUS_SUCCESS))
    write(root / "lr=0.1,bs_2", *points)
    write(root / "lr=0.1,bs_10", *points, summary(40, loss=NAN, acc=0.5))
    write(root / "trial", session, end)
    write(root / "trial" / "train", *points[:2])
    torn = write(root / "torn", *points) / FIRST
    torn.write_bytes(torn.read_bytes()[:-5])
    for run in (root / "lr=0.1,bs_2", root / "lr=0.1,bs_10", root / "trial" / "train", torn.parent):
        make_old(run)
    return root


def rows(logdir, *arguments):
    """The table as data, by the name of the run."""
    done = tfv1("table", logdir, "--json", *arguments)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout, parse_constant=pytest.fail)
    return {row["run"]: row for row in found["runs"]}


def test_numbers(logdir):
    """A run has its last value, its best one with the step, a mean, times, last step and state."""
    row = rows(logdir, "--last", "2", "--max", "acc")["lr=0.1,bs_2"]
    assert row == {
        "run": "lr=0.1,bs_2",
        "lr": 0.1,
        "bs": 2.0,
        "opt": None,
        "loss": 0.375,
        "loss min": 0.125,
        "loss min step": 10,
        "loss mean(2)": 0.3125,
        "acc": 0.625,
        "acc max": 0.875,
        "acc max step": 10,
        "acc mean(2)": 0.6875,
        "last_step": 30,
        "started": 1000.0,
        "seconds": 30.0,
        "state": "finished",
        "read_to_end": True,
        "tags": [],
        "notes": None,
    }


def test_states(logdir):
    """A scalar that ends in NaN, a file that was just written to, a session that ended."""
    write(logdir / "now", summary(0, loss=1.0))
    failure = hparams(hparams_summary.session_end_pb(api_pb2.STATUS_FAILURE))
    write(logdir / "gone", summary(0, loss=1.0), failure)
    found = {name: row["state"] for name, row in rows(logdir).items()}
    assert found == {
        "gone": "failed",
        "lr=0.1,bs_2": "finished",
        "lr=0.1,bs_10": "diverged",
        "now": "running",
        "torn": "finished",
        "trial": "finished",
        "trial/train": "finished",
    }


def test_a_file_that_is_open_is_of_a_running_run(logdir):
    """A process that has a file open for writing is a running run, however long it is silent."""
    path = logdir / "lr=0.1,bs_2" / FIRST
    with open(path, "ab"):
        make_old(path.parent)
        assert rows(logdir)["lr=0.1,bs_2"]["state"] == "running"


def test_hyperparameters(logdir):
    """Those of the plugin hold for the runs below; NaN is a text in strict JSON."""
    found = rows(logdir)
    assert (found["trial/train"]["lr"], found["trial/train"]["opt"]) == (0.5, "adam")
    assert found["torn"]["lr"] is None
    diverged = found["lr=0.1,bs_10"]
    assert (diverged["loss"], diverged["loss min"]) == ("NaN", 0.125)


def test_what_was_not_read_is_marked(logdir):
    """The numbers of a damaged run carry a question mark, and the damage is told."""
    done = tfv1("table", logdir, "--runs", "t*", "--metric", "loss")
    assert done.returncode == 0
    assert f"not read: {logdir / 'torn' / FIRST}: " in done.stderr
    assert "truncated tail" in done.stderr
    lines = {line.split()[0]: line for line in done.stdout.splitlines() if line}
    assert "0.25?" in lines["torn"] and "0.125 @10?" in lines["torn"] and "20?" in lines["torn"]
    assert "?" not in lines["trial/train"]
    assert "? not read to the end" in done.stdout
    assert rows(logdir)["torn"]["read_to_end"] is False


def test_infinities(tmp_path):
    """The mean of infinities of both signs is NaN, without a warning of NumPy's."""
    write(tmp_path, summary(0, loss=float("inf")), summary(1, loss=-float("inf")))
    done = tfv1("table", tmp_path, "--last", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert "nan" in done.stdout


def test_text(logdir):
    """Columns are aligned, and runs in natural order."""
    done = tfv1("table", logdir, "--runs", "lr*")
    header, *lines, blank, count = done.stdout.splitlines()
    columns = "run lr bs loss loss min acc acc min last_step started time state"
    assert header.split() == columns.split()
    assert [line.split()[0] for line in lines] == ["lr=0.1,bs_2", "lr=0.1,bs_10"]
    assert lines[1].split()[1:8] == ["0.1", "10", "nan", "0.125", "@10", "0.5", "0.5"]
    assert len(set(map(len, [line.rpartition("  ")[0] for line in lines]))) == 1
    assert (blank, count) == ("", "2 runs")


def test_many_tags(tmp_path):
    """Without --metric the first four of many scalars are shown, and that is said."""
    write(tmp_path, summary(0, **{f"t{i}": i for i in range(6)}))
    done = tfv1("table", tmp_path)
    assert "t3" in done.stdout and "t4" not in done.stdout
    assert "1 run; the first 4 of 6 scalar tags; --metric PATTERN chooses" in done.stdout
    assert "t5" in tfv1("table", tmp_path, "--metric", "t[45]").stdout


def test_sorted(logdir):
    """--sort sorts by a column, numbers as numbers, empty cells and NaN last."""
    order = list(rows(logdir, "--sort", "loss"))
    assert order[:3] == ["trial/train", "torn", "lr=0.1,bs_2"]
    assert set(order[3:]) == {"lr=0.1,bs_10", "trial"}
    assert list(rows(logdir, "--sort=-bs"))[:2] == ["lr=0.1,bs_10", "lr=0.1,bs_2"]


def test_filtered(logdir):
    """--where keeps the runs for which conditions hold."""
    assert list(rows(logdir, "--where", "loss<0.3 and state=finished")) == ["torn", "trial/train"]
    assert list(rows(logdir, "--where", "bs=2", "--where", "lr<1")) == ["lr=0.1,bs_2"]
    assert list(rows(logdir, "--where", "bs>2 or opt=a*")) == [
        "lr=0.1,bs_10", "trial", "trial/train",
    ]  # fmt: skip


def test_csv_and_markdown(logdir, tmp_path):
    """CSV has all columns and digits, Markdown the text's; -o writes a file."""
    done = tfv1("table", logdir, "--csv", "-o", tmp_path / "out.csv")
    assert (done.returncode, done.stdout) == (0, "")
    found = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text())))
    assert found[0]["run"] == "lr=0.1,bs_2" and found[0]["loss min step"] == "10"
    assert found[1]["loss"] == "nan"
    lines = tfv1("table", logdir, "--markdown", "--runs", "lr*").stdout.splitlines()
    assert lines[0].startswith("| run | lr | bs | loss | loss min |")
    assert lines[1].startswith("| --- | ---: |")
    assert len(lines) == 4 and all(line.count("|") == lines[0].count("|") for line in lines)


def test_several_logs(logdir, tmp_path):
    """Runs of several logs are in one table, named by their paths."""
    other = write(tmp_path / "other", summary(3, loss=2.0))
    done = tfv1("table", logdir / "torn", other, "--json", "--metric", "loss")
    found = json.loads(done.stdout)["runs"]
    assert [row["run"] for row in found] == [str(logdir / "torn"), str(other)]


def test_resumed(tmp_path):
    """The best of an abandoned attempt does not count unless it is asked for."""
    start = event(session_log={"status": START})
    write(tmp_path, start, *[summary(i, loss=4 - i) for i in range(4)], summary(1, loss=3.5))
    assert rows(tmp_path)["."]["loss min"] == 3.5
    assert rows(tmp_path, "--superseded", "keep")["."]["loss min"] == 1.0


def test_a_file_that_cannot_be_read_is_named_once(tmp_path):
    """Though the run lacks it, too."""
    write(tmp_path, summary(0, loss=3.0))
    (tmp_path / "events.out.tfevents.2000.folder").symlink_to("nowhere")
    done = tfv1("table", tmp_path, "--json")
    assert done.stderr.count("tfevents.2000.folder") == 1
    (not_read,) = json.loads(done.stdout)["not_read"]
    assert not_read["path"].endswith("tfevents.2000.folder")
    assert "No such file" in not_read["reason"]


def test_columns_of_one_name(tmp_path):
    """A hyperparameter or a tag that is called like another column has a name of its own."""
    write(tmp_path, hparams(hparams_api.hparams_pb({"state": 1, "loss": 2})))
    write(tmp_path, summary(0, loss=3.0, run=4.0), name="events.out.tfevents.2000.host")
    row = rows(tmp_path)["."]
    assert (row["state (hparam)"], row["loss (hparam)"]) == (1, 2)
    assert (row["loss"], row["run"], row["run final"]) == (3.0, ".", 4.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none"], "Cannot read none: No such file or directory."),
        ([""], "Cannot read '': No such file or directory."),
        (["text"], "text is not an event file: it has no intact event."),
        (["logs", "--runs", "x*"], "No run matches 'x*'; the runs are: lr=0.1,bs_2, "),
        (["logs", "--metric", "lss"], "No scalar tag matches 'lss'; they are: loss, acc."),
        (["logs", "--sort", "lss"], "There is no column 'lss'; they are: run, lr, bs, "),
        (["logs", "--where", "lss<1"], "There is no column 'lss'; "),
        (["logs", "--where", "__import__('os')"], "Cannot read the condition "),
        (["logs", "--where", "loss<x"], "Cannot read the condition 'loss<x': 'x' is not a number."),
    ],
)
def test_misuse(logdir, tmp_path, arguments, message):
    """What cannot be done ends with status 2 and a sentence."""
    (tmp_path / "text").write_text("hello")
    done = tfv1("table", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"tfv1 table: {message}")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lr=0.1,bs_32/seed=3", {"lr": 0.1, "bs": 32.0, "seed": 3.0}),
        ("20261120T131500Z-le.net_learning_rate=1e-3_batch_size=64",
         {"model": "le.net", "learning_rate": 0.001, "batch_size": 64.0}),
        ("lr=1/lr=2", {"lr": 2.0}),
        ("opt=adam,bn=True", {"opt": "adam", "bn": True}),
        ("run_1", {}),
        ("n=1_000", {"n": "1_000"}),
        (".", {}),
    ],
)  # fmt: skip
def test_hyperparameters_in_names(name, expected):
    """Names of runs are read as they are written by hand, and by tfv1.run_name."""
    assert params_in_name(name) == expected


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("a<2", True), ("a<1", False), ("a<=1", True), ("a>=1", True), ("a>1", False),
        ("a=1", True), ("a==1.0", True), ("a!=1", False), ("a!=2", True),
        ("missing<1", False), ("missing!=1", False), ("nan<1", False), ("nan!=1", True),
        ("s=Ad*", True), ("s!=sgd", True), ("s<1", False), ("x=1/y < 3", True),
        ("a<0 or a>0 and s=adam", True), ("a<0 and a>0 or s=sgd", False),
    ],
)  # fmt: skip
def test_conditions(condition, holds):
    """Names, operators, numbers and patterns; "and" binds more tightly than "or"."""
    values = {"a": 1, "nan": NAN, "s": "adam", "x=1/y": 2}
    assert parse_condition(condition).holds(values.get) is holds


@pytest.mark.parametrize("text", ["", "a", "a<", "<1", "a<1 and", "a<b"])
def test_no_condition(text):
    """What is no condition is refused."""
    with pytest.raises(LogError, match="Cannot read the condition"):
        parse_condition(text)
