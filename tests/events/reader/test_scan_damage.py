"""The record scan on damaged files: whole records come back, the rest is reported."""

import os

import pytest

from tests.events.reader.reader_logs import scalar_event, whole_records
from tests.support.event_logs import record, version
from tfv1.events.reading import scan
from tfv1.events.reading.scan import Gap, RecordScanner, scan_records

EVENTS = [version(), *(scalar_event(step, loss=1.0 / (step + 1)) for step in range(4))]
DATA = [event.SerializeToString() for event in EVENTS]
FRAMES = [record(data) for data in DATA]
LOG = b"".join(FRAMES)
STARTS = [sum(map(len, FRAMES[:i])) for i in range(len(FRAMES) + 1)]


@pytest.fixture(params=[64, 1 << 20], ids=["small chunks", "large chunks"])
def scan_bytes(request, tmp_path, monkeypatch):
    """Writes bytes to a file and returns what the scan makes of it: records [(offset, data)], gaps.

    Small chunks have the seams of the buffer everywhere.
    """
    monkeypatch.setattr(scan, "_CHUNK_BYTES", request.param)

    def scan_them(content):
        path = tmp_path / "events.out.tfevents.1.host"
        path.write_bytes(content)
        items = list(scan_records(path))
        gaps = [item for item in items if isinstance(item, Gap)]
        assert all(gap.path == str(path) and gap.length > 0 for gap in gaps)
        spans = [(i.offset, i.length if isinstance(i, Gap) else len(i.data) + 16) for i in items]
        end = 0
        for offset, length in spans:
            assert offset == end, "records and gaps must cover the file without overlap"
            end += length
        assert end == len(content)
        return [tuple(item) for item in items if not isinstance(item, Gap)], gaps

    return scan_them


def test_whole_file(scan_bytes):
    """A whole file gives its records and no gap; an empty one gives nothing."""
    assert scan_bytes(LOG) == (list(zip(STARTS, DATA, strict=False)), [])
    assert scan_bytes(b"") == ([], [])


@pytest.mark.parametrize("flip", [0xFF, 0x01])
def test_each_byte_flipped(scan_bytes, flip):
    """One wrong byte, wherever it is, loses the record that it is in and no other."""
    for place in range(len(LOG)):
        hit = max(i for i, start in enumerate(STARTS) if start <= place)
        damaged = bytearray(LOG)
        damaged[place] ^= flip
        records, gaps = scan_bytes(bytes(damaged))
        expected = list(zip(STARTS, DATA, strict=False))
        del expected[hit]
        assert records == expected
        assert [(gap.offset, gap.length) for gap in gaps] == [(STARTS[hit], len(FRAMES[hit]))]
        in_header = place - STARTS[hit] < 12
        assert gaps[0].cause == (scan.BAD_HEADER if in_header else scan.BAD_DATA)


def test_truncated_at_each_length(scan_bytes):
    """A file cut anywhere gives the records before the cut, and the rest as its truncated tail."""
    for length in range(len(LOG) + 1):
        whole = max(i for i, start in enumerate(STARTS) if start <= length)
        records, gaps = scan_bytes(LOG[:length])
        assert records == list(zip(STARTS, DATA[:whole], strict=False))
        if length == STARTS[whole]:
            assert gaps == []
        else:
            (gap,) = gaps
            assert (gap.offset, gap.cause) == (STARTS[whole], scan.TRUNCATED)


def test_each_byte_removed_or_added(scan_bytes):
    """A lost or an extra byte loses the record it is in; those after it are found again."""
    for place in range(len(LOG)):
        for damaged in (LOG[:place] + LOG[place + 1 :], LOG[:place] + b"\x07" + LOG[place:]):
            records, gaps = scan_bytes(damaged)
            assert records == whole_records(damaged)
            assert len(records) >= len(DATA) - 1
            assert 1 <= len(gaps) <= 2


def test_records_in_another_order(scan_bytes):
    """Records that changed places are all whole, and returned in the order of the file."""
    order = [3, 0, 4, 1, 2]
    records, gaps = scan_bytes(b"".join(FRAMES[i] for i in order))
    assert [data for _, data in records] == [DATA[i] for i in order]
    assert gaps == []


def test_zeros_in_the_middle_and_at_the_end(scan_bytes):
    """Zero-filled stretches, as a crashed machine leaves them, are one gap each and named so."""
    for zeros in (1, 11, 12, 13, 100, 5000):
        middle = LOG[: STARTS[2]] + bytes(zeros) + LOG[STARTS[2] :]
        records, gaps = scan_bytes(middle + bytes(zeros))
        assert [data for _, data in records] == DATA
        assert [(gap.offset, gap.length, gap.cause) for gap in gaps] == [
            (STARTS[2], zeros, scan.ZEROS),
            (len(LOG) + zeros, zeros, scan.ZEROS),
        ]


def test_two_logs_interleaved(scan_bytes):
    """The records of two writers that append to one file are all returned."""
    other = [scalar_event(step, other=step).SerializeToString() for step in range(5)]
    mixed = [data for pair in zip(DATA, other, strict=True) for data in pair]
    records, gaps = scan_bytes(b"".join(map(record, mixed)))
    assert [data for _, data in records] == mixed
    assert gaps == []


def test_two_writers_at_their_own_offsets(scan_bytes):
    """Of two writers that overwrite one another, every record that is still whole comes back."""
    for where in range(1, len(LOG)):
        for second in (FRAMES[1] + FRAMES[2], LOG):
            content = LOG[:where] + second + LOG[where + len(second) :]
            records, _ = scan_bytes(content)
            assert records == whole_records(content)
            assert {data for _, data in records} <= set(DATA)


