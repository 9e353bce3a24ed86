"""The comparison behind the goldens: which changes of a log it must notice, which not."""

import io
import shutil

import numpy as np
import pytest
from PIL import Image
from tensorboard.compat.proto import config_pb2, event_pb2, graph_pb2, meta_graph_pb2
from tensorboard.compat.proto.summary_pb2 import HistogramProto, Summary
from tensorboard.summary.writer.record_writer import RecordWriter
from tensorboard.util import tensor_util

from tests.examples import event_compare

TOLERANCES = [{"tags": "weights", "rtol": 1e-3, "moved": 0.1}, {"tags": "near*", "rtol": 1e-3}]
NAME = "events.out.tfevents.0000000001.golden"


def scalar(tag, number):
    return Summary.Value(tag=tag, simple_value=number)


def png(pixels):
    encoded = io.BytesIO()
    Image.fromarray(np.uint8(pixels)).save(encoded, format="PNG")
    return Summary.Image(height=2, width=2, colorspace=3, encoded_image_string=encoded.getvalue())


def graph(*nodes):
    return graph_pb2.GraphDef(node=[{"name": name, "op": op} for name, op in nodes])


def trace():
    metadata = config_pb2.RunMetadata()
    metadata.step_stats.dev_stats.add(device="cpu").node_stats.add(node_name="add")
    return metadata.SerializeToString()


def base_events():
    """Returns events of every kind, at positions the tampering below refers to."""
    histogram = HistogramProto(
        min=0, max=2, num=20, sum=20, sum_squares=30, bucket_limit=[0, 1, 2], bucket=[5, 10, 5]
    )
    text = tensor_util.make_tensor_proto(np.array([b"note"]))
    meta_graph = meta_graph_pb2.MetaGraphDef(graph_def=graph(("images", "Placeholder")))
    meta_graph.collection_def["summaries"].node_list.value.append("loss")
    events = [
        event_pb2.Event(file_version="brain.Event:2"),
        event_pb2.Event(graph_def=graph(("images", "Placeholder")).SerializeToString()),
        event_pb2.Event(meta_graph_def=meta_graph.SerializeToString()),
        event_pb2.Event(
            session_log=event_pb2.SessionLog(
                status=event_pb2.SessionLog.CHECKPOINT, checkpoint_path="logs/model.ckpt-0"
            )
        ),
        event_pb2.Event(
            step=1, summary=Summary(value=[scalar("loss", 0.5), scalar("near/loss", 0.5)])
        ),
        event_pb2.Event(step=2, summary=Summary(value=[scalar("loss", 0.25)])),
        event_pb2.Event(
            step=2,
            summary=Summary(
                value=[
                    Summary.Value(tag="picture", image=png(np.zeros([2, 2, 3]))),
                    Summary.Value(tag="weights", histo=histogram),
                    Summary.Value(tag="text", tensor=text, node_name="text"),
                ]
            ),
        ),
        event_pb2.Event(
            step=3,
            tagged_run_metadata=event_pb2.TaggedRunMetadata(tag="step003", run_metadata=trace()),
        ),
    ]
    events[6].summary.value[2].metadata.plugin_data.plugin_name = "text"
    for second, event in enumerate(events):
        event.wall_time = second
    return events


def write(folder, events, name=NAME):
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / name, "wb") as event_file:
        writer = RecordWriter(event_file)
        for event in events:
            writer.write(event.SerializeToString())


def swap(events, one, other):
    events[one], events[other] = events[other], events[one]


def edit(message, **fields):
    for field, content in fields.items():
        setattr(message, field, content)


def value(events, index, position=0):
    return events[index].summary.value[position]


