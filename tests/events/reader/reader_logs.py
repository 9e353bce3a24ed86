"""Scalars and restarts for these tests, and a slow reader of damaged files."""

from tests.support.event_logs import START, checksum, event, summary


def scalar_event(step, wall_time=None, **values):
    return summary(step, wall_time=wall_time, **values)


def start_event(step):
    return event(step, 5.0, session_log={"status": START})


def whole_record_at(content, offset):
    """The data of the record that begins at `offset`, None where no whole one does."""
    header = content[offset : offset + 12]
    if len(header) < 12 or header[8:] != checksum(header[:8]):
        return None
    start = offset + 12
    stop = start + int.from_bytes(header[:8], "little")
    footer = content[stop : stop + 4]
    data = content[start:stop]
    if len(footer) < 4 or footer != checksum(data):
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
