"""Event files and the command line for the tests of the log tools."""

import os
import subprocess
import sys

from tensorboard.compat.proto import event_pb2

from tfv1.events.format.record import frame

START = event_pb2.SessionLog.START


def event(step=0, wall_time=None, **fields):
    return event_pb2.Event(wall_time=1000.0 + step if wall_time is None else wall_time, step=step,
                           **fields)  # fmt: skip


def version():
    return event(file_version="brain.Event:2")


def summary(step, *values, wall_time=None, **scalars):
    """A summary event: `values` as dicts of Summary.Value fields, scalars as tag=number."""
    values = [*values, *({"tag": tag, "simple_value": x} for tag, x in scalars.items())]
    return event(step, wall_time, summary={"value": values})


def scalars(**functions):
    """Twenty summary events with a scalar for each tag=function of the step."""
    return [summary(step, **{tag: f(step) for tag, f in functions.items()}) for step in range(20)]


def write(directory, *events, name="events.out.tfevents.1000.host"):
    """An event file in `directory` of a version event and `events`; returns the directory."""
    directory.mkdir(parents=True, exist_ok=True)
    content = b"".join(frame(one.SerializeToString()) for one in (version(), *events))
    (directory / name).write_bytes(content)
    return directory


def tfv1(*arguments, encoding="utf-8", **options):
    """The finished process of `tfv1 ARGUMENTS`."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "100"}
    command = [sys.executable, "-m", "tfv1", *map(str, arguments)]
    return subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=120, **options
    )