# name: (change of the base events, what the comparison must say)
TAMPERED = {
    "an event is gone": (lambda e: e.pop(5), "missing: summary, step 2, loss"),
    "the last event is gone": (lambda e: e.pop(), "missing: tagged_run_metadata"),
    "an event is twice": (lambda e: e.insert(5, e[5]), "not expected: summary, step 2, loss"),
    "events are swapped": (lambda e: swap(e, 4, 5), "missing: summary, step"),
    "graph before version": (lambda e: swap(e, 0, 1), "missing"),
    "no events": (lambda e: e.clear(), "missing: file_version"),
    "another step": (lambda e: edit(e[5], step=3), "not expected: summary, step 3, loss"),
    "another tag": (lambda e: edit(value(e, 5), tag="Loss"), "Loss"),
    "a tag is gone": (lambda e: e[4].summary.value.pop(), "missing: summary, step 1, loss, near"),
    "a new tag": (lambda e: e[5].summary.value.add(tag="new", simple_value=1), "loss, new"),
    "tags are swapped": (lambda e: e[4].summary.value.reverse(), "near/loss, loss"),
    "a summary as two events": (
        lambda e: e.insert(
            5, event_pb2.Event(step=1, summary=Summary(value=[e[4].summary.value.pop()]))
        ),
        "not expected: summary, step 1, near/loss",
    ),
    "another version": (lambda e: edit(e[0], file_version="brain.Event:3"), "brain.Event:3"),
    "source metadata": (lambda e: e[0].source_metadata.SetInParent(), "source_metadata"),
    "another exact value": (lambda e: edit(value(e, 5), simple_value=0.2500001), "loss"),
    "a value out of tolerance": (
        lambda e: edit(value(e, 4, 1), simple_value=0.501),
        "near/loss: value 0.5 expected",
    ),
    "nan for a number": (
        lambda e: edit(value(e, 4, 1), simple_value=float("nan")),
        "nan obtained",
    ),
    "another value kind": (
        lambda e: value(e, 5).tensor.CopyFrom(tensor_util.make_tensor_proto(np.float32(0.25))),
        "'tensor' obtained",
    ),
    "metadata lost": (lambda e: value(e, 6, 2).ClearField("metadata"), "metadata"),
    "metadata where none was": (
        lambda e: edit(value(e, 5).metadata, display_name="Loss"),
        "metadata",
    ),
    "another node name": (lambda e: edit(value(e, 6, 2), node_name="note"), "node_name"),
    "a pixel": (lambda e: value(e, 6).image.CopyFrom(png(np.ones([2, 2, 3]))), "pixels"),
    "an image's size": (lambda e: edit(value(e, 6).image, height=3), "size"),
    "a histogram's sum": (lambda e: edit(value(e, 6, 1).histo, sum=20.1), "min, max, sum"),
    "a histogram's number": (lambda e: edit(value(e, 6, 1).histo, num=21), "samples"),
    "samples in other buckets": (
        lambda e: value(e, 6, 1).histo.bucket.__setitem__(slice(0, 2), [8, 7]),
        "3 samples lie in other buckets",
    ),
    "another bucket limit": (
        lambda e: value(e, 6, 1).histo.bucket_limit.__setitem__(1, 1.5),
        "lie in other buckets",
    ),
    "another text": (
        lambda e: value(e, 6, 2).tensor.CopyFrom(tensor_util.make_tensor_proto(np.array([b"x"]))),
        "content",
    ),
    "another checkpoint": (
        lambda e: edit(e[3].session_log, checkpoint_path="logs/model.ckpt-1"),
        "model.ckpt-1",
    ),
    "another session status": (
        lambda e: edit(e[3].session_log, status=event_pb2.SessionLog.STOP),
        "STOP",
    ),
    "a session message": (lambda e: edit(e[3].session_log, msg="oops"), "oops"),
    "another trace tag": (
        lambda e: edit(e[7].tagged_run_metadata, tag="step004"),
        "step004",
    ),
    "a trace without timings": (
        lambda e: edit(e[7].tagged_run_metadata, run_metadata=b""),
        "timings",
    ),
    "a placeholder renamed": (
        lambda e: edit(e[1], graph_def=graph(("x", "Placeholder")).SerializeToString()),
        "nodes",
    ),
    "no meta graph's collections": (
        lambda e: edit(
            e[2],
            meta_graph_def=meta_graph_pb2.MetaGraphDef(
                graph_def=graph(("images", "Placeholder"))
            ).SerializeToString(),
        ),
        "collections",
    ),
}

