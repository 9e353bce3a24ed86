"""Scalar series: points of a run as arrays, with the attempts that restarts superseded cut out."""

import math
import tracemalloc

import numpy as np
import pytest
from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator
from tensorboard.compat.proto import event_pb2
from tensorboard.util import tensor_util

from tests.events.reader.reader_logs import scalar_event, start_event
from tests.support.event_logs import record, version, write_file
from tfv1.events.reading.scan import Gap, RecordScanner
from tfv1.events.reading.series import ScalarAccumulator, read_scalars
from tfv1.events.reading.superseded import Restart

NAME = "events.out.tfevents.1.host"


def points(series):
    return list(zip(series.steps.tolist(), series.values.tolist(), strict=True))


def tensorboard_reads(directory):
    """{tag: [(step, wall_time, value)]} of TensorBoard's accumulator."""
    accumulator = EventAccumulator(str(directory), {"tensors": 0}).Reload()
    try:
        tags = accumulator.PluginTagToContent("scalars")
    except KeyError:
        return {}
    return {
        tag: [
            (event.step, event.wall_time, tensor_util.make_ndarray(event.tensor_proto).item())
            for event in accumulator.Tensors(tag)
        ]
        for tag in tags
    }


def assert_as_tensorboard(directory):
    theirs = {tag: found for tag, found in tensorboard_reads(directory).items() if found}
    ours = {tag: series for tag, series in read_scalars(directory).items() if len(series)}
    assert list(ours) == list(theirs)
    for tag, series in ours.items():
        rows = list(zip(series.steps, series.wall_times, series.values, strict=True))
        np.testing.assert_array_equal(rows, theirs[tag])
    return ours


def test_arrays(tmp_path):
    """Steps are int64, wall times and values float64, in the order of the file."""
    events = [scalar_event(step, loss=step / 4, rate=-step) for step in range(100)]
    write_file(tmp_path / NAME, version(), *events)
    series = assert_as_tensorboard(tmp_path)
    assert list(series) == ["loss", "rate"]
    loss = series["loss"]
    assert (loss.steps.dtype, loss.wall_times.dtype, loss.values.dtype) == ("i8", "f8", "f8")
    assert loss.steps.tolist() == list(range(100))
    assert loss.wall_times.tolist() == [1000.0 + step for step in range(100)]
    assert loss.values.tolist() == [step / 4 for step in range(100)]


def test_steps_of_any_size(tmp_path):
    """Missing, negative and the largest steps, of every length on the wire."""
    steps = [0, *(1 << bit for bit in range(63)), (1 << 63) - 1, -1, -(1 << 63)]
    events = [scalar_event(step, wall_time=1.0, loss=1.0) for step in steps for _ in range(20)]
    write_file(tmp_path / NAME, version(), *events)
    series = assert_as_tensorboard(tmp_path)
    assert series["loss"].steps.tolist() == [step for step in steps for _ in range(20)]


def test_values_keep_their_bits(tmp_path):
    """NaN, infinities, -0.0 and the smallest float come back as they were written."""
    values = [math.nan, math.inf, -math.inf, -0.0, 1e-45, 3.4e38] * 5
    events = [scalar_event(step, loss=value) for step, value in enumerate(values)]
    write_file(tmp_path / NAME, version(), *events)
    got = assert_as_tensorboard(tmp_path)["loss"].values
    np.testing.assert_array_equal(got, np.array(values, np.float32).astype(np.float64))
    assert math.copysign(1, got[3]) == -1


def test_alternating_tags(tmp_path):
    """Events that each hold one tag of several, of equal and of different lengths."""
    tags = ["a", "b", "long/tag", "other/tg"]
    events = [scalar_event(step, **{tags[step % 4]: step}) for step in range(400)]
    write_file(tmp_path / NAME, version(), *events)
    series = assert_as_tensorboard(tmp_path)
    for number, tag in enumerate(tags):
        assert series[tag].steps.tolist() == list(range(number, 400, 4))


def test_a_tag_twice_in_one_event(tmp_path):
    """Both values are kept, in their order."""
    events = []
    for step in range(30):
        event = scalar_event(step, loss=step)
        event.summary.value.add(tag="loss", simple_value=-step)
        events.append(event)
    write_file(tmp_path / NAME, version(), *events)
    loss = assert_as_tensorboard(tmp_path)["loss"]
    assert points(loss)[4:6] == [(2, 2.0), (2, -2.0)]


