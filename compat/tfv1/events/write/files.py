"""Event files as a whole: how one begins, and how several records go into it at once."""

import os
import time

from tfv1.events.format import encode, record
from tfv1.events.write import names
from tfv1.events.write.storage import EventFile, FileSystem


def start_file(file_system: FileSystem, logdir: str, suffix: str) -> EventFile:
    """A new file in `logdir`, which is made if it is gone, with its version event in it.

    Raises OSError, and leaves no file, when the storage does not take it.
    """
    file_system.make_directory(logdir)
    seconds = int(time.time())
    for name in names.candidates(seconds, suffix):
        try:
            file = file_system.create(os.path.join(logdir, name))
        except FileExistsError:
            continue  # another writer of this second has the name
        break
    try:
        file.append(record.frame(encode.version_event(seconds)))
    except OSError:
        file.discard()
        raise
    return file


def append_all(file: EventFile, records: list[bytes]) -> tuple[int, OSError | None]:
    """Appends the records; returns how many are stored, and what kept the next one out."""
    if not records:
        return 0, None
    try:
        file.append(records[0] if len(records) == 1 else b"".join(records))
        return len(records), None
    except OSError as error:
        if len(records) == 1 or file.damaged:
            return 0, error
    # There may be room for some of them.
    for stored, data in enumerate(records):
        try:
            file.append(data)
        except OSError as error:
            return stored, error
    return len(records), None