HARMLESS = {
    "nothing": lambda e: None,
    "wall times": lambda e: [edit(e[index], wall_time=9) for index in range(len(e))],
    "a value within tolerance": lambda e: edit(value(e, 4, 1), simple_value=0.5004),
    "few samples in other buckets": lambda e: value(e, 6, 1).histo.bucket.__setitem__(
        slice(0, 2), [6, 9]
    ),
    "other ops in the graph": lambda e: edit(
        e[1], graph_def=graph(("add", "AddV2"), ("images", "Placeholder")).SerializeToString()
    ),
    "other timings": lambda e: edit(e[7].tagged_run_metadata, run_metadata=trace() + trace()),
}


@pytest.fixture
def logs(tmp_path):
    """Returns two equal log directories of two files each."""
    for side in ("expected", "obtained"):
        write(tmp_path / side / "train", base_events())
        write(tmp_path / side / "eval", base_events()[:1])
    return tmp_path / "expected", tmp_path / "obtained"


def compare(logs, **options):
    return event_compare.compare(*logs, tolerances=TOLERANCES, **options)


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_log_fails(logs, name):
    """Each change of events, tags, steps, kinds, metadata or values is found, and named."""
    tamper, complaint = TAMPERED[name]
    events = base_events()
    tamper(events)
    write(logs[1] / "train", events)
    differences = compare(logs)
    assert differences
    assert complaint in "\n".join(differences)
    assert all(difference.startswith("train, file 0: ") for difference in differences)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_may_differ_does_not_fail(logs, name):
    """Wall times, timings, unnamed ops and values within tolerance may differ."""
    events = base_events()
    HARMLESS[name](events)
    write(logs[1] / "train", events)
    assert compare(logs) == []


FILES_TAMPERED = {
    "a directory is gone": (
        lambda logdir: shutil.rmtree(logdir / "eval"),
        "eval: 1 event files expected, 0 found",
    ),
    "a new directory": (
        lambda logdir: write(logdir / "test", base_events()),
        "test: 0 event files expected, 1 found",
    ),
    "a second file": (
        lambda logdir: write(logdir / "eval", base_events(), NAME.replace("1", "2")),
        "eval: 1 event files expected, 2 found",
    ),
    "another suffix": (
        lambda logdir: (logdir / "eval" / NAME).rename(logdir / "eval" / (NAME + ".v2")),
        "'.v2' obtained",
    ),
    "a torn record at the end": (
        lambda logdir: (logdir / "eval" / NAME).open("ab").write(b"torn"),
        "4 obtained",
    ),
}


@pytest.mark.parametrize("name", FILES_TAMPERED)
def test_tampered_files_fail(logs, name):
    """A directory or file too many or too few, another suffix, a torn end: each is found."""
    tamper, complaint = FILES_TAMPERED[name]
    tamper(logs[1])
    assert complaint in "\n".join(compare(logs))


def test_the_order_of_racing_threads_does_not_matter(logs):
    """In a directory declared unordered, the order is free, but every event must be there."""
    events = base_events()
    swap(events, 4, 5)
    write(logs[1] / "train", events)
    assert compare(logs)
    assert compare(logs, unordered=["tr*"]) == []
    write(logs[1] / "train", events[:-1])
    assert compare(logs, unordered=["tr*"])


@pytest.mark.parametrize(
    ("name", "suffix"),
    [(NAME, ""), (NAME + ".v2", ".v2"), (NAME + ".4711.1", ""), (NAME + ".4711.1.v2", ".v2")],
)
def test_the_suffix_is_what_follows_time_host_and_process(name, suffix):
    """A name made exclusive by process and number has the suffix of the plain name."""
    assert event_compare.suffix("logs/" + name) == suffix