def test_cut_off_and_continued(scan_bytes):
    """A record cut off in the middle does not hide those appended behind it."""
    for cut in range(STARTS[1] + 1, STARTS[2]):
        records, gaps = scan_bytes(LOG[:cut] + LOG)
        assert records == [
            (0, DATA[0]),
            *((cut + s, d) for s, d in zip(STARTS, DATA, strict=False)),
        ]
        assert [(gap.offset, gap.length) for gap in gaps] == [(STARTS[1], cut - STARTS[1])]


def test_records_larger_than_a_chunk(scan_bytes):
    """Records of any length are read, damaged ones passed over."""
    large = [bytes([i]) * (3 * scan._CHUNK_BYTES + 5) for i in (1, 2, 3)]
    content = bytearray(b"".join(map(record, large)))
    assert [data for _, data in scan_bytes(bytes(content))[0]] == large
    content[5 * scan._CHUNK_BYTES] ^= 1
    records, gaps = scan_bytes(bytes(content))
    assert [data for _, data in records] == [large[0], large[2]]
    assert [gap.cause for gap in gaps] == [scan.BAD_DATA]


def test_a_file_of_another_kind(scan_bytes):
    """A file without any record is one gap."""
    records, gaps = scan_bytes(b"PNG, or whatever: no record at all. " * 500)
    assert records == []
    assert [(gap.cause, gap.offset, gap.length) for gap in gaps] == [(scan.BAD_HEADER, 0, 18000)]


def test_a_growing_file_gives_each_record_once(tmp_path):
    """While a file grows, what is not complete yet is neither returned nor reported."""
    path = tmp_path / "events.out.tfevents.1.host"
    scanner = RecordScanner(path)
    seen = []
    for length in range(len(LOG) + 1):
        path.write_bytes(LOG[:length])
        seen += scanner.records(final=False)
        assert len(seen) == sum(start <= length for start in STARTS[1:])
    assert [item.data for item in seen] == DATA


def test_a_growing_record_that_holds_records(tmp_path):
    """A record that is not complete yet is waited for, though its data look like records."""
    outer = record(LOG)
    path = tmp_path / "events.out.tfevents.1.host"
    scanner = RecordScanner(path)
    for length in range(0, len(outer), 10):
        path.write_bytes(outer[:length])
        assert list(scanner.records(final=False)) == []
    path.write_bytes(outer)
    assert [item.data for item in scanner.records(final=False)] == [LOG]


def test_a_growing_file_with_damage(tmp_path):
    """Damage is reported once, when a later record shows that it is not an unfinished one."""
    damaged = LOG[: STARTS[2]] + b"\x00\x01" * 20 + LOG[STARTS[2] :]
    path = tmp_path / "events.out.tfevents.1.host"
    scanner = RecordScanner(path)
    seen = []
    for length in range(len(damaged) + 1):
        path.write_bytes(damaged[:length])
        seen += scanner.records(final=False)
    assert [item.data for item in seen if not isinstance(item, Gap)] == DATA
    assert [(i.offset, i.length) for i in seen if isinstance(i, Gap)] == [(STARTS[2], 40)]


def test_the_tail_of_a_growing_file_is_reported_at_last(tmp_path):
    """The final scan of a followed file reports what never became a record."""
    path = tmp_path / "events.out.tfevents.1.host"
    path.write_bytes(LOG[:-3])
    scanner = RecordScanner(path)
    assert len(list(scanner.records(final=False))) == len(DATA) - 1
    (gap,) = scanner.records(final=True)
    assert (gap.offset, gap.cause) == (STARTS[-2], scan.TRUNCATED)
    assert list(scanner.records(final=True)) == []


def test_a_file_that_was_written_anew(tmp_path):
    """A followed file that became shorter is read from its start again, and that is reported."""
    path = tmp_path / "events.out.tfevents.1.host"
    path.write_bytes(LOG)
    scanner = RecordScanner(path)
    list(scanner.records(final=False))
    path.write_bytes(FRAMES[0] + FRAMES[2])
    gap, *records = scanner.records(final=False)
    assert gap.cause == scan.REWRITTEN
    assert [item.data for item in records] == [DATA[0], DATA[2]]


@pytest.mark.parametrize("left", [0, 30, 95, 120])
def test_a_file_that_shrinks_while_it_is_read(tmp_path, monkeypatch, left):
    """Records that vanish during a scan end it with a gap or early, not with an error."""
    monkeypatch.setattr(scan, "_CHUNK_BYTES", 60)
    path = tmp_path / "events.out.tfevents.1.host"
    path.write_bytes(LOG)
    items = scan_records(path)
    assert next(items).data == DATA[0]
    os.truncate(path, left)
    assert all(isinstance(item, Gap) or item.data in DATA for item in items)


def test_gap_says_where_and_why(tmp_path):
    """A gap's text names the file, the offset, the length and the cause."""
    path = tmp_path / "events.out.tfevents.1.host"
    path.write_bytes(LOG[:-3])
    (gap,) = (item for item in scan_records(path) if isinstance(item, Gap))
    length = len(FRAMES[-1]) - 3
    assert str(gap).startswith(f"{path}: {length} bytes at offset {STARTS[-2]}: truncated tail (")


def test_missing_file_and_directory(tmp_path):
    """Anything but a readable file raises the operating system's error."""
    with pytest.raises(FileNotFoundError):
        list(scan_records(tmp_path / "missing"))
    with pytest.raises(IsADirectoryError):
        list(scan_records(tmp_path))
