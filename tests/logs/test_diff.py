"""What counts as a difference between two logs."""

import io
import math
import wave

import numpy as np
import pytest
from PIL import Image
from tensorboard.compat.proto import config_pb2, event_pb2, graph_pb2, meta_graph_pb2
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.hparams import api_pb2
from tensorboard.plugins.hparams import summary as hparams_summary
from tensorboard.util import tensor_util

from tests.logs.tool_logs import scalars
from tests.support.event_logs import START, event, summary, write
from tfv1.logs import LogError
from tfv1.logs.diff import Options, diff_logs
from tfv1.logs.diffmany import diff_many


@pytest.fixture
def compare(tmp_path):
    """Compares two lists of events as runs; returns the RunDiff."""

    def compare_them(a, b, **options):
        paths = [str(write(tmp_path / side, *events)) for side, events in (("a", a), ("b", b))]
        (run,) = diff_logs(*paths, Options(**options)).runs
        return run

    return compare_them


def tag_of(run, name):
    (tag,) = (tag for tag in run.tags if tag.key.name == name)
    return tag


def notes_of(run):
    return {tag.key.name: tag.notes for tag in run.tags if tag.notes}


LOSS = scalars(loss=lambda step: 1.0 / (step + 1), rate=lambda step: step)


def with_loss(numbers, wall_time=None):
    """Summary events of steps 0, 1 ... with a loss each."""
    return [summary(step, loss=x, wall_time=wall_time) for step, x in enumerate(numbers)]


def test_wall_times_are_left_out(compare):
    """Logs that differ in wall times only are equal."""
    run = compare(with_loss([1, 2, 3], wall_time=5.0), with_loss([1, 2, 3], wall_time=6.0))
    assert run.equal
    assert tag_of(run, "loss").compared == 3


def test_a_value(compare):
    """The first differing step comes with its numbers and errors, the largest errors beside it."""
    numbers = [0.5] * 30
    others = [*numbers[:12], 0.25, *numbers[13:20], 0.75, *numbers[21:]]
    tag = tag_of(compare(with_loss(numbers), with_loss(others)), "loss")
    assert (tag.compared, tag.differing) == (30, 2)
    assert (tag.first.step, tag.first.a, tag.first.b) == (12, 0.5, 0.25)
    assert (tag.first.absolute, tag.first.relative) == (0.25, 0.5)
    assert (tag.largest_absolute, tag.largest_relative) == (0.25, 0.5)


@pytest.mark.parametrize(
    ("a", "b", "options", "equal"),
    [
        (1.0, 1.000001, {}, True),
        (1.0, 1.0001, {}, False),
        (0.0, 1e-9, {}, True),
        (0.0, 1e-7, {}, False),
        (1.0, 1.000001, {"exact": True}, False),
        (0.0, -0.0, {}, True),
        (0.0, -0.0, {"exact": True}, False),
        (math.nan, math.nan, {}, True),
        (math.nan, math.nan, {"exact": True}, True),
        (math.nan, 1.0, {"rtol": [("*", 1e9)]}, False),
        (math.inf, math.inf, {}, True),
        (math.inf, -math.inf, {"rtol": [("*", 1e9)]}, False),
        (math.inf, 3e38, {"rtol": [("*", 1e9)], "atol": [("*", 1e9)]}, False),
        (1.0, 1.05, {"rtol": [("*", 0.1)]}, True),
        (1.0, 1.05, {"rtol": [("lo*", 0.1)]}, True),
        (1.0, 1.05, {"rtol": [("*", 0.1), ("loss", 0.01)]}, False),
        (1.0, 1.05, {"rtol": [("loss", 0.01), ("*", 0.1)]}, True),
        (1.0, 1.05, {"atol": [("*", 0.1)]}, True),
        (1.0, 1.05, {"atol": [("rate", 0.1)]}, False),
        (1.0, 2.0, {"structure": True}, True),
    ],
)
def test_tolerances(compare, a, b, options, equal):
    """rtol and atol by pattern (the last that matches counts), --exact and --structure."""
    events = [[summary(1, loss=loss, rate=0.0)] for loss in (a, b)]
    assert compare(*events, **options).equal is equal
    assert compare(*reversed(events), **options).equal is equal


