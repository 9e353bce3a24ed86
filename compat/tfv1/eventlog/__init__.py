"""Event files without TensorFlow.

    record.py    framing: length, payload, masked CRC32C
    encode.py    the bytes of an Event around the bytes of its payload
    shapes.py    Summaries that are known to be valid without being parsed
    metadata.py  which tags have their SummaryMetadata in the current file
    names.py     event file names
    storage.py   where the bytes go: a local file, or anything with the same methods
    files.py     how a file begins, how several records go into it at once
    writer.py    EventWriter: events of every kind
    engine.py    what is promised about them: when they are stored, and what if they cannot be
    store.py     the current file, what waits for it, and what it may yet lose
    backlog.py   the events that wait; incident.py: the storage that fails
    lifetime.py  exit, fork, two writers in one directory
    timer.py     the one thread that watches deadlines for every writer
    scan.py      back from files to whole records, past damage; reader.py: to events
    series.py    scalars as NumPy arrays; wire.py: many events at once
    kinds.py     what kind of value a tag has

Nothing here imports TensorFlow; the proto classes are TensorBoard's, equal on the wire.
"""

from tfv1.eventlog.writer import EventWriter, StorageError

__all__ = ["EventWriter", "StorageError"]
