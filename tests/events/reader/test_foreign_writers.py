"""Files of other writers are read as TensorBoard reads them.

The files are from the real TensorFlow 1.15.5, TensorFlow 2's two interfaces, tensorboardX,
TensorBoard's own writers and PyTorch; make_files.py wrote them.
"""

import numpy as np
import pytest
from tensorboard.backend.event_processing.event_file_loader import LegacyEventFileLoader
from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator
from tensorboard.util import tensor_util

from tests.support import oracle
from tfv1.events import read_events
from tfv1.events.reading.kinds import Kinds, tag_of
from tfv1.events.reading.runs import event_files
from tfv1.events.reading.series import read_scalars

FILES = oracle.GOLDEN / "writers"
WRITERS = ["tf115", "tf2_compat", "tf2", "tensorboardx", "tensorboard", "pytorch"]


def no_gap(gap):
    pytest.fail(str(gap))


@pytest.mark.parametrize("writer", WRITERS)
def test_events_are_those_tensorboard_reads(writer):
    """Every event of the run, file after file."""
    ours = list(read_events(FILES / writer, on_gap=no_gap))
    theirs = [
        event
        for path in event_files(FILES / writer)
        for event in LegacyEventFileLoader(path).Load()
    ]
    assert ours == theirs


def tensorboard_points(accumulator, tag):
    return [
        (event.step, event.wall_time, tensor_util.make_ndarray(event.tensor_proto).item())
        for event in accumulator.Tensors(tag)
    ]


@pytest.mark.parametrize("writer", WRITERS)
def test_scalars_are_those_tensorboard_shows(writer):
    """The same scalar tags with the same steps, wall times and values, restarts cut out."""
    accumulator = EventAccumulator(str(FILES / writer), {"tensors": 0}).Reload()
    tags = list(accumulator.PluginTagToContent("scalars"))
    ours = read_scalars(FILES / writer, on_gap=no_gap)
    assert list(ours) == tags
    for tag, series in ours.items():
        points = zip(series.steps, series.wall_times, series.values, strict=True)
        np.testing.assert_array_equal(list(points), tensorboard_points(accumulator, tag))


@pytest.mark.parametrize("writer", WRITERS)
def test_kinds_are_those_tensorboard_shows(writer):
    """Each tag has the kind of the dashboard that it appears on."""
    accumulator = EventAccumulator(str(FILES / writer), {"tensors": 0}).Reload()
    kinds = Kinds()
    ours = {
        tag_of(value): kinds.of(value)
        for event in read_events(FILES / writer)
        for value in event.summary.value
    }
    for tag, kind in ours.items():
        plugin = accumulator.SummaryMetadata(tag).plugin_data.plugin_name
        has_dashboard = plugin not in ("", "tensor")  # the second is what PyTorch writes
        assert kind == (plugin if has_dashboard else "tensors"), tag