def tensor_event(step, tag, array, plugin=None):
    event = event_pb2.Event(wall_time=1.0 + step, step=step)
    value = event.summary.value.add(tag=tag, tensor=tensor_util.make_tensor_proto(array))
    if plugin:
        value.metadata.plugin_data.plugin_name = plugin
    return event


def test_tensors_are_scalars_where_their_metadata_say_so(tmp_path):
    """With the metadata on every event or the first alone; tensors of other tags are none."""
    events = [version()]
    for step in range(40):
        events.append(tensor_event(step, "each", np.float32(step), "scalars"))
        events.append(tensor_event(step, "first", np.float32(step), None if step else "scalars"))
        events.append(tensor_event(step, "none", np.float32(step)))
        events.append(tensor_event(step, "text", np.array("note", object), "text"))
        events.append(tensor_event(step, "double", np.float64(step) / 3, "scalars"))
        events.append(tensor_event(step, "integer", np.int64(step), "scalars"))
    write_file(tmp_path / NAME, *events)
    series = assert_as_tensorboard(tmp_path)
    assert list(series) == ["each", "first", "double", "integer"]
    assert series["double"].values.tolist() == [step / 3 for step in range(40)]


def test_four_bytes_are_not_always_a_float(tmp_path):
    """A scalar tensor of int32 in four bytes of content is read as the integer it is."""
    events = [version()]
    for step in range(40):
        event = tensor_event(step, "count", np.int32(0), "scalars")
        tensor = event.summary.value[0].tensor
        tensor.ClearField("int_val")
        tensor.tensor_content = np.int32(step).tobytes()
        events.append(event)
    write_file(tmp_path / NAME, *events)
    series = assert_as_tensorboard(tmp_path)
    assert series["count"].values.tolist() == list(range(40))


def test_scalars_beside_other_values(tmp_path):
    """A scalar in one event with a histogram or an image is found as well."""
    events = [version()]
    for step in range(30):
        event = scalar_event(step, loss=step)
        event.summary.value.add(tag="weights", histo={"num": step})
        event.summary.value.add(tag="rate", simple_value=step)
        events.append(event)
    write_file(tmp_path / NAME, *events)
    series = read_scalars(tmp_path)
    assert points(series["loss"]) == points(series["rate"]) == [(s, float(s)) for s in range(30)]


@pytest.mark.parametrize("restart", [0, 10, 25, 40, 99])
def test_start_supersedes_later_steps(tmp_path, restart):
    """After a START session log at step n, points from n on of before it are left out."""
    before = [scalar_event(step, loss=step, rate=step) for step in range(40)]
    after = [scalar_event(step, loss=-step) for step in range(restart, restart + 20)]
    write_file(tmp_path / NAME, version(), start_event(0), *before, start_event(restart), *after)
    series = assert_as_tensorboard(tmp_path)
    kept = [(step, float(step)) for step in range(min(restart, 40))]
    new = [(step, float(-step)) for step in range(restart, restart + 20)]
    assert points(series["loss"]) == kept + new
    assert len(read_scalars(tmp_path, superseded=True)["loss"]) == 60


def test_start_in_the_next_file(tmp_path):
    """The restart of a job writes a new file; its START supersedes points of the first."""
    first = [scalar_event(step, loss=step) for step in range(30)]
    write_file(tmp_path / "events.out.tfevents.1.host", version(), start_event(0), *first)
    second = [scalar_event(step, loss=-step) for step in range(20, 50)]
    write_file(tmp_path / "events.out.tfevents.2.host", version(), start_event(20), *second)
    series = assert_as_tensorboard(tmp_path)
    assert series["loss"].steps.tolist() == list(range(50))


def test_files_in_the_order_of_their_names(tmp_path):
    """Whatever the order of their creation."""
    for number in (3, 1, 2):
        event = scalar_event(10 - number, loss=number)
        write_file(tmp_path / f"events.out.tfevents.{number}.host", version(), event)
    assert points(read_scalars(tmp_path)["loss"]) == [(9, 1.0), (8, 2.0), (7, 3.0)]
    assert_as_tensorboard(tmp_path)