def test_a_tag_that_is_missing_or_extra(compare):
    """Tags are compared both ways."""
    both, one = [summary(1, loss=1.0, rate=1.0)], [summary(1, loss=1.0)]
    assert notes_of(compare(both, one)) == {"rate": ["only in A"]}
    assert notes_of(compare(one, both)) == {"rate": ["only in B"]}


@pytest.mark.parametrize("structure", [False, True])
def test_a_point_that_is_missing(compare, structure):
    """A lost point is named by its step; the others are still compared with their own."""
    others = with_loss(range(10))
    del others[4]
    run = compare(with_loss(range(10)), others, structure=structure)
    note = "number of points 10 in A, 9 in B; step 4 only in A"
    assert notes_of(run) == {"loss": [note]}
    assert tag_of(run, "loss").differing == 0


def test_another_step(compare):
    """The first point with another step is named."""
    events = [summary(step, loss=1.0) for step in (0, 1, 3)]
    assert notes_of(compare(with_loss([1, 1, 1]), events)) == {
        "loss": ["point 2 has step 2 in A, 3 in B"]
    }


def test_another_order(compare):
    """The order of events counts, unless it is left out."""
    a = [summary(1, loss=1.0), summary(1, rate=2.0), summary(2, loss=1.0)]
    b = [a[1], a[0], a[2]]
    (note,) = compare(a, b).notes
    assert note.startswith("order: event 1 is step 1 of loss in A, step 1 of rate in B")
    assert compare(a, b, unordered=True).equal


def test_racing_writers(compare):
    """Without order, points of one step that came in another order are equal; others are not."""
    a = [summary(1, loss=1.0), summary(1, loss=2.0), summary(2, loss=3.0)]
    assert not compare(a, [a[1], a[0], a[2]]).equal
    assert compare(a, [a[2], a[1], a[0]], unordered=True).equal
    assert not compare(a, [a[2], a[1], a[1]], unordered=True).equal


def test_another_grouping(compare):
    """One event with two values is not two events."""
    a, b = [summary(1, loss=1.0, rate=2.0)], [summary(1, loss=1.0), summary(1, rate=2.0)]
    assert "order: event 1 is step 1 of loss, rate in A" in compare(a, b).notes[0]


def test_another_kind(compare):
    """A tag that was a scalar and is a histogram is missing as one and extra as the other."""
    a, b = [summary(1, loss=1.0)], [summary(1, {"tag": "loss", "histo": {"num": 1}})]
    run = compare(a, b)
    found = {(tag.key.kind, *tag.notes) for tag in run.tags if tag.notes}
    assert found == {("scalars", "only in A"), ("histograms", "only in B")}


def tensor(tag, array, plugin="", **metadata):
    value = {"tag": tag, "tensor": tensor_util.make_tensor_proto(array)}
    value["metadata"] = {"plugin_data": {"plugin_name": plugin}, **metadata}
    return value


def test_metadata(compare):
    """Plugin, display name and description of a tag count."""
    a = [summary(1, tensor("x", np.float32(1), "scalars", display_name="X"))]
    b = [summary(1, tensor("x", np.float32(1), "scalars", display_name="Y"))]
    assert notes_of(compare(a, b)) == {"x": ["display name 'X' in A, 'Y' in B"]}
    c = [summary(1, {"tag": "x", "simple_value": 1.0})]
    assert notes_of(compare(a, c)) == {"x": ["metadata only in A"]}


def test_metadata_in_every_event(compare):
    """Metadata that every scalar carries, as PyTorch writes them, are compared."""

    def events(name):
        scalars = {"plugin_data": {"plugin_name": "scalars"}, "display_name": name}
        value = {"tag": "x", "simple_value": 0.5, "metadata": scalars}
        return [summary(step, value) for step in range(1, 20)]

    assert compare(events("one"), events("one")).equal
    found = notes_of(compare(events("one"), events("two")))
    assert found == {"x": ["display name 'one' in A, 'two' in B"]}


