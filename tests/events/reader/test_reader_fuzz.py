"""Properties of the reader that hold for any log and any damage."""

import os
import tempfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2

from tests.events.reader.reader_logs import scalar_event, whole_records
from tests.support.event_logs import record, version
from tfv1.events.format import outline
from tfv1.events.format.columns import scalar_layout
from tfv1.events.reading import scan
from tfv1.events.reading.reader import LoggedEvent, parse_event
from tfv1.events.reading.scan import Batch, Gap, scan_records
from tfv1.events.reading.series import ScalarAccumulator

EVENTS = [version(), *(scalar_event(step, loss=step, rate=1) for step in range(6))]
LOG = b"".join(map(record, EVENTS))

places = st.integers(0, len(LOG))
stretches = st.tuples(places, st.integers(0, 120))


@st.composite
def damaged_logs(draw):
    """A log after a few edits: bytes changed, removed, repeated, zeroed, moved, or put in."""
    content = LOG
    for _ in range(draw(st.integers(1, 5))):
        start, length = draw(stretches)
        part = content[start : start + length]
        rest = content[:start] + content[start + length :]
        to = draw(places)
        content = draw(
            st.sampled_from(
                [
                    rest,
                    content[:start] + part + part + content[start + length :],
                    content[:start] + bytes(len(part)) + content[start + length :],
                    rest[:to] + part + rest[to:],
                    content[:to] + part + content[to + len(part) :],
                ]
            )
        )
        if draw(st.booleans()):
            content = content[:to] + draw(st.binary(max_size=40)) + content[to:]
    return content


def scan_bytes(content):
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "events.out.tfevents.1.host")
        with open(path, "wb") as file:
            file.write(content)
        return list(scan_records(path))


@settings(max_examples=150, deadline=None)
@given(damaged_logs(), st.sampled_from([50, 333, 1 << 20]))
def test_any_damage(content, chunk_bytes):
    """Exactly the intact records are found; records and gaps cover the file."""
    before = scan._CHUNK_BYTES
    scan._CHUNK_BYTES = chunk_bytes
    try:
        items = scan_bytes(content)
    finally:
        scan._CHUNK_BYTES = before
    assert [tuple(item) for item in items if not isinstance(item, Gap)] == whole_records(content)
    end = 0
    for item in items:
        assert item.offset == end
        end += item.length if isinstance(item, Gap) else len(item.data) + 16
    assert end == len(content)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes(content):
    """Bytes that are not a log at all are gaps rather than an error."""
    items = scan_bytes(content)
    assert all(isinstance(item, Gap) for item in items)
    assert sum(item.length for item in items) == len(content)


