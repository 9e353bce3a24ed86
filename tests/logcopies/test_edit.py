"""tfv1 edit: copies with tags, steps or files changed."""

import contextlib
import shutil

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tensorboard.compat.proto import graph_pb2, meta_graph_pb2

from tests.support.cli import tfv1
from tests.support.event_logs import (
    FIRST,
    SECOND,
    START,
    event,
    points,
    read,
    summary,
    version,
    write_file,
    write_log,
)
from tfv1.events.format import columns
from tfv1.events.reading import scan
from tfv1.logs import LogError
from tfv1.logs.edit import edit
from tfv1.logs.editor import Edits, Steps


@pytest.fixture
def file(tmp_path):
    """Ten steps with loss, rate and, in TF2's form, accuracy with metadata at first only."""
    events = []
    for step in range(10):
        accuracy = {"tag": "accuracy", "tensor": {"dtype": 1, "float_val": [step]}}
        if step == 0:
            accuracy["metadata"] = {"plugin_data": {"plugin_name": "scalars"}}
        events += [summary(step, loss=step, rate=-step), summary(step, accuracy)]
    return write_file(
        tmp_path / "run" / FIRST, version(), *events, event(9, tagged_run_metadata={"tag": "last"})
    )


def edited(file, *arguments):
    """What `tfv1 edit` makes of the file; which stays as it is."""
    before = file.read_bytes()
    out = file.parent.parent / "new"
    done = tfv1("edit", file, "-o", out, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert file.read_bytes() == before
    events = read(out)
    counts = f"{out}: {len(events)} of {len(read(file))} events"
    assert done.stdout.splitlines()[0].split(", ")[0] == counts
    return events


def test_drop(file):
    """Dropped tags are gone, and so are events with no other tags; the rest is unchanged."""
    events = edited(file, "--drop", "acc*", "--drop", "rate")
    assert {value.tag for one in events for value in one.summary.value} == {"loss"}
    assert points(events) == [(step, step) for step in range(10)]
    assert len(events) == 12 and events[-1].tagged_run_metadata.tag == "last"


def test_rename(file):
    """A renamed tag keeps its points and its place."""
    events = edited(file, "--rename", "loss=train/loss", "--rename", "last=final")
    assert points(events, "train/loss") == [(step, step) for step in range(10)]
    assert points(events) == [] and len(points(events, "rate")) == 10
    assert events[-1].tagged_run_metadata.tag == "final"


def test_long_events_keep_their_payloads(tmp_path):
    """A picture and a text of many bytes are those of the original under another name."""
    picture = {"tag": "picture", "image": {"width": 3, "encoded_image_string": b"p" * 200_000}}
    text = {"tag": "text", "tensor": {"dtype": 7, "string_val": [b"t" * 100_000, b"u" * 70]}}
    events = version(), summary(1, picture, text), summary(2, text, picture)
    file = write_file(tmp_path / "run" / FIRST, *events)
    expected = read(file)
    for one in expected[1:]:
        for value in one.summary.value:
            value.tag = value.tag.replace("picture", "sample")
    assert edited(file, "--rename", "picture=sample") == expected


def test_tags_can_be_swapped(file):
    """Two tags may change names."""
    events = edited(file, "--rename", "loss=rate", "--rename", "rate=loss")
    assert points(events)[3] == (3, -3) and points(events, "rate")[3] == (3, 3)


def test_steps(file):
    """Steps are kept and dropped with both bounds included; metadata moves to what is now first."""
    events = edited(file, "--steps", "2:8", "--drop-steps", "4:5", "--drop-steps", "8:")
    assert [step for step, _ in points(events)] == [2, 3, 6, 7]
    accuracy = [v for one in events for v in one.summary.value if v.tag == "accuracy"]
    assert [v.metadata.plugin_data.plugin_name for v in accuracy] == ["scalars", "", "", ""]
    assert events[0].file_version and not events[-1].HasField("tagged_run_metadata")


def test_merge(tmp_path):
    """The files of a restarted run become one in order of time, without superseded points."""
    run = tmp_path / "logs" / "run"
    start = [event(0, 1000.0, session_log={"status": START})]
    first = [summary(step, loss=1.0) for step in range(10)]
    again = [event(6, 2000.0, session_log={"status": START})]
    second = [summary(step, loss=2.0, wall_time=2000.0 + step) for step in range(6, 12)]
    # Their names sort the other way.
    write_log(run / SECOND, *start, *first)
    write_log(run / FIRST, *again, *second)
    (run / "events.out.tfevents.3000.host").touch()
    done = tfv1("edit", tmp_path / "logs", "-o", tmp_path / "new", "--merge")
    assert (done.returncode, done.stderr) == (0, "")
    (merged,) = (tmp_path / "new" / "run").iterdir()
    events = read(merged)
    assert points(events) == [(s, 1.0) for s in range(6)] + [(s, 2.0) for s in range(6, 12)]
    assert [one.file_version for one in events if one.file_version] == ["brain.Event:2"]
    assert len(list(run.iterdir())) == 3


def test_what_is_before_the_first_start_stays(tmp_path):
    """The first START session log begins the run, and supersedes nothing."""
    run = tmp_path / "logs"
    write_log(run / FIRST, *[summary(step, loss=1.0) for step in range(5)])
    write_log(run / SECOND, event(2, 2000.0, session_log={"status": START}),
          summary(2, loss=2.0, wall_time=2000.0))  # fmt: skip
    tfv1("edit", run, "-o", tmp_path / "new", "--merge")
    assert points(read(tmp_path / "new" / FIRST)) == [*((s, 1.0) for s in range(5)), (2, 2.0)]


def shown_by_the_data_server(events):
    """(tag, step, value) of the points that TensorBoard's data server keeps, by its rule."""
    kept = {}
    for one in events:
        for value in one.summary.value:
            points = kept.setdefault(value.tag, [])
            while points and points[-1][1] >= one.step:
                points.pop()
            points.append((value.tag, one.step, value.simple_value))
    return sorted(point for points in kept.values() for point in points)


def all_points(events):
    return sorted((v.tag, one.step, v.simple_value) for one in events for v in one.summary.value)


RESUMED = st.lists(
    st.tuples(st.integers(0, 12), st.lists(st.sampled_from("aabc"), max_size=3)), max_size=40
)


@settings(max_examples=60, deadline=None)
@given(RESUMED, RESUMED, st.booleans())
def test_drop_superseded(tmp_path_factory, first, second, merge):
    """What is left is what TensorBoard's data server shows of the run's files together."""
    root = tmp_path_factory.mktemp("resumed")
    number = 0
    for name, steps in ((FIRST, first), (SECOND, second)):
        events = []
        for step, tags in steps:
            number += 1
            values = [{"tag": tag, "simple_value": number} for tag in tags]
            events.append(summary(step, *values, wall_time=1000.0 + number))
        write_log(root / "logs" / "run" / name, *events)
    before = read(root / "logs")
    edit(str(root / "logs"), str(root / "new"), Edits(drop_superseded=True, merge=merge))
    assert all_points(read(root / "new")) == shown_by_the_data_server(before)


def test_drop_superseded_of_alike_events(tmp_path):
    """Scalars of many events that look alike are dropped as well, and metadata moves on."""
    attempts = [*range(50), *range(20, 60)]
    accuracy = {"tag": "acc", "tensor": {"dtype": 1, "float_val": [0.5]}}
    first = {**accuracy, "metadata": {"plugin_data": {"plugin_name": "scalars"}}}
    events = [summary(step, loss=i) for i, step in enumerate(attempts)]
    path = write_log(
        tmp_path / "run" / FIRST, summary(5, first), *events, summary(3, accuracy)
    )  # fmt: skip
    found = edited(path, "--drop-superseded")
    assert [step for step, _ in points(found)] == list(range(60))
    (last,) = [v for one in found for v in one.summary.value if v.tag == "acc"]
    assert last.metadata.plugin_data.plugin_name == "scalars"


def test_runs_by_pattern(file, tmp_path):
    """--runs copies the runs that match, as they are where nothing else is asked for."""
    root = tmp_path / "logs"
    for name in ("a", "b/c"):
        write_log(root / name / FIRST, summary(1, loss=2.0))
    done = tfv1("edit", root, "-o", tmp_path / "new", "--runs", "b*")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["b"]
    copy = tmp_path / "new" / "b" / "c" / FIRST
    assert copy.read_bytes() == (root / "b" / "c" / FIRST).read_bytes()
    done = tfv1("edit", root, "-o", tmp_path / "other", "--runs", "x")
    assert (done.returncode, (tmp_path / "other").exists()) == (2, False)
    assert done.stderr == "tfv1 edit: No run matches 'x'; the runs are: a, b/c.\n"
    done = tfv1("edit", file, "-o", tmp_path / "other", "--runs", "run")
    assert (done.returncode, "--runs chooses runs of a directory" in done.stderr) == (2, True)


def test_strip_constants(tmp_path):
    """Large constants lose their contents, in graphs and meta graphs, and nothing else changes."""
    graph = graph_pb2.GraphDef()
    for name, size in (("large", 5000), ("small", 5)):
        tensor = graph.node.add(name=name, op="Const").attr["value"].tensor
        tensor.dtype = 1
        tensor.tensor_shape.dim.add(size=size)
        tensor.tensor_content = bytes(4 * size)
    graph.node.add(name="sum", op="Add", input=["large", "small"])
    meta = meta_graph_pb2.MetaGraphDef(graph_def=graph)
    file = write_log(tmp_path / "run" / FIRST, event(graph_def=graph.SerializeToString()),
                 event(meta_graph_def=meta.SerializeToString()), summary(1, loss=1.0))  # fmt: skip
    events = edited(file, "--strip-constants")
    expected = graph_pb2.GraphDef()
    expected.CopyFrom(graph)
    expected.node[0].attr["value"].tensor.tensor_content = b""
    assert graph_pb2.GraphDef.FromString(events[1].graph_def) == expected
    assert meta_graph_pb2.MetaGraphDef.FromString(events[2].meta_graph_def).graph_def == expected
    assert points(events) == [(1, 1.0)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Say what to edit: --runs, --drop, "),
        (["--drop", "lss"], "No tag matches 'lss'; the tags are: accuracy, last, loss, rate."),
        (["--rename", "lo*=x"], "No tag matches 'lo*'; the tags are: "),
        (["--rename", "loss=rate"], "Cannot rename 'loss': there is a tag 'rate' already."),
        (["--merge"], f"run/{FIRST} is one file: there is nothing to merge."),
        (["--rename", "loss"], "argument --rename: 'loss' is not OLD=NEW"),
        (["--steps", "9:3"], "argument --steps: '9:3' has no steps: 9 is after 3"),
    ],
)
def test_misuse(file, tmp_path, arguments, message):
    """What cannot be done ends with status 2 and a sentence, and no file is written."""
    done = tfv1("edit", f"run/{FIRST}", "-o", "new", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith(f"tfv1 edit: {message}")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_what_is_not_there_cannot_be_merged(tmp_path):
    """A path that does not exist is not called a file."""
    with pytest.raises(LogError, match=r"Cannot read .*nope: No such file"):
        edit(str(tmp_path / "nope"), str(tmp_path / "new"), Edits(merge=True))


def test_damaged_files_are_not_edited(file, tmp_path):
    """A damaged file is left to tfv1 repair, so that nothing is lost in silence."""
    file.write_bytes(file.read_bytes()[:-2])
    done = tfv1("edit", "run", "-o", "new", "--drop", "loss", cwd=tmp_path)
    assert done.returncode == 2
    assert "truncated tail" in done.stderr and "Use 'tfv1 repair' first." in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_copy_is_never_inside_what_it_copies(file, tmp_path):
    """A directory inside the log is rejected, since it would become one of its runs."""
    done = tfv1("edit", "run", "-o", "run/new", "--drop", "loss", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "tfv1 edit: run/new is inside run; name a directory elsewhere.\n",
    )
    assert [path.name for path in (tmp_path / "run").iterdir()] == [FIRST]


def test_a_file_that_cannot_be_read_is_reported(file, tmp_path):
    """The other files of the run are edited; one sentence names the one that was left out."""
    (tmp_path / "run" / SECOND).symlink_to("nowhere")
    done = tfv1("edit", "run", "-o", "new", "--drop", "loss", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == (
        f"tfv1 edit: left out: Cannot read run/{SECOND}: No such file or directory.\n"
    )
    assert [path.name for path in (tmp_path / "new").iterdir()] == [FIRST]


def _value(tag, form, name, step):
    """A scalar in one of three forms; the last carries metadata each time, as PyTorch's do."""
    if form == "simple":
        return {"tag": tag, "simple_value": step / 3}
    value = {"tag": tag, "tensor": {"dtype": 1, "float_val": [step / 3]}}
    if form == "noted" or step == 0:
        value["metadata"] = {"plugin_data": {"plugin_name": "scalars"}, "display_name": name}
    return value


@settings(max_examples=60, deadline=None)
@given(
    kinds=st.lists(
        st.tuples(
            st.lists(st.sampled_from("abc"), min_size=1, max_size=3),
            st.sampled_from(["simple", "tensor", "noted"]),
        ),
        min_size=1,
        max_size=3,
    ),
    steps=st.lists(st.integers(0, 40), min_size=20, max_size=200).map(sorted),
    edits=st.builds(
        Edits,
        drop=st.lists(st.sampled_from("abc"), max_size=2),
        rename=st.sampled_from([{}, {"a": "long/name", "b": "y"}, {"a": "b", "b": "a"}]),
        keep_steps=st.none() | st.builds(Steps, st.none() | st.just(3), st.none() | st.just(30)),
        drop_steps=st.lists(st.builds(Steps, st.just(10), st.just(12)), max_size=1),
        merge=st.booleans(),
    ),
)
@example(  # what has a tag's metadata is cut off with all the events read together with it
    kinds=[(["a"], "tensor")], steps=list(range(40)), edits=Edits(keep_steps=Steps(18, None))
)
def test_events_that_look_alike(tmp_path_factory, kinds, steps, edits):
    """Events edited together, by a template, become what each becomes when it is edited alone."""
    directory = tmp_path_factory.mktemp("log")
    parts = steps[: len(steps) // 2], steps[len(steps) // 2 :]
    for name, part in zip((FIRST, SECOND), parts, strict=True):
        events = [
            summary(step, *(_value(tag, form, str(step % 2), step) for tag in tags))
            for step in part
            for tags, form in kinds
        ]
        start = event(part[0], session_log={"status": START})
        write_file(directory / "log" / name, version(), start, *events)
    results = []
    for fewest in (2, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(columns, "_FEWEST", fewest)
            patch.setattr(scan, "_MOST_RECORDS", 16)
            with contextlib.suppress(LogError):  # there is no such tag
                out = directory / f"out{fewest}"
                done = edit(str(directory / "log"), str(out), edits)
                files = sorted(out.rglob("*tfevents*"))
                results.append((done, [read(file) for file in files]))
    assert not results or results[0] == results[1]
    shutil.rmtree(directory)