def session(seconds, **hparams):
    """What a run logs to the hparams plugin, started at a time in seconds."""
    written = [
        hparams_summary.session_start_pb(hparams, group_name="g", start_time_secs=seconds),
        hparams_summary.session_end_pb(api_pb2.STATUS_SUCCESS, end_time_secs=seconds + 5),
    ]
    return [event(summary=Summary.FromString(one.SerializeToString())) for one in written]


def test_hyperparameters(compare):
    """Those that differ are named with their values; when the sessions ran does not count."""
    assert compare(session(1.0, lr=0.5, opt="adam"), session(2.0, lr=0.5, opt="adam")).equal
    run = compare(session(1.0, lr=0.5, opt="adam"), session(1.0, lr=0.25, opt="adam", wd=True))
    assert notes_of(run) == {
        "_hparams_/session_start_info": [
            "hyperparameter lr 0.5 in A, 0.25 in B",
            "hyperparameter wd none in A, True in B",
        ]
    }


def test_malformed_hyperparameters(compare):
    """What is no message of the plugin is compared as bytes."""
    a, b = (
        [
            summary(
                1,
                tensor(
                    "x", np.float32(1), plugin_data={"plugin_name": "hparams", "content": content}
                ),
            )
        ]
        for content in (b"\xff1", b"\xff2")
    )
    assert notes_of(compare(a, b)) == {"x": ["plugin content b'\\xff1' in A, b'\\xff2' in B"]}


def png(pixels, **options):
    buffer = io.BytesIO()
    Image.fromarray(np.asarray(pixels, np.uint8)).save(buffer, "PNG", **options)
    return buffer.getvalue()


def image(encoded):
    return {"tag": "p", "image": {"encoded_image_string": encoded}}


def test_images_are_compared_decoded(compare):
    """Other bytes with the same pixels are equal; pixels may differ within a tolerance."""
    pixels = np.arange(64 * 64 * 3).reshape(64, 64, 3) % 200
    one, same = png(pixels, compress_level=0), png(pixels, compress_level=9)
    pixels[3, 4, 1] += 2
    other = png(pixels)
    assert one != same
    assert compare([summary(1, image(one))], [summary(1, image(same))]).equal
    run = compare([summary(1, image(one))], [summary(1, image(other))])
    assert tag_of(run, "p").first.text == "1 of 12288 pixel values differ"
    assert tag_of(run, "p").largest_absolute == 2
    assert compare([summary(1, image(one))], [summary(1, image(other))], atol=[("p", 2)]).equal
    smaller = png(pixels[:32])
    run = compare([summary(1, image(one))], [summary(1, image(smaller))])
    assert "of shape [64, 64, 3] and [32, 64, 3]" in tag_of(run, "p").first.text
    run = compare([summary(1, image(one))], [summary(1, image(b"no image"))])
    assert "cannot be decoded" in tag_of(run, "p").first.text


@pytest.mark.parametrize("place", [0, 100, -1])
def test_any_byte_of_a_long_value(compare, place):
    """One byte that differs in an image, a tensor or a graph is found wherever it is."""
    content = bytes(1 << 17)
    other = bytearray(content)
    other[place] = 1
    runs = [
        [
            summary(1, image(one), {"tag": "t", "tensor": {"dtype": 4, "tensor_content": one}}),
            event(meta_graph_def=one),
        ]
        for one in (content, content, bytes(other))
    ]
    assert compare(runs[0], runs[1]).equal
    different = {tag.key.name for tag in compare(runs[0], runs[2]).tags if not tag.equal}
    assert different == {"p", "t", "meta graph"}


