"""What people have written about a run: the file notes.txt beside its event files.

Its first line may name tags, such as "tags: baseline, paper"; all other lines are the note.
"""

from __future__ import annotations

import errno
import os
from typing import BinaryIO, NamedTuple

from tfv1.events.reading import remote
from tfv1.events.reading.remotefile import size_of
from tfv1.events.reading.runs import OnSkipped, Skipped, open_regular

NAME = "notes.txt"
_MOST_BYTES = 1 << 16


class Notes(NamedTuple):
    """The tags of a run, and the note about it; both are empty if nobody has written any."""

    tags: tuple[str, ...] = ()
    text: str = ""


def read_notes(run: str, on_skipped: OnSkipped) -> Notes:
    """The notes on the run in the directory `run`; a single event file has none.

    What is not read goes to `on_skipped`, as for `notes_bytes`.
    """
    return parse_notes(notes_bytes(run, on_skipped).decode("utf-8-sig", "replace"))


def notes_bytes(run: str, on_skipped: OnSkipped) -> bytes:
    """The contents of a run's notes file, or b"" if it has none; `run` is its directory.

    A file that cannot be read goes to `on_skipped`, and one of more than 64 kB, of which only the
    beginning is read.
    """
    path = notes_file(run)
    try:
        file = open_notes(run)
        if file is None:
            return b""
        with file:
            data = file.read(_MOST_BYTES)
            if size_of(file) > len(data):
                on_skipped(Skipped(path, f"only its first {len(data):,} bytes are read as notes"))
            return data
    except OSError as error:
        on_skipped(Skipped.because(path, error))
        return b""


def open_notes(run: str) -> BinaryIO | None:
    """A run's notes file, open for reading, or None if it has none; `run` is its directory.

    OSError if it cannot be opened, or is a link or no regular file.
    """
    path = notes_file(run)
    try:
        return open_regular(path) if _is_there(run, path) else None
    except (FileNotFoundError, NotADirectoryError):
        return None


def notes_file(run: str) -> str:
    """Where notes on the run in the directory `run` are, if there are any."""
    return f"{run.rstrip('/')}/{NAME}"


def _is_there(run: str, path: str) -> bool:
    """Whether there may be notes. OSError if that cannot be found out, or if they are a link.

    A log that somebody else made must not bring the contents of other files into a report.
    """
    if remote.is_url(run):
        # A listing is one request, and a web server may answer for files that it does not have.
        return any(one.url == path for one in remote.entries(run, "notes"))
    if os.path.islink(path):
        raise OSError(errno.ELOOP, "notes are not read through a link", path)
    return True


def parse_notes(text: str) -> Notes:
    """The notes in the text of a file."""
    lines = text.splitlines()
    title, colon, names = (lines or [""])[0].partition(":")
    if not colon or title.strip().lower() != "tags":
        return Notes((), "\n".join(lines).strip())
    tags = filter(None, (name.strip() for name in names.split(",")))
    return Notes(tuple(dict.fromkeys(tags)), "\n".join(lines[1:]).strip())
