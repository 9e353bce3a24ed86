"""Event files, an independent reader of them, and the command line for the tests of copies."""

import os
import subprocess
import sys

from tensorboard.backend.event_processing.event_file_loader import RawEventFileLoader
from tensorboard.compat.proto import event_pb2

from tfv1.events.format.record import frame

START = event_pb2.SessionLog.START
FIRST, SECOND = "events.out.tfevents.1000.host", "events.out.tfevents.2000.host"


def event(step=0, wall_time=None, **fields):
    return event_pb2.Event(wall_time=1000.0 + step if wall_time is None else wall_time, step=step,
                           **fields)  # fmt: skip


def summary(step, *values, wall_time=None, **scalars):
    """A summary event: `values` as dicts of Summary.Value fields, scalars as tag=number."""
    values = [*values, *({"tag": tag, "simple_value": x} for tag, x in scalars.items())]
    return event(step, wall_time, summary={"value": values})


def version():
    return event(wall_time=999.0, file_version="brain.Event:2")


def write(path, *events):
    """The event file `path` of a version event and `events`; returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(frame(e.SerializeToString()) for e in (version(), *events)))
    return path


def read(path):
    """The events of a file as TensorBoard reads them; it must be readable to its end."""
    return [event_pb2.Event.FromString(data) for data in RawEventFileLoader(str(path)).Load()]


def points(events, tag="loss"):
    """(step, value) of every simple value of a tag."""
    return [
        (one.step, round(value.simple_value, 4))
        for one in events
        for value in one.summary.value
        if value.tag == tag
    ]


def tfv1(*arguments, text=True, **options):
    """The finished process of `tfv1 ARGUMENTS`."""
    command = [sys.executable, "-m", "tfv1", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "100"}
    return subprocess.run(
        command, env=environment, capture_output=True, text=text, timeout=120, **options
    )