@pytest.mark.parametrize("header", [[], [event_pb2.Event(wall_time=1, file_version="odd")]])
def test_without_a_version_a_step_back_supersedes(tmp_path, header):
    """In files without a known version, the steps themselves reveal a restart, tag by tag."""
    steps = [0, 1, 2, 3, 4, 2, 3, 4, 5, 1, 2]
    events = [scalar_event(step, loss=i) for i, step in enumerate(steps)]
    events.insert(4, scalar_event(9, other=1.0))
    events.insert(6, scalar_event(3, other=2.0, loss=0.5))
    events.insert(8, event_pb2.Event(wall_time=1.0, graph_def=b""))
    events.insert(9, event_pb2.Event(wall_time=1.0, tagged_run_metadata={"tag": "trace"}))
    events.insert(10, start_event(0))
    write_file(tmp_path / NAME, *header, *events)
    assert_as_tensorboard(tmp_path)


def test_steps_back_are_found(tmp_path):
    """With a version and no START both attempts are kept, and the place is known."""
    events = [scalar_event(step, loss=step) for step in [0, 1, 2, 3, 1, 2, 3]]
    write_file(tmp_path / NAME, version(), *events)
    assert assert_as_tensorboard(tmp_path)["loss"].steps_back().tolist() == [4]


def test_restarts_are_listed(tmp_path):
    """Each START but the first, with its file, the offset of its record and its step."""
    head = [version(), start_event(0), scalar_event(0, loss=1.0)]
    path = write_file(tmp_path / NAME, *head, start_event(7))
    accumulator = ScalarAccumulator()
    for batch in RecordScanner(path).batches():
        accumulator.add_batch(str(path), batch)
    (restart,) = accumulator.restarts
    offset = sum(len(record(event)) for event in head)
    assert restart == Restart(str(path), offset, 7, None)


def test_the_first_start_is_no_restart(tmp_path):
    """A Supervisor's threads may write summaries before START: these stay."""
    events = [scalar_event(3, loss=1.0), start_event(2), scalar_event(4, loss=2.0)]
    write_file(tmp_path / NAME, version(), *events)
    assert assert_as_tensorboard(tmp_path)["loss"].steps.tolist() == [3, 4]


def test_only_the_tags_asked_for(tmp_path):
    """`tags` limits the series; one that does not occur gives none."""
    events = [scalar_event(step, loss=1.0, rate=2.0) for step in range(20)]
    write_file(tmp_path / NAME, version(), *events)
    assert list(read_scalars(tmp_path, tags=["rate", "absent"])) == ["rate"]


def test_damage_is_reported_and_passed_over(tmp_path):
    """Gaps go to the caller; the points around them are read."""
    events = [record(scalar_event(step, loss=step)) for step in range(50)]
    events[20] = events[20][:-1] + b"\x00"
    events.insert(30, record(b"\x09not an event"))
    path = tmp_path / NAME
    path.write_bytes(record(version()) + b"".join(events))
    gaps: list[Gap] = []
    series = read_scalars(path, on_gap=gaps.append)
    assert series["loss"].steps.tolist() == [step for step in range(50) if step != 20]
    assert [gap.cause for gap in gaps] == ["bad data", "not an event"]


def test_damage_is_logged_by_default(tmp_path, caplog):
    """Whoever does not ask for gaps sees them in the log."""
    path = write_file(tmp_path / NAME, version())
    path.write_bytes(path.read_bytes() + b"half a record")
    assert read_scalars(tmp_path) == {}
    assert "13 bytes at offset 40: bad header" in caplog.text


def test_memory_is_that_of_the_series(tmp_path):
    """Reading the scalars beside 60 MB of images takes the memory of a few images."""
    path = tmp_path / NAME
    with path.open("wb") as file:
        file.write(record(version()))
        image = {"encoded_image_string": bytes(2_000_000), "height": 1, "width": 1}
        summary = {"value": [{"tag": "picture", "image": image}]}
        picture = record(event_pb2.Event(wall_time=1.0, summary=summary))
        for step in range(30):
            file.write(picture)
            file.write(record(scalar_event(step, loss=step)))
    tracemalloc.start()
    try:
        series = read_scalars(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(series["loss"]) == 30
    assert peak < 20_000_000


def test_a_run_without_scalars(tmp_path):
    """No series; a missing path is the operating system's error."""
    write_file(tmp_path / NAME, version())
    assert read_scalars(tmp_path) == {}
    with pytest.raises(FileNotFoundError):
        read_scalars(tmp_path / "missing")
