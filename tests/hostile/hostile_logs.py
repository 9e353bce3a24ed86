"""Event files, goldens and trees made to hurt, and a bounded child that meets them."""

import io
import os
import socket
import struct
import zlib

from tests.hostile import guard
from tests.support import event_logs, warm
from tfv1.events.format.record import header

NAME = event_logs.FIRST
NASTY = "\x1b]0;owned\x07\x9b31m\u202e\x85"
MEMORY_BYTES = 1 << 30
# Shown by a traceback, never by a sentence of ours.
TRACEBACK = "Traceback (most recent call last)"


def event(step=0, wall_time=1000.0, **fields):
    return event_logs.event(step, wall_time, **fields)


def scalar(step, tag="loss", value=1.0, wall_time=1000.0):
    return event_logs.summary(step, wall_time=wall_time, **{tag: value})


def value(step=1, **fields):
    return event(step, summary={"value": [{"tag": "x", **fields}]})


def content(*events):
    """The bytes of an event file of a version event and `events`."""
    return b"".join(map(event_logs.record, (event_logs.version(), *events)))


def write(directory, data=None, name=NAME):
    directory.mkdir(parents=True, exist_ok=True)
    (directory / name).write_bytes(content(scalar(1)) if data is None else data)
    return directory


def png(width, height):
    """A PNG of `width` x `height` zeros, which compress a thousandfold."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    compressor = zlib.compressobj(9)
    rows = [compressor.compress(bytes(width + 1)) for _ in range(height)]
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = b"".join([*rows, compressor.flush()])
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [chunk(b"IHDR", head), chunk(b"IDAT", data), chunk(b"IEND", b"")]
    )


def gif(width, height, frames):
    """A GIF of `frames` frames of one pixel on a large canvas."""
    frame_bytes = (
        b"\x21\xf9\x04\x00\x00\x00\x00\x00" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0)
    )
    frame_bytes += b"\x02\x02\x44\x01\x00"
    screen = struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    return b"GIF89a" + screen + frame_bytes * frames + b";"


def image(data, step=1):
    return value(
        step, image={"height": 1, "width": 1, "colorspace": 1, "encoded_image_string": data}
    )


def tensor(claimed, dtype=1, plugin="scalars", **fields):
    shape = {"dim": [{"size": size} for size in claimed]}
    return value(
        tensor={"dtype": dtype, "tensor_shape": shape, **fields},
        metadata={"plugin_data": {"plugin_name": plugin}},
    )


def headers_claiming_the_rest(count, size):
    """Headers back to back, each valid and with a claim up to the end of `size` bytes."""
    return b"".join(header(size - 12 * number - 16) for number in range(count))


def sparse(path, start, size):
    path.write_bytes(start)
    os.truncate(path, size)


def fifo(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


def unix_socket(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    here = os.getcwd()
    os.chdir(path.parent)  # the address of a socket has little room
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def tfv1(writable, *arguments, memory=MEMORY_BYTES, seconds=60):
    """`tfv1 ARGUMENTS` in a child of little memory and time, which may write to `writable`.

    It can start no other process, and open no file to write outside of that directory.
    """
    return warm.run(
        guard.main,
        os.path.realpath(writable) + os.sep,
        memory,
        seconds,
        [*map(str, arguments)],
        environment={**os.environ, "COLUMNS": "100"},
    )


def check_harmless(done, statuses=(0, 1, 2)):
    """No traceback, no forbidden act, no control character, and a status of ours."""
    shown = done.stdout.decode("utf-8", "surrogateescape")
    errors = done.stderr.decode("utf-8", "surrogateescape")
    assert TRACEBACK not in errors and "HOSTILE" not in errors, errors[-3000:]
    assert done.returncode in statuses, (done.returncode, errors[-3000:])
    for text in (shown, errors):
        bad = {c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)}
        bad |= {c for c in text if c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
        bad |= {c for c in text if 0xD800 <= ord(c) < 0xE000}
        assert not bad, bad
    return shown, errors


def as_bytes(pixels):
    """An image of a NumPy array as PNG."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()
