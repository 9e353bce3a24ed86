"""Public: event files, without TensorFlow.

    EventWriter    writes summaries, graphs and other events to one directory
    StorageError   what it raises when the storage accepts nothing
    read           the runs of a log with all that is in them, as NumPy arrays and pandas tables
    read_events    the events of a file or a run, skipping damage
    read_scalars   the scalars of a file or a run, as NumPy arrays; the fastest way to these

Everything below is private and may change:

    sink.py   the interface of everything that accepts events
    format/   what the bytes mean: records, events, summaries
    write/    EventWriter, and its guarantees for the events it accepts
    reading/  intact records and events of any file, skipping damage; scalars as NumPy arrays

The proto classes are TensorBoard's, which serialize to the same bytes as TensorFlow's.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfv1.events.reading.hparams import HParams
    from tfv1.events.reading.log import Runs, read
    from tfv1.events.reading.points import Points
    from tfv1.events.reading.reader import read_events
    from tfv1.events.reading.run import Run
    from tfv1.events.reading.series import ScalarSeries, read_scalars
    from tfv1.events.reading.values import Histogram
    from tfv1.events.write.incident import StorageError
    from tfv1.events.write.writer import EventWriter
else:
    # Imported on first use: a writer does not need NumPy, a reader no writer.
    _MODULES = {
        "EventWriter": "write.writer",
        "HParams": "reading.hparams",
        "Histogram": "reading.values",
        "Points": "reading.points",
        "Run": "reading.run",
        "Runs": "reading.log",
        "ScalarSeries": "reading.series",
        "StorageError": "write.incident",
        "read": "reading.log",
        "read_events": "reading.reader",
        "read_scalars": "reading.series",
    }

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


__all__ = [
    "EventWriter",
    "HParams",
    "Histogram",
    "Points",
    "Run",
    "Runs",
    "ScalarSeries",
    "StorageError",
    "read",
    "read_events",
    "read_scalars",
]