def test_long_values_of_logs_that_are_the_same_in_part(tmp_path):
    """Logs read together differ as logs do that are read one after the other.

    The same sounds are in buffers that both logs have and in others, moved and written twice.
    """
    sounds = [bytes([number]) * 300_000 for number in range(3)]

    def sound(step, number):
        return summary(step, {"tag": "s", "audio": {"encoded_audio_string": sounds[number]}})

    same = [sound(step, step % 3) for step in range(8)]
    restarted = [sound(step, step % 3) for step in range(2, 8)]
    one = str(write(tmp_path / "one", *same))
    for name, events, differing in (
        ("itself", same, 0),
        ("restarted", same + restarted, 0),
        ("moved", [summary(0, loss=1.0), *same], 0),
        ("other end", [*same[:7], sound(7, 0)], 1),
        ("other middle", [*same[:4], sound(4, 0), *same[5:]], 1),
        ("reversed", same[::-1], 0),
        ("others", [sound(step, (step + 1) % 3) for step in range(8)], 8),
    ):
        other = str(write(tmp_path / name, *events))
        for a, b in ((one, other), (other, one)):
            (together,) = diff_logs(a, b, Options()).runs
            (apart,) = diff_many(a, [b], Options()).diffs[0].runs
            for tag in together.tags:
                tag.a = tag.b = None
            assert together == apart, name
            assert tag_of(together, "s").differing == differing, name
    for options in (Options(unordered=True), Options(structure=True)):
        assert diff_logs(one, str(tmp_path / "reversed"), options).equal == options.unordered


def test_images_of_tensorflow_2(compare):
    """Images in string tensors are decoded as well."""
    pixels = np.zeros((5, 4, 3))
    one, same = png(pixels, compress_level=0), png(pixels, compress_level=9)
    events = [[summary(1, tensor("p", [b"4", b"5", x], "images"))] for x in (one, same)]
    assert events[0] != events[1]
    assert compare(*events).equal
    pixels[0, 0, 0] = 9
    third = [summary(1, tensor("p", [b"4", b"5", png(pixels)], "images"))]
    assert tag_of(compare(events[0], third), "p").largest_absolute == 9


def histogram(**changes):
    fields = {"min": 0, "max": 3, "num": 6, "sum": 8.0, "sum_squares": 14}
    fields |= {"bucket_limit": [1, 2, 3], "bucket": [1, 2, 3], **changes}
    return [summary(1, {"tag": "h", "histo": fields})]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"sum": 8.000001}, None),
        ({"sum": 8.1}, "1 of 5 histogram statistics differ"),
        ({"bucket": [1, 3, 2]}, "2 of 3 bucket counts differ"),
        ({"bucket_limit": [1, 2, 4]}, "1 of 3 bucket limits differ"),
        (
            {"bucket": [1, 2, 2, 1], "bucket_limit": [1, 2, 3, 4]},
            "bucket limits of shape [3] and [4]",
        ),
    ],
)
def test_histograms_are_compared_by_their_numbers(compare, changes, text):
    """Statistics, bucket limits and counts, within the tolerance."""
    tag = tag_of(compare(histogram(), histogram(**changes)), "h")
    assert (tag.first and tag.first.text) == text


@pytest.mark.parametrize(
    ("a", "b", "text"),
    [
        (np.float32([1, 2]), np.float32([1, 2.000001]), None),
        (np.float32([1, 2]), np.float32([1, 3]), "1 of 2 tensor elements differ"),
        (np.float32([1, 2]), np.float64([1, 2]), "tensors of float32 and float64"),
        (np.float32([1, 2]), np.float32([[1, 2]]), "tensor elements of shape [2] and [1, 2]"),
        (np.int64([10**9]), np.int64([10**9 + 1]), "1 of 1 tensor elements differ"),
        ([b"one", b"two"], [b"one", b"too"], "tensor element 1: 'two' and 'too'"),
        ([b"one"], [b"one", b"two"], "tensors of shape [1] and [2]"),
    ],
)
def test_tensors_are_compared_by_content(compare, a, b, text):
    """Element type, shape and elements; numbers within the tolerance, integers exactly."""
    run = compare([summary(1, tensor("t", a, "mine"))], [summary(1, tensor("t", b, "mine"))])
    tag = tag_of(run, "t")
    assert (tag.first and tag.first.text) == text