@pytest.fixture(autouse=True, scope="module")
def outlines_of_short_events():
    """Events of any length are outlined, not only those that are long enough to pay."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outline, "_LONG", 0)
        yield


floats = st.floats(width=32)
payloads = st.binary(max_size=9) | st.integers(60, 400).map(lambda count: b"\n" * count)
tags = st.sampled_from(["loss", "rate", "a/b", "", "schließlich"])


@st.composite
def tensors(draw):
    tensor = tensor_pb2.TensorProto(dtype=draw(st.sampled_from([1, 1, 1, 2, 7, 9, 99])))
    for size in draw(st.lists(st.integers(0, 2), max_size=1)):
        tensor.tensor_shape.dim.add(size=size)
    tensor.float_val.extend(draw(st.lists(floats, max_size=2)))
    if draw(st.booleans()):
        tensor.tensor_content = draw(st.binary(min_size=4, max_size=4) | payloads)
    tensor.string_val.extend(draw(st.lists(payloads, max_size=1)))
    return tensor


@st.composite
def values(draw):
    value = summary_pb2.Summary.Value(tag=draw(tags))
    kind = draw(
        st.sampled_from(["simple", "simple", "tensor", "histo", "image", "audio", "nothing"])
    )
    if kind == "simple":
        value.simple_value = draw(floats)
    elif kind == "tensor":
        value.tensor.CopyFrom(draw(tensors()))
    elif kind == "histo":
        value.histo.num = 1
    elif kind == "image":
        value.image.encoded_image_string = draw(payloads)
    elif kind == "audio":
        value.audio.encoded_audio_string = draw(payloads)
    if draw(st.integers(0, 3)) == 0:
        value.metadata.plugin_data.plugin_name = draw(st.sampled_from(["scalars", "text", ""]))
    if draw(st.integers(0, 9)) == 0:
        value.node_name = "node"
    return value


@st.composite
def events(draw):
    """An event, serialized; its fields in any order and possibly twice, as the format allows."""
    parts = []
    if draw(st.integers(0, 9)):
        parts.append(event_pb2.Event(wall_time=draw(st.floats(allow_nan=False))))
    steps = st.sampled_from([0, 1, 127, 128, 300, 1 << 40, -1, -(1 << 63)])
    parts.append(event_pb2.Event(step=draw(steps)))
    status = event_pb2.SessionLog.START
    rest = draw(st.integers(0, 12))
    if rest == 0:
        parts.append(event_pb2.Event(session_log={"status": status}))
    elif rest == 1:
        parts.append(event_pb2.Event(file_version="brain.Event:2"))
    elif rest == 2:
        parts.append(event_pb2.Event(graph_def=draw(payloads)))
    elif rest == 3:
        parts.append(event_pb2.Event(tagged_run_metadata={"run_metadata": draw(payloads)}))
    else:
        summary = summary_pb2.Summary(value=draw(st.lists(values(), max_size=3)))
        parts.append(event_pb2.Event(summary=summary))
    parts = [part.SerializeToString() for part in parts]
    if draw(st.integers(0, 9)) == 0:
        parts.append(draw(st.sampled_from(parts)))
    return b"".join(draw(st.permutations(parts)))


def batch_of(data):
    buffer = b"".join(map(record, data))
    starts = np.cumsum([12, *(len(item) + 16 for item in data)])[:-1].tolist() if data else []
    stops = [start + len(item) for start, item in zip(starts, data, strict=True)]
    return Batch(buffer, 0, starts, stops)


def vary(data, number):
    """The event `data` with different numbers in it, or unchanged if it is not a valid event."""
    event = parse_event(data)
    if event is None:
        return data
    event.wall_time += number
    event.step = (event.step & ~0x3F) + number
    for one in event.summary.value:
        if one.HasField("simple_value"):
            one.simple_value = number
        elif one.tensor.float_val:
            one.tensor.float_val[0] = number
    return event.SerializeToString()


def assert_columns_equal_events(data, split):
    """`data`, added in two batches cut at `split`, gives the scalars of one event at a time."""
    fast, slow = ScalarAccumulator(), ScalarAccumulator()
    for part in (data[:split], data[split:]):
        fast.add_batch("file", batch_of(part))
    for event in filter(None, map(parse_event, data)):
        slow.add_event(LoggedEvent("file", 0, event))
    ours, expected = fast.series(), slow.series()
    assert list(ours) == list(expected)
    for tag, series in ours.items():
        for name in ("steps", "wall_times", "values"):
            got, wanted = getattr(series, name), getattr(expected[tag], name)
            np.testing.assert_array_equal(got, wanted, f"{tag} {name}")
    assert [r.step for r in fast.restarts] == [r.step for r in slow.restarts]


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from([None, "brain.Event:2", "brain.Event:1", "odd"]))
def test_columns_are_what_the_parser_reads(data, version):
    """Many events at a time give what the protocol buffer parser gives, one at a time."""
    some = data.draw(st.lists(events(), min_size=1, max_size=4))
    log = [vary(event, number) for number in range(15) for event in some] + some
    for event in data.draw(st.lists(events(), max_size=4)):
        log.insert(data.draw(st.integers(0, len(log))), event)
    if version:
        log.insert(0, event_pb2.Event(file_version=version).SerializeToString())
    assert_columns_equal_events(log, data.draw(st.integers(0, 20)))


@st.composite
def damaged_events(draw):
    event = draw(events())
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(event)))
        new = draw(st.binary(max_size=2))
        event = event[:place] + new + event[place + draw(st.integers(0, 2)) :]
    return event


def cut(event):
    """`event` with every payload cut to its first 64 bytes."""
    holders = [(event, "graph_def"), (event, "meta_graph_def")]
    holders.append((event.tagged_run_metadata, "run_metadata"))
    for value in event.summary.value:
        holders += [(value.image, "encoded_image_string"), (value.audio, "encoded_audio_string")]
        holders.append((value.tensor, "tensor_content"))
        if value.HasField("tensor"):
            value.tensor.string_val[:] = [one[:64] for one in value.tensor.string_val]
    for holder, name in holders:
        if len(getattr(holder, name)) > 64:
            setattr(holder, name, getattr(holder, name)[:64])
    return event


@settings(max_examples=300, deadline=None)
@given(damaged_events(), st.binary(max_size=3), st.binary(max_size=3))
def test_an_outline_is_the_event_with_its_payloads_cut(data, before, after):
    """Wherever the event is in a buffer; an outline of damaged data is no event either."""
    buffer = before + data + after
    short = parse_event(outline.outline(buffer, len(before), len(before) + len(data)))
    event = parse_event(data)
    if event is None:
        assert short is None
    else:
        assert short.SerializeToString() == cut(event).SerializeToString()


@settings(max_examples=300, deadline=None)
@given(damaged_events(), st.binary(max_size=3), st.binary(max_size=3))
def test_an_outline_can_be_completed(data, before, after):
    """With its payloads put back, the outline of an event is what parsing all of it gives."""
    buffer, place = before + data + after, len(before)
    event = parse_event(data)
    if event is not None:
        short = parse_event(
            outline.outline(buffer, place, place + len(data), outline.stand_in)
        ).SerializeToString()
        assert b"".join(outline.whole(short, buffer)) == event.SerializeToString()


def test_outlines_are_short():
    """The properties above would hold if nothing were cut."""
    event = event_pb2.Event()
    event.summary.value.add(tag="picture", image={"encoded_image_string": bytes(1 << 20)})
    event.summary.value.add(tag="text", tensor={"string_val": [bytes(1 << 20)]})
    data = event.SerializeToString()
    assert len(outline.outline(data, 0, len(data))) < 300


def test_many_short_values_are_left_to_the_parser():
    """An event of a thousand short values is not outlined, which would take longer."""
    event = event_pb2.Event()
    event.summary.value.add(tag="picture", image={"encoded_image_string": bytes(1 << 16)})
    for number in range(1000):
        event.summary.value.add(tag=f"loss_{number}", simple_value=number)
    data = event.SerializeToString()
    assert outline.outline(data, 0, len(data)) == data


@settings(max_examples=150, deadline=None)
@given(damaged_events())
def test_a_layout_only_for_what_the_parser_reads(event):
    """Damaged messages have no layout, or one that reads what the parser reads."""
    layout = scalar_layout(event)
    if layout is not None:
        assert_columns_equal_events([version().SerializeToString(), *[event] * 20], 1)


def test_a_layout_fixes_where_the_step_ends():
    """A message whose step runs on into the next field is not of the layout it resembles."""
    event = scalar_event(5, loss=1.0).SerializeToString()
    layout = scalar_layout(event)
    place = event.index(b"\x10\x05") + 1
    rows = [event, event.replace(b"\x10\x05", b"\x10\x06"), bytearray(event)]
    rows[2][place] |= 0x80
    matrix = np.array([np.frombuffer(row, np.uint8) for row in rows])
    assert layout.matches(matrix).tolist() == [True, True, False]


def test_layouts_are_used():
    """The properties above would hold without a single layout: here is one of each shape."""
    scalar = scalar_event(1, loss=1.0).SerializeToString()
    metadata = {"plugin_data": {"plugin_name": "scalars"}}
    for tensor in ({"float_val": [1.0]}, {"tensor_content": b"1234"}):
        value = {"tag": "loss", "tensor": {"dtype": 1, "tensor_shape": {}, **tensor}}
        event = event_pb2.Event(wall_time=1, step=1)
        event.summary.value.add(**value)
        assert scalar_layout(event.SerializeToString()) is None
        assert scalar_layout(event.SerializeToString(), {"loss"}) is not None
        event.summary.value[0].metadata.CopyFrom(summary_pb2.SummaryMetadata(**metadata))
        assert scalar_layout(event.SerializeToString()) is not None
    assert [value.tag for value in scalar_layout(scalar).values] == ["loss"]
