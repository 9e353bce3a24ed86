"""tfv1.events.read: the runs of a log with everything that is in them."""

import numpy as np
import pytest
from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator
from tensorboard.compat.proto.config_pb2 import RunMetadata
from tensorboard.compat.proto.graph_pb2 import GraphDef
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.hparams import api as hparams_api
from tensorboard.plugins.hparams import api_pb2
from tensorboard.plugins.hparams import summary as hparams_summary
from tensorboard.util import tensor_util

from tests.support import oracle
from tests.support.event_logs import FIRST, SECOND, START, event, record, summary, version, write
from tfv1.events import Histogram, read, read_events, read_scalars

FILES = oracle.GOLDEN / "writers"
WRITERS = ["tf115", "tf2_compat", "tf2", "tensorboardx", "tensorboard", "pytorch"]
KINDS = ["scalars", "histograms", "images", "audio", "text"]


def no_trouble(one):
    pytest.fail(str(one))


def read_whole(logdir, **options):
    """The runs at `logdir`, which must be whole."""
    return read(logdir, on_gap=no_trouble, on_skipped=no_trouble, **options)


def in_our_form(kind, tensor):
    """A tensor in which TensorBoard keeps a point, as the point that `read` has."""
    if kind == "images":
        return tensor[2:].tolist()  # before them, width and height
    if kind == "audio":
        return (tensor[:, 0] if tensor.ndim == 2 else tensor).tolist()  # without labels
    if kind == "text":
        return [one.decode() for one in tensor.reshape(-1).tolist()]
    return tensor.tolist()


def plain(point):
    """A point as lists."""
    if isinstance(point, Histogram):
        # TensorBoard keeps TF1's histograms as float32.
        return np.stack(point, axis=1).astype(np.float32).tolist()
    return point.reshape(-1).tolist() if isinstance(point, np.ndarray) else point


@pytest.mark.parametrize("writer", WRITERS)
def test_every_kind_is_what_tensorboard_reads(writer):
    """Tags, steps, wall times and values of each kind are those of TensorBoard's own reader."""
    theirs = EventAccumulator(str(FILES / writer), {"tensors": 0}).Reload()
    run = read_whole(FILES, superseded="restarts")[writer]
    for kind in KINDS:
        tags = list(theirs.PluginTagToContent(kind)) if kind in theirs.ActivePlugins() else []
        points = run.points(kind)
        assert list(points) == tags == run.tags.get(kind, [])
        for tag in tags:
            events = theirs.Tensors(tag)
            assert points[tag].steps.tolist() == [one.step for one in events]
            assert points[tag].wall_times.tolist() == [one.wall_time for one in events]
            values = points[tag].values.tolist() if kind == "scalars" else map(plain, points[tag])
            tensors = [tensor_util.make_ndarray(one.tensor_proto) for one in events]
            if kind == "histograms":
                tensors = [one.astype(np.float32) for one in tensors]
            expected = [in_our_form(kind, one) for one in tensors]
            np.testing.assert_equal(list(values), expected)


@pytest.mark.parametrize("writer", ["tf115", "tf2_compat", "pytorch"])
def test_graphs_and_run_metadata(writer):
    """A graph and the metadata of a session call come as the messages that were written."""
    events = list(read_events(FILES / writer))
    graphs = [one.graph_def for one in events if one.HasField("graph_def")]
    metadata = [one.tagged_run_metadata for one in events if one.HasField("tagged_run_metadata")]
    run = read_whole(FILES / writer, superseded="keep")["."]
    assert run.graphs == [GraphDef.FromString(one) for one in graphs]
    assert run.run_metadata == {
        one.tag: RunMetadata.FromString(one.run_metadata) for one in metadata
    }


@pytest.mark.parametrize("writer", ["tf115", "pytorch"])
def test_tensors_and_plugins(writer):
    """A tensor that no plugin of TensorBoard shows is an array."""
    (points,) = read_whole(FILES / writer)["."].tensors.values()
    assert np.stack(points).shape == (12, 3)
    assert points[1:3][1].tolist() == points[2].tolist() == [2, 1, -1]


@pytest.fixture
def tree(tmp_path):
    """Runs lr=1/run_2, lr=1/run_10 and eval."""
    for number in (2, 10):
        directory = tmp_path / "lr=1" / f"run_{number}"
        write(directory, *[summary(step, loss=step, rate=0.5) for step in range(number)])
    write(tmp_path / "eval", summary(3, accuracy=0.25))
    return tmp_path


def test_runs_and_tags_by_pattern(tree):
    """Runs come in natural order; patterns choose runs and tags."""
    assert list(read(tree)) == ["eval", "lr=1/run_2", "lr=1/run_10"]
    runs = read(tree, runs="lr=*", tags=["lo*", "accuracy"])
    assert {name: list(run.scalars) for name, run in runs.items()} == {
        "lr=1/run_2": ["loss"],
        "lr=1/run_10": ["loss"],
    }


