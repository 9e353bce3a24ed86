"""Fuzz the event file reader, guided by coverage.

    pip install atheris hypothesis
    python scripts/fuzz_reader.py [CORPUS_DIRECTORY] [-max_total_time=600]

Further options are libFuzzer's. An input is a file, or a list of messages that are framed as
records; the properties that must hold are those of tests/events/reader/test_reader_fuzz.py.
"""

import pathlib
import sys
import tempfile

try:
    import atheris
except ImportError:
    sys.exit("fuzz_reader: atheris is missing: pip install atheris")

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "compat"), str(ROOT)]

import tfv1  # noqa: F401, E402 (its import hooks must stand behind that of atheris)

with atheris.instrument_imports(include=["tfv1"]):
    from tests.events.reader.reader_logs import whole_records
    from tests.events.reader.test_reader_fuzz import assert_columns_equal_events, vary
    from tests.support.event_logs import record, version
    from tfv1.events.reading.scan import Gap, scan_records
    from tfv1.events.reading.series import read_scalars

PATH = pathlib.Path(tempfile.mkdtemp()) / "events.out.tfevents.1.host"


def check_file(content: bytes) -> None:
    """Any bytes: whole records come back and nothing else; with the gaps they cover the file."""
    PATH.write_bytes(content)
    items = list(scan_records(PATH))
    assert [tuple(i) for i in items if not isinstance(i, Gap)] == whole_records(content)
    lengths = [i.length if isinstance(i, Gap) else len(i.data) + 16 for i in items]
    assert sum(lengths) == len(content)
    read_scalars(PATH, on_gap=lambda gap: None)


def check_messages(data: atheris.FuzzedDataProvider) -> None:
    """Any messages: columns give what the protocol buffer parser gives."""
    some = [data.ConsumeBytes(data.ConsumeIntInRange(0, 80)) for _ in range(3)]
    log = [vary(message, number) for number in range(10) for message in some]
    log += [message for message in some for _ in range(10)]
    if data.ConsumeBool():
        log.insert(0, version().SerializeToString())
    assert_columns_equal_events(log, data.ConsumeIntInRange(0, len(log)))


def check(content: bytes) -> None:
    data = atheris.FuzzedDataProvider(content)
    mode = data.ConsumeIntInRange(0, 2)
    if mode == 0:
        check_file(data.ConsumeBytes(len(content)))
    elif mode == 1:
        parts = [record(data.ConsumeBytes(data.ConsumeIntInRange(0, 40))) for _ in range(4)]
        start = data.ConsumeIntInRange(0, 100)
        file = b"".join(parts)
        check_file(file[:start] + data.ConsumeBytes(8) + file[start + data.ConsumeBool() :])
    else:
        check_messages(data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()
