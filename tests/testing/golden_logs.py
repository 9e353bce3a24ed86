"""An event log for the tests of goldens."""

import io
import shutil

import numpy as np
from PIL import Image

from tests.support.event_logs import summary, write


def png(shade=100, level=6):
    """A gray picture; `level` changes its bytes, not its pixels."""
    buffer = io.BytesIO()
    pixels = np.full((16, 16, 3), shade, np.uint8) + np.arange(16, dtype=np.uint8)[:, None]
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=level)
    return buffer.getvalue()


def write_log(directory, loss=(1.0, 0.1, 0.05), tag="loss", extra=False, events=()):
    """Write `directory` anew with one event file: a scalar for each step, and `events`."""
    shutil.rmtree(directory, ignore_errors=True)
    written = [summary(step, **{tag: number}) for step, number in enumerate(loss)]
    if extra:
        image = {"height": 16, "width": 16, "colorspace": 3, "encoded_image_string": png()}
        written.append(summary(2, {"tag": "picture", "image": image}))
    return write(directory, *written, *events)
