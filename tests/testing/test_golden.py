"""Goldens: what of each kind of event they keep, and how two of them compare."""

import json
import math
import struct

import numpy as np
import pytest
from tensorboard.compat.proto import event_pb2, graph_pb2

from tests.support.event_logs import event
from tests.testing.golden_logs import png, write_log
from tfv1.logs import LogError
from tfv1.logs.diff import Options
from tfv1.testing.comparison import diff_goldens
from tfv1.testing.golden import read_golden, read_log, write_golden


def value(tag="x", **fields):
    return event(5, summary={"value": [{"tag": tag, **fields}]})


def image(**options):
    return value(image={"height": 16, "width": 16, "encoded_image_string": png(**options)})


def image2(**options):
    """An image in TensorFlow 2's form."""
    tensor = {"dtype": 7, "tensor_shape": {"dim": [{"size": 3}]}}
    tensor["string_val"] = [b"16", b"16", png(**options)]
    return value(tensor=tensor, metadata={"plugin_data": {"plugin_name": "images"}})


def histogram(count=3.0, limit=1.0):
    return value(histo={"min": 0.1, "max": 1, "num": count, "sum": 1.5, "sum_squares": 2,
                        "bucket_limit": [0.5, limit], "bucket": [1, count - 1]})  # fmt: skip


def text(content=b"hello", plugin="text"):
    return value(
        tensor={"dtype": 7, "string_val": [content]},
        metadata={"plugin_data": {"plugin_name": plugin}},
    )


def floats(*numbers, dtype=1):
    name = {1: "float_val", 2: "double_val", 3: "int_val"}[dtype]
    shape = {"dim": [{"size": len(numbers)}]}
    return value(tensor={"dtype": dtype, "tensor_shape": shape, name: numbers})


def graph(op="Add", name="sum", device=""):
    nodes = [{"name": "a", "op": "Const"}, {"name": name, "op": op, "input": ["a"],
                                            "device": device}]  # fmt: skip
    return event(graph_def=graph_pb2.GraphDef(node=nodes).SerializeToString())


def session_log(path="/here/model.ckpt-5", status=event_pb2.SessionLog.CHECKPOINT):
    return event(5, session_log={"status": status, "checkpoint_path": path})


def audio(rate=44100.0, data=b"RIFF"):
    return value(audio={"sample_rate": rate, "encoded_audio_string": data})


def number(x):
    return value(simple_value=x)


def compare(tmp_path, one, other, options=None):
    """The comparison of a golden of `one`, written and read again, with a log of `other`."""
    golden = tmp_path / "golden.jsonl"
    write_golden(str(golden), read_log(str(write_log(tmp_path / "a", events=[one]))), "a test")
    obtained = read_log(str(write_log(tmp_path / "b", events=[other])))
    return diff_goldens(read_golden(str(golden)), obtained, options or Options())


SAME = {
    "image": (image(), image(level=0)),
    "image of TensorFlow 2": (image2(), image2(level=0)),
    "histogram": (histogram(), histogram(limit=1 + 1e-7)),
    "text": (text(), text()),
    "bytes that are no text": (text(b"\xff\x00"), text(b"\xff\x00")),
    "tensor": (floats(0.1, 2.0, dtype=2), floats(0.1 + 1e-9, 2.0, dtype=2)),
    "graph": (graph(), graph(device="/cpu:0")),
    "checkpoint elsewhere": (session_log(), session_log("/there/model.ckpt-5")),
    "audio": (audio(), audio()),
    "NaN": (number(float("nan")), number(float("nan"))),
    "infinity": (number(float("-inf")), number(float("-inf"))),
}

DIFFERENT = {
    "image": (image(), image(shade=101), "image"),
    "image of TensorFlow 2": (image2(), image2(shade=101), "values 2: "),
    "histogram count": (histogram(), histogram(count=4.0), "1 of 1 num differ"),
    "histogram limit": (histogram(), histogram(limit=1.1), "1 of 2 limits differ"),
    "text": (text(), text(b"hallo"), "values 0: 'hello' and 'hallo'"),
    "bytes": (text(b"\xff\x00"), text(b"\xff\x01"), "values 0: "),
    "tensor": (floats(0.1, 2.0), floats(0.1, 2.1), "1 of 2 values differ"),
    "shape": (floats(1.0, 2.0), floats(1.0), "shape"),
    "dtype": (floats(1.0), floats(1.0, dtype=2), "dtype"),
    "integers": (floats(10**9, dtype=3), floats(10**9 + 1, dtype=3), "1 of 1 values differ"),
    "ops": (graph(), graph(op="Sub"), "ops "),
    "names": (graph(), graph(name="total"), "digest "),
    "checkpoint": (session_log(), session_log("/here/model.ckpt-6"), "ckpt-5"),
    "audio rate": (audio(), audio(rate=22050.0), "sample_rate"),
    "audio": (audio(), audio(data=b"RIFX"), "digest"),
    "form": (number(1.0), histogram(), None),
    "NaN": (number(float("nan")), number(1.0), "nan in A, 1 in B"),
    "metadata": (text(), text(plugin="other"), None),
    "the longest text that is shown": (text(b"a" * 60), text(b"b"), f"{'a' * 60!r} and 'b'"),
    "a longer text": (text(b"a" * 61), text(b"b"), f"{'a' * 57 + '...'!r} and 'b'"),
}