def test_texts(compare):
    """Texts are compared by content."""
    a, b = ([summary(1, tensor("note", [x], "text"))] for x in (b"hello", b"hallo"))
    assert tag_of(compare(a, b), "note").first.text == "text 0: 'hello' and 'hallo'"


def sound(rate, frames):
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(frames)
    audio = {"sample_rate": rate, "encoded_audio_string": buffer.getvalue()}
    return [summary(1, {"tag": "s", "audio": audio})]


def test_audio(compare):
    """Audio is compared by its bytes and its rate."""
    assert compare(sound(8000, b"abcd"), sound(8000, b"abcd")).equal
    assert not compare(sound(8000, b"abcd"), sound(8000, b"abce")).equal
    tag = tag_of(compare(sound(8000, b"abcd"), sound(16000, b"abcd")), "s")
    assert tag.first.text == "audio with sample rates 8000 and 16000"


def graph(*nodes, **attributes):
    result = graph_pb2.GraphDef()
    for name, op, *inputs in nodes:
        node = result.node.add(name=name, op=op, input=inputs)
        for key, number in attributes.items():
            node.attr[key].i = number
    return result


NODES = [("x", "Placeholder"), ("y", "Const"), ("sum", "Add", "x", "y")]


@pytest.mark.parametrize(
    ("other", "text"),
    [
        (graph(*reversed(NODES)), None),
        (graph(*NODES, shape=1), None),
        (graph(*NODES[:2]), "1 graph nodes only in A, first 'sum'"),
        (graph(*NODES, ("z", "Const")), "1 graph nodes only in B, first 'z'"),
        (graph(*NODES[:2], ("sum", "Mul", "x", "y")), "graph node 'sum' is Add and Mul"),
        (
            graph(*NODES[:2], ("sum", "Add", "x", "x")),
            "graph node 'sum' has the inputs x, y and x, x",
        ),
    ],
)
def test_graphs_are_compared_by_nodes(compare, other, text):
    """Nodes by name, with their ops and inputs; in a meta graph too."""
    events = [[event(graph_def=one.SerializeToString())] for one in (graph(*NODES), other)]
    tag = tag_of(compare(*events), "graph")
    assert (tag.first and tag.first.text) == text
    events = [
        [event(meta_graph_def=meta_graph_pb2.MetaGraphDef(graph_def=one).SerializeToString())]
        for one in (graph(*NODES), other)
    ]
    tag = tag_of(compare(*events), "meta graph")
    assert (tag.first and tag.first.text) == text


def test_graph_attributes_count_where_exact(compare):
    """--exact compares a node's attributes as well."""
    graphs = graph(*NODES), graph(*NODES, shape=1)
    events = [[event(graph_def=one.SerializeToString())] for one in graphs]
    assert "has different attributes" in tag_of(compare(*events, exact=True), "graph").first.text


def test_collections_of_meta_graphs(compare):
    """A collection that is missing is named."""
    meta = meta_graph_pb2.MetaGraphDef(graph_def=graph(*NODES))
    events = [event(meta_graph_def=meta.SerializeToString())]
    meta.collection_def["summaries"].node_list.value.append("loss")
    others = [event(meta_graph_def=meta.SerializeToString())]
    tag = tag_of(compare(events, others), "meta graph")
    assert tag.first.text == "collection 'summaries' only in B"


def test_session_logs(compare):
    """Status and checkpoint count, the checkpoint's directory does not."""
    status = event_pb2.SessionLog.CHECKPOINT

    def checkpoint(path):
        return [event(5, session_log={"status": status, "checkpoint_path": path})]

    assert compare(checkpoint("/a/model.ckpt-5"), checkpoint("/b/model.ckpt-5")).equal
    assert not compare(checkpoint("/a/model.ckpt-5"), checkpoint("/a/model.ckpt-6")).equal
    assert not compare(checkpoint(""), [event(5, session_log={"status": START})]).equal


