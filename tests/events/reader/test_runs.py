"""Finding runs and their files, and following a run that is written to."""

import os

import pytest

from tests.events.reader.reader_logs import scalar_event
from tests.support.event_logs import record, version, write_file
from tfv1.events import read_events
from tfv1.events.reading.reader import RunFollower, scan_events
from tfv1.events.reading.runs import event_files, find_runs
from tfv1.events.reading.scan import Gap


def test_event_files_by_name(tmp_path):
    """Files with tfevents in their name, sorted; no directory, no profiler's marker."""
    names = ["events.out.tfevents.20.b", "events.out.tfevents.10.a", "my.tfevents", "a.txt"]
    for name in [*names, "events.out.tfevents.9.profile-empty"]:
        write_file(tmp_path / name)
    (tmp_path / "tfevents.directory").mkdir()
    found = [os.path.basename(path) for path in event_files(tmp_path)]
    assert found == ["events.out.tfevents.10.a", "events.out.tfevents.20.b", "my.tfevents"]


def test_runs_of_a_tree(tmp_path):
    """Every directory with an event file is a run, named by its path from the root."""
    for run in ("", "train", "deep/er/eval"):
        write_file(tmp_path / run / "events.out.tfevents.1.host", version())
    (tmp_path / "empty").mkdir()
    runs = find_runs(tmp_path)
    assert runs == {
        ".": str(tmp_path),
        "deep/er/eval": str(tmp_path / "deep/er/eval"),
        "train": str(tmp_path / "train"),
    }
    with pytest.raises(FileNotFoundError):
        find_runs(tmp_path / "missing")


def test_linked_runs(tmp_path):
    """A run that is linked into the root is found; a link upwards is not followed forever."""
    write_file(tmp_path / "elsewhere" / "events.out.tfevents.1.host", version())
    root = tmp_path / "root"
    write_file(root / "real" / "events.out.tfevents.1.host", version())
    (root / "linked").symlink_to(tmp_path / "elsewhere")
    (root / "real" / "up").symlink_to(root)
    assert list(find_runs(root)) == ["linked", "real"]


def test_read_events_reads_all_files(tmp_path):
    """File after file, or a single one; a file that cannot be read is passed where asked."""
    first, second = scalar_event(1, loss=1.0), scalar_event(2, loss=2.0)
    write_file(tmp_path / "tfevents.2", second)
    path = write_file(tmp_path / "tfevents.1", first)
    assert list(read_events(tmp_path)) == [first, second]
    assert list(read_events(path)) == [first]
    (tmp_path / "tfevents.3").symlink_to("gone")
    with pytest.raises(FileNotFoundError):
        list(read_events(tmp_path))
    skipped = []
    assert list(read_events(tmp_path, on_skipped=skipped.append)) == [first, second]
    assert [one.path for one in skipped] == [str(tmp_path / "tfevents.3")]


def test_places_of_events(tmp_path):
    """Each event comes with its file and the offset of its record."""
    events = [version(), scalar_event(1, loss=1.0)]
    path = write_file(tmp_path / "tfevents.1", *events)
    found = [(one.path, one.offset, one.event) for one in scan_events(path)]
    assert found == [(str(path), 0, events[0]), (str(path), len(record(events[0])), events[1])]


def test_what_is_no_event(tmp_path, caplog):
    """A whole record with other contents is a gap: garbage, or another message's fields."""
    foreign = [b"\xff\xff\xff", b"\x0a\x05hello", b"\xfa\x07\x01x"]
    path = tmp_path / "tfevents.1"
    path.write_bytes(b"".join(map(record, foreign)) + record(b"") + record(version()))
    items = list(scan_events(path))
    assert [item.cause for item in items[:3]] == ["not an event"] * 3
    assert not any(isinstance(item, Gap) for item in items[3:])
    assert len(list(read_events(path))) == 2
    assert caplog.text.count(": not an event (") == 3


def test_damage_is_passed_and_told(tmp_path):
    """What read_events cannot read is passed to on_gap; the events around it are still returned."""
    path = tmp_path / "tfevents.1"
    path.write_bytes(record(version()) + b"damage" * 9 + record(version()) + b"\0")
    gaps = []
    assert list(read_events(path, gaps.append)) == [version(), version()]
    assert [gap.path for gap in gaps] == [str(path)] * 2


def test_following_a_run(tmp_path):
    """New records of every file come at the next poll, those of new files too."""
    path = write_file(tmp_path / "tfevents.1", version())
    follower = RunFollower(tmp_path)
    assert len(list(follower.poll())) == 1
    assert list(follower.poll()) == []
    other = write_file(tmp_path / "tfevents.0", version(), scalar_event(1, loss=1.0))
    line = record(scalar_event(2, loss=2.0))
    with path.open("ab") as file:
        file.write(line[:20])
    assert [item.path for item in follower.poll()] == [str(other)] * 2
    with path.open("ab") as file:
        file.write(line[20:])
    assert [item.event.step for item in follower.poll()] == [2]
    path.unlink()
    assert list(follower.poll(final=True)) == []