def test_several_logs_and_files(tree):
    """Runs of several logs are named by their paths; an event file is a run."""
    logs = [tree / "lr=1", tree / "eval" / FIRST]
    names = [f"{tree}/eval/{FIRST}", f"{tree}/lr=1/run_2", f"{tree}/lr=1/run_10"]
    runs = read(logs)
    assert list(runs) == names
    assert runs[names[0]].scalars["accuracy"].values.tolist() == [0.25]
    assert list(read(tree / "eval" / FIRST)) == ["."]


def test_a_run_is_read_when_it_is_asked_for(tree):
    """Damage in a run that nobody asks for is not met; a value of a file that went is an error."""
    (tree / "eval" / FIRST).write_bytes(b"no event file")
    runs = read(tree, on_gap=no_trouble)
    assert list(runs["lr=1/run_2"].scalars) == ["loss", "rate"]
    histogram = {"tag": "h", "histo": {"bucket_limit": [1.0], "bucket": [2.0]}}
    run = read(write(tree / "h", summary(1, histogram)))["."]
    assert run.histograms["h"].steps.tolist() == [1]
    (tree / "h" / FIRST).write_bytes(b"")
    with pytest.raises(OSError, match="the file changed while it was read"):
        run.histograms["h"][0]


def test_short_in_a_shell(tree):
    """The repr of runs, a run and points is one short line."""
    runs = read(tree)
    assert repr(runs) == "Runs(3: eval, lr=1/run_2, lr=1/run_10)"
    assert repr(runs["eval"]) == "Run('eval', not read yet)"
    scalars = runs["lr=1/run_10"].scalars
    assert repr(scalars["loss"]) == "ScalarSeries('loss': 10 points, steps 0..9)"
    assert repr(runs["lr=1/run_10"]) == "Run('lr=1/run_10': 2 scalars)"
    assert repr(read(FILES / "tf2")["."].images["picture"]) == (
        "Points('picture': 12 points, steps 0..11)"
    )


def resumed(directory):
    """A run that went back to step 2, where only one of its tags goes on."""
    start = event(session_log={"status": START})
    write(directory, start, *[summary(step, a=step, b=step) for step in range(4)])
    again = event(2, session_log={"status": START})
    write(directory, again, summary(2, a=20), summary(5, a=50), name=SECOND)
    return directory


@pytest.mark.parametrize(
    ("superseded", "a", "b"),
    [
        ("drop", [0, 1, 20, 50], [0, 1, 2, 3]),
        ("restarts", [0, 1, 20, 50], [0, 1]),
        ("keep", [0, 1, 2, 3, 20, 50], [0, 1, 2, 3]),
    ],
)
def test_superseded_points(tmp_path, superseded, a, b):
    """Points of an abandoned attempt are left out as one of TensorBoard's loaders does, or kept."""
    (run,) = read(resumed(tmp_path), superseded=superseded).values()
    assert run.scalars["a"].values.tolist() == a
    assert run.scalars["b"].values.tolist() == b
    assert [one.step for one in run.restarts] == [2]


def test_superseded_points_of_other_kinds(tmp_path):
    """What holds for scalars holds for values of every kind."""
    values = [(0, "a"), (1, "b"), (2, "c"), (1, "d")]
    metadata = {"plugin_data": {"plugin_name": "text"}}
    events = [
        summary(step, {"tag": "t", "tensor": {"dtype": 7, "string_val": [x.encode()]},
                       "metadata": metadata})
        for step, x in values
    ]  # fmt: skip
    write(tmp_path, *events)
    for superseded, expected in (("drop", "ad"), ("restarts", "abcd"), ("keep", "abcd")):
        points = read(tmp_path, superseded=superseded)["."].text["t"]
        assert "".join(point.item() for point in points) == expected


def test_a_choice_that_is_none(tmp_path):
    """Another word for the superseded points is refused with the words there are."""
    with pytest.raises(ValueError, match="one of drop, restarts, keep, not 'all'"):
        read(tmp_path, superseded="all")


def test_damage_is_told(tmp_path, caplog):
    """Gaps and files that cannot be read are in the run, and warned of; the rest is read."""
    write(tmp_path, summary(0, a=1.0), summary(1, a=2.0), summary(2, a=3.0))
    content = bytearray((tmp_path / FIRST).read_bytes())
    content[60] ^= 1
    (tmp_path / FIRST).write_bytes(content + b"torn")
    (tmp_path / SECOND).symlink_to("nothing")
    (run,) = read(tmp_path).values()
    assert run.scalars["a"].values.tolist() == [2.0, 3.0]
    assert [gap.cause for gap in run.gaps] == ["bad data", "truncated tail"]
    assert [skipped.path for skipped in run.skipped] == [str(tmp_path / SECOND)]
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 3


def test_a_growing_log(tmp_path, caplog):
    """refresh reads what is new, a record that was incomplete before included, and new runs."""
    write(tmp_path / "a", summary(0, loss=1.0))
    runs = read(tmp_path)
    assert len(runs["a"].scalars["loss"]) == 1
    assert not runs.refresh()
    whole = record(summary(1, loss=2.0))
    with open(tmp_path / "a" / FIRST, "ab") as file:
        file.write(whole[:-3])
        file.flush()
        assert not runs.refresh() or runs["a"].gaps
        assert [gap.cause for gap in runs["a"].gaps] == ["truncated tail"]
        assert not runs.refresh()
        file.write(whole[-3:])
    write(tmp_path / "b", summary(0, loss=3.0))
    assert runs.refresh()
    assert runs["a"].scalars["loss"].values.tolist() == [1.0, 2.0]
    assert runs["a"].gaps == []
    assert list(runs) == ["a", "b"]
    assert runs["b"].scalars["loss"].values.tolist() == [3.0]