@pytest.mark.parametrize("case", SAME)
def test_equal(tmp_path, case):
    """Equal contents compare equal, through the file, however they were encoded."""
    diff = compare(tmp_path, *SAME[case])
    assert diff.equal, diff
    assert sum(tag.compared for tag in diff.runs[0].tags) == 5


@pytest.mark.parametrize("case", DIFFERENT)
def test_different(tmp_path, case):
    """Different contents compare as different, with what differs."""
    one, other, message = DIFFERENT[case]
    diff = compare(tmp_path, one, other)
    assert not diff.equal
    if message:
        (wrong,) = (tag for tag in diff.runs[0].tags if not tag.equal)
        assert message in wrong.first.text


def test_tolerance_of_tensors_and_histograms(tmp_path):
    """Tolerances hold for the numbers of tensors and histograms, not for an image's pixels."""
    loose = Options(rtol=[("*", 0.5)])
    assert compare(tmp_path, floats(1.0, 2.0), floats(1.0, 2.5), loose).equal
    assert compare(tmp_path, histogram(), histogram(count=4.0), loose).equal
    assert not compare(tmp_path, image(), image(shade=101), loose).equal
    assert not compare(tmp_path, graph(), graph(op="Sub"), loose).equal


def test_metadata_of_equal_values(tmp_path):
    """A golden differs even if only the first metadata of a tag does."""
    plain, named = (
        value(simple_value=1.0, metadata={"display_name": name}) for name in ("one", "other")
    )
    assert compare(tmp_path, plain, plain).equal
    assert not compare(tmp_path, plain, named).equal


def test_doubles_are_no_floats(tmp_path):
    """Doubles that are the same as float32 differ where exactness is asked for."""
    exactly = Options(exact=True)
    one, other = (floats(0.1 + more, dtype=2) for more in (0, 1e-12))
    assert not compare(tmp_path, one, other, exactly).equal


@pytest.mark.parametrize("exact", [0.1, 1 / 3, 1e-45, 3.4e38, 16777217.0, -0.0])
def test_full_precision(tmp_path, exact):
    """A scalar, float32 or float64, comes out of a golden with the bits that went in."""
    exactly = Options(exact=True)
    for event_ in (number(exact), floats(exact, dtype=2), floats(exact)):
        assert compare(tmp_path, event_, event_, exactly).equal
    two = value(tensor={"dtype": 2, "double_val": [exact]},
                metadata={"plugin_data": {"plugin_name": "scalars"}})  # fmt: skip
    assert compare(tmp_path, two, two, exactly).equal
    next_one = value(tensor={"dtype": 2, "double_val": [exact * (1 + 2**-52) or 5e-324]},
                     metadata={"plugin_data": {"plugin_name": "scalars"}})  # fmt: skip
    assert not compare(tmp_path, two, next_one, exactly).equal


def test_values_of_one_event_stay_together(tmp_path):
    """An event of several values has a line for each, and is not the same as several events."""
    values = [{"tag": tag, "simple_value": 1.0} for tag in ("a", "b")]
    both = event(5, summary={"value": values})
    apart = [event(5, summary={"value": [one]}) for one in values]
    logs = []
    for number, events in enumerate(([both], apart)):
        log = read_log(str(write_log(tmp_path / str(number), events=events)))
        write_golden(str(tmp_path / "g"), log, "x")
        logs.append(read_golden(str(tmp_path / "g")))
        assert diff_goldens(logs[-1], log, Options(exact=True)).equal
    diff = diff_goldens(*logs, Options())
    assert not diff.equal and "order: event 4 is step 5 of a, b in A" in diff.runs[0].notes[0]