def test_run_metadata(compare):
    """Tags and steps of run metadata count; the times in them do not."""
    traces = [config_pb2.RunMetadata() for _ in range(2)]
    traces[1].step_stats.dev_stats.add(device="cpu").node_stats.add(all_start_micros=5)
    contents = [{"tag": "step_1", "run_metadata": one.SerializeToString()} for one in traces]
    a, b = ([event(1, tagged_run_metadata=one)] for one in contents)
    assert compare(a, b).equal
    c = [event(1, tagged_run_metadata={**contents[0], "tag": "step_2"})]
    assert notes_of(compare(a, c)) == {"step_1": ["only in A"], "step_2": ["only in B"]}


def test_damage_is_a_difference(tmp_path):
    """A log that cannot be read to its end equals nothing, not even itself."""
    path = write(tmp_path / "a", *LOSS) / "events.out.tfevents.1000.host"
    path.write_bytes(path.read_bytes()[:-3])
    (run,) = diff_logs(str(tmp_path / "a"), str(tmp_path / "a"), Options()).runs
    assert [note[:12] for note in run.notes] == ["damage in A:", "damage in B:"]


def test_ignored_tags(compare):
    """Ignored tags and kinds may be missing, extra or different; the order is that of the rest."""
    a = [event(graph_def=b""), summary(1, loss=1.0, rate=1.0), summary(2, time=1.0)]
    b = [summary(1, loss=1.0, rate=2.0)]
    assert compare(a, b, ignore=["graph", "rate", "ti*"]).equal
    assert not compare(a, b, ignore=["graph", "ti*"]).equal


def test_trees_of_runs(tmp_path):
    """Runs are paired by name; one that is on one side only is a difference."""
    for side in ("a", "b"):
        for run in ("train", "eval"):
            write(tmp_path / side / run, *LOSS)
    assert diff_logs(str(tmp_path / "a"), str(tmp_path / "b"), Options()).equal
    write(tmp_path / "b" / "extra", *LOSS)
    diff = diff_logs(str(tmp_path / "a"), str(tmp_path / "b"), Options())
    assert {run.name: run.notes for run in diff.runs} == {
        "eval": [],
        "extra": ["only in B"],
        "train": [],
    }
    assert not diff.equal


def test_single_runs_are_paired_whatever_their_names(tmp_path):
    """A file, its directory and a tree with that one run are equal."""
    write(tmp_path / "tree" / "train", *LOSS)
    paths = [tmp_path / "tree", tmp_path / "tree" / "train"]
    paths.append(paths[1] / "events.out.tfevents.1000.host")
    for a in paths:
        for b in paths:
            assert diff_logs(str(a), str(b), Options()).equal


@pytest.mark.parametrize(
    ("a", "b", "options"),
    [
        ([], [], {}),
        (LOSS, LOSS, {"ignore": ["*"]}),
        (LOSS, LOSS, {"ignore": ["loss", "rate"]}),
    ],
)
def test_nothing_to_compare_is_an_error(compare, a, b, options):
    """Logs that are empty, or of which everything is ignored, do not pass."""
    with pytest.raises(LogError, match="Nothing to compare"):
        compare(a, b, **options)


def test_an_empty_log_differs_from_a_full_one(compare):
    """A run that was never written to does not equal one that was."""
    assert not compare([], LOSS).equal
    assert not compare(LOSS, []).equal


def test_long_runs(tmp_path):
    """Runs of many events, read in columns: one wrong value and one swapped pair are found."""
    a = [summary(step, loss=step % 7, rate=-step) for step in range(3000)]
    b = list(a)
    b[2000] = summary(2000, loss=99.0, rate=-2000)
    paths = [str(write(tmp_path / name, *events)) for name, events in (("a", a), ("b", b))]
    (run,) = diff_logs(*paths, Options()).runs
    assert (tag_of(run, "loss").first.step, tag_of(run, "loss").differing) == (2000, 1)
    assert tag_of(run, "rate").equal and not run.notes
    c = [*a[:1500], a[1501], a[1500], *a[1502:]]
    path = str(write(tmp_path / "c", *c))
    (run,) = diff_logs(paths[0], path, Options()).runs
    assert tag_of(run, "rate").notes == ["point 1500 has step 1500 in A, 1501 in B"]
    assert diff_logs(paths[0], path, Options(unordered=True)).equal
