"""Public: event files, without TensorFlow.

    EventWriter    writes summaries, graphs and other events to one directory
    StorageError   what it raises when the storage accepts nothing
    read_events    the events of a file or a run, skipping damage
    read_scalars   the scalars of a file or a run, as NumPy arrays

Everything below is private and may change:

    sink.py   the interface of everything that accepts events
    format/   what the bytes mean: records, events, summaries
    write/    EventWriter, and its guarantees for the events it accepts
    read/     intact records and events of any file, skipping damage; scalars as NumPy arrays

The proto classes are TensorBoard's, which serialize to the same bytes as TensorFlow's.
"""

from typing import TYPE_CHECKING

from tfv1.events.write.incident import StorageError
from tfv1.events.write.writer import EventWriter

if TYPE_CHECKING:
    from tfv1.events.read.reader import read_events
    from tfv1.events.read.series import read_scalars
else:

    def __getattr__(name: str) -> object:
        # Imported on first use: a writer does not need NumPy.
        if name == "read_events":
            from tfv1.events.read.reader import read_events

            return read_events
        if name == "read_scalars":
            from tfv1.events.read.series import read_scalars

            return read_scalars
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["EventWriter", "StorageError", "read_events", "read_scalars"]
