"""Event files, without TensorFlow. PUBLIC: EventWriter, StorageError, read_scalars.

    format/   what the bytes mean: records, events, summaries
    write/    EventWriter, and what is promised about the events it takes
    read/     whole records and events of any file, past damage; scalars as NumPy arrays

The proto classes are TensorBoard's, whose bytes equal TensorFlow's. The rest of the package is
private and may change.
"""

from typing import Any

from tfv1.events.write.incident import StorageError
from tfv1.events.write.writer import EventWriter

__all__ = ["EventWriter", "StorageError", "read_scalars"]


def __getattr__(name: str) -> Any:
    if name != "read_scalars":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Imported when it is asked for: a writer needs no NumPy.
    from tfv1.events.read.series import read_scalars

    return read_scalars
