"""Event files and the command line for the tests of tfv1 doctor."""

import subprocess
import sys

from tensorboard.compat.proto import event_pb2

from tfv1.events.format.record import frame

START = event_pb2.SessionLog.START


def event(step=0, wall_time=1000.0, **fields):
    return event_pb2.Event(wall_time=wall_time, step=step, **fields)


def scalar(step, tag, number, wall_time):
    return event(step, wall_time, summary={"value": [{"tag": tag, "simple_value": number}]})


def write(directory, *events, name="events.out.tfevents.1000.host"):
    """An event file in `directory` of a version event and `events`; returns the directory."""
    directory.mkdir(parents=True, exist_ok=True)
    version = event(file_version="brain.Event:2", wall_time=999.0)
    content = b"".join(frame(one.SerializeToString()) for one in (version, *events))
    (directory / name).write_bytes(content)
    return directory


def tfv1(*arguments, **options):
    """The finished process of `tfv1 ARGUMENTS`."""
    command = [sys.executable, "-m", "tfv1", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, **options)