def test_a_record_that_claims_more_than_there_is(tmp_path):
    """Whole records behind a header that leads past the end are read, as read_scalars does."""
    cut = record(summary(1, loss=2.0, other=3.0))[:-8]
    content = record(version()) + record(summary(0, loss=1.0)) + cut + record(summary(2, loss=4.0))
    (tmp_path / FIRST).write_bytes(content)
    (run,) = read(tmp_path).values()
    expected = read_scalars(tmp_path)["loss"].values
    assert run.scalars["loss"].values.tolist() == expected.tolist() == [1.0, 4.0]


def hparams_event(message):
    """An event with a summary of the hparams API, which may be of TensorFlow's class."""
    return event(summary=Summary.FromString(message.SerializeToString()))


def test_hyperparameters(tmp_path):
    """What TensorBoard's hparams API wrote: values, group, status and times."""
    values = {"lr": 0.1, "layers": 3, "bn": True, "optimizer": "adam"}
    end = hparams_summary.session_end_pb(api_pb2.STATUS_FAILURE, end_time_secs=2000)
    write(
        tmp_path / "trial",
        hparams_event(hparams_api.hparams_pb(values, "t1", start_time_secs=1000)),
        summary(1, loss=0.5),
        hparams_event(end),
    )
    write(tmp_path / "other", summary(1, loss=0.5))
    runs = read(tmp_path)
    found = runs["trial"].hparams
    assert found.values == values
    assert (found.group, found.status) == ("t1", "failure")
    assert (found.start_time, found.end_time) == (1000, 2000)
    assert runs["other"].hparams is None
    assert runs["trial"].tags == {"scalars": ["loss"]}


def test_malformed_values(tmp_path):
    """A value that claims a shape it has not is an error that names file, tag and step."""
    wrong = {"dtype": 1, "tensor_shape": {"dim": [{"size": 1 << 40}]}, "float_val": [1.0]}
    metadata = {"plugin_data": {"plugin_name": "histograms"}}
    write(tmp_path, summary(7, {"tag": "h", "tensor": wrong, "metadata": metadata}))
    (run,) = read(tmp_path).values()
    with pytest.raises(ValueError, match=r"tfevents.*'h' at step 7: not a tensor"):
        run.histograms["h"][0]


def test_tables(tree):
    """pandas tables: a line for each point, or a column for each tag."""
    pytest.importorskip("pandas")
    runs = read(tree)
    long = runs.to_pandas()
    assert long.columns.tolist() == ["run", "tag", "step", "wall_time", "value"]
    assert long.iloc[0].tolist() == ["eval", "accuracy", 3, 1003.0, 0.25]
    assert len(long) == 1 + 2 * 2 + 2 * 10
    wide = runs.to_pandas(wide=True)
    assert wide.columns.tolist() == ["accuracy", "loss", "rate"]
    assert wide.loc[("lr=1/run_10", 9)].tolist()[1:] == [9.0, 0.5]
    assert wide.index.get_level_values("run").unique().tolist() == list(runs)
    assert runs["eval"].to_pandas().equals(long.iloc[:1])


def test_tables_of_other_kinds():
    """A line for each bucket of a histogram, one for each text; none where there is none."""
    pytest.importorskip("pandas")
    run = read(FILES / "tf2")["."]
    buckets = run.to_pandas("histograms")
    first = run.histograms["weights"][0]
    assert buckets.columns.tolist()[4:] == ["left", "right", "count"]
    assert buckets[buckets.step == 0]["count"].tolist() == first.counts.tolist()
    assert run.to_pandas("text").value.tolist()[0].startswith("a **note**")
    assert run.to_pandas("audio").value[0] == run.audio["sound"][0]
    assert run.to_pandas("mesh").empty


def test_tables_of_hyperparameters(tmp_path):
    """A line for each run with hyperparameters."""
    pytest.importorskip("pandas")
    for lr in (0.1, 0.01):
        write(tmp_path / f"{lr}", hparams_event(hparams_api.hparams_pb({"lr": lr})))
    table = read(tmp_path).to_pandas("hparams")
    assert table.to_dict("list") == {"run": ["0.01", "0.1"], "lr": [0.01, 0.1]}


def test_without_pandas(tree, monkeypatch):
    """Without pandas a table is an error that says how to install it."""
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'tfv1\[pandas\]'"):
        read(tree).to_pandas()


def test_read_scalars_of_a_tree(tree):
    """read_scalars reads one run; a tree of runs is an error that names some, and read."""
    with pytest.raises(ValueError, match=r"runs below it \(eval, .*use tfv1\.events\.read\."):
        read_scalars(tree)
    (tree / "empty").mkdir()
    assert read_scalars(tree / "empty") == {}
