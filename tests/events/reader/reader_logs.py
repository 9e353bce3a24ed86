"""Event files for these tests, and a slow reader that shares nothing with the one under test."""

import struct

from tensorboard.compat.proto import event_pb2
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import masked_crc32c


def version_event(wall_time=1000.0):
    return event_pb2.Event(wall_time=wall_time, file_version="brain.Event:2")


def scalar_event(step, wall_time=None, **values):
    event = event_pb2.Event(wall_time=1000.0 + step if wall_time is None else wall_time, step=step)
    for tag, value in values.items():
        event.summary.value.add(tag=tag, simple_value=value)
    return event


def start_event(step):
    status = event_pb2.SessionLog.START
    return event_pb2.Event(wall_time=5.0, step=step, session_log={"status": status})


def record(data):
    """`data`, bytes or an event, framed as a record."""
    data = data if isinstance(data, bytes) else data.SerializeToString()
    length = struct.pack("<Q", len(data))
    checksums = [struct.pack("<I", masked_crc32c(part)) for part in (length, data)]
    return length + checksums[0] + data + checksums[1]


def write(path, *events):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(record, events)))
    return path


def whole_record_at(content, offset):
    """The data of the record that begins at `offset`, None where no whole one does."""
    header = content[offset : offset + 12]
    if len(header) < 12 or struct.unpack("<I", header[8:])[0] != masked_crc32c(header[:8]):
        return None
    start = offset + 12
    stop = start + struct.unpack("<Q", header[:8])[0]
    footer = content[stop : stop + 4]
    data = content[start:stop]
    if len(footer) < 4 or struct.unpack("<I", footer)[0] != masked_crc32c(data):
        return None
    return data


def whole_records(content):
    """All whole records in `content` from its start on, as (offset, data), trying every offset."""
    found = []
    offset = 0
    while offset < len(content):
        data = whole_record_at(content, offset)
        if data is None:
            offset += 1
        else:
            found.append((offset, data))
            offset += 16 + len(data)
    return found