@pytest.mark.parametrize("exact", [0.1, 1 / 3, 16777217.0, 1e-45, -0.0, 123456.789])
def test_numbers_in_the_file(tmp_path, exact):
    """What stands in the file gives the number back, read by JSON alone: nothing is rounded."""
    float32 = struct.unpack("<f", struct.pack("<f", exact))[0]
    scalars = {"plugin_data": {"plugin_name": "scalars"}}
    events = [
        number(exact),
        value("y", tensor={"dtype": 2, "double_val": [exact]}, metadata=scalars),
    ]
    write_golden(str(tmp_path / "g"), read_log(str(write_log(tmp_path / "a", events=events))), "x")
    one, two = map(json.loads, (tmp_path / "g").read_text().splitlines()[-2:])
    assert struct.pack("<f", one["scalar"]) == struct.pack("<f", float32)
    name = "scalar" if float32 == exact else "double"
    assert struct.pack("<d", two[name]) == struct.pack("<d", exact) or name == "scalar"


def test_neighbours_do_not_change_a_number(tmp_path):
    """A scalar is written alike among numbers of one precision and among others."""
    scalars = {"plugin_data": {"plugin_name": "scalars"}}

    def written(*exact):
        events = [
            value("x", tensor={"dtype": 2, "double_val": [one]}, metadata=scalars) for one in exact
        ]
        log = write_log(tmp_path / f"log{len(list(tmp_path.iterdir()))}", events=events)
        write_golden(str(tmp_path / "g"), read_log(str(log)), "x")
        lines = (tmp_path / "g").read_text().splitlines()[-len(exact) :]
        return [{k: v for k, v in json.loads(line).items() if k != "metadata"} for line in lines]

    numbers = [0.5, 0.25, 16777217.0, math.nan, math.inf, float(np.float32(0.1))]
    assert written(*numbers) == [line for one in numbers for line in written(one)]


def test_session_logs_in_the_file(tmp_path):
    """A session log stands with the name of its status, or the number of one nobody knows."""
    events = [event(1, session_log={"status": status, "msg": "m"}) for status in (1, 99)]
    write_golden(str(tmp_path / "g"), read_log(str(write_log(tmp_path / "a", events=events))), "x")
    lines = map(json.loads, (tmp_path / "g").read_text().splitlines()[-2:])
    assert [line["content"] for line in lines] == ["START  m", "99  m"]


def test_a_golden_is_small(tmp_path):
    """Neither pixels nor wall times are in a golden, and float32 has no more digits than needed."""
    write_golden(str(tmp_path / "g"), read_log(str(write_log(tmp_path / "a", extra=True))), "x")
    lines = (tmp_path / "g").read_text().splitlines()
    assert json.loads(lines[-1])["content"]["image"].startswith("16x16x3 uint8 ")
    assert '"scalar": 0.1}' in lines[4] and "wall" not in "".join(lines)
    assert max(map(len, lines)) < 200


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "it has no run in it"),
        ("{}\n", "its first line does not say that it is"),
        ("no json\n", "line 1 is not a line of a golden event log: it is not JSON"),
        ('{"golden event log": 99}\n', "format 99, this tfv1 reads format 1"),
        ('{"golden event log": 1}\n{"step": 1}\n', "line 2 is neither an event nor a run"),
        ('{"golden event log": 1}\n{"run": "."}\n[]\n', "line 3 .* it is not an object"),
        ('{"golden event log": 1}\n{"run": "."}\n{"tag": "x", "scalar": 1}\n', "line 3 is neither"),
        (
            '{"golden event log": 1}\n{"run": "."}\n{"step": "x", "scalar": 1}\n',
            "line 3 is neither",
        ),
        ("\udcff", "not text in UTF-8"),
    ],
)
def test_what_is_no_golden(tmp_path, content, message):
    """A file that is not a golden is rejected with a sentence that says why."""
    (tmp_path / "g").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(LogError, match=message):
        read_golden(str(tmp_path / "g"))


@pytest.mark.parametrize(
    "line",
    [
        '{"step": 1}',
        '{"step": 1, "tag": "x", "scalar": "much"}',
        '{"step": 1, "event": "x"}',
        '{"step": 1, "event": 5, "content": "x"}',
        '{"step": 1, "tag": 5, "kind": "images", "content": "x"}',
    ],
)
def test_malformed_event(tmp_path, line):
    """An invalid event is rejected, by its line."""
    (tmp_path / "g").write_text(f'{{"golden event log": 1}}\n{{"run": "."}}\n{line}\n')
    with pytest.raises(LogError, match="line 3 does not say what the event holds"):
        read_golden(str(tmp_path / "g"))
