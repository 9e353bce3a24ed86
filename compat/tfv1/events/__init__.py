"""Public: event files, without TensorFlow.

    EventWriter    writes summaries, graphs and other events of one directory
    StorageError   what it raises where the storage takes nothing
    read_events    the events of a file or of a run, past damage
    read_scalars   the scalars of a file or of a run, as NumPy arrays

Everything below is private and may change:

    sink.py   what everything that takes events has in common
    format/   what the bytes mean: records, events, summaries
    write/    EventWriter, and what is promised about the events it takes
    read/     whole records and events of any file, past damage; scalars as NumPy arrays

The proto classes are TensorBoard's, whose bytes equal TensorFlow's.
"""

from typing import TYPE_CHECKING

from tfv1.events.write.incident import StorageError
from tfv1.events.write.writer import EventWriter

if TYPE_CHECKING:
    from tfv1.events.read.reader import read_events
    from tfv1.events.read.series import read_scalars
else:

    def __getattr__(name: str) -> object:
        # Imported when they are asked for: a writer needs no NumPy.
        if name == "read_events":
            from tfv1.events.read.reader import read_events

            return read_events
        if name == "read_scalars":
            from tfv1.events.read.series import read_scalars

            return read_scalars
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["EventWriter", "StorageError", "read_events", "read_scalars"]
