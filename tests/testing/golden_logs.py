"""An event log for the tests of goldens, and the command line."""

import io
import os
import shutil
import subprocess
import sys

import numpy as np
from PIL import Image
from tensorboard.compat.proto import event_pb2

from tfv1.events.format.record import frame


def png(shade=100, level=6):
    """A gray picture; `level` changes its bytes, not its pixels."""
    buffer = io.BytesIO()
    pixels = np.full((16, 16, 3), shade, np.uint8) + np.arange(16, dtype=np.uint8)[:, None]
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=level)
    return buffer.getvalue()


def event(step=0, **fields):
    return event_pb2.Event(wall_time=1000.0 + step, step=step, **fields)


def write_log(directory, loss=(1.0, 0.1, 0.05), tag="loss", extra=False, events=()):
    """Write `directory` anew with one event file: a scalar for each step, and `events`."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    written = [event(file_version="brain.Event:2")]
    for step, number in enumerate(loss):
        written.append(event(step, summary={"value": [{"tag": tag, "simple_value": number}]}))
    if extra:
        image = {"height": 16, "width": 16, "colorspace": 3, "encoded_image_string": png()}
        written.append(event(2, summary={"value": [{"tag": "picture", "image": image}]}))
    content = b"".join(frame(one.SerializeToString()) for one in (*written, *events))
    (directory / "events.out.tfevents.1000.host").write_bytes(content)
    return directory


def tfv1(*arguments, **options):
    """The finished process of `tfv1 ARGUMENTS`."""
    command = [sys.executable, "-m", "tfv1", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "100"}
    return subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=120, **options
    )
