"""Event files without TensorFlow.

    record.py    framing: length, payload, masked CRC32C
    encode.py    the bytes of an Event around the bytes of its payload
    metadata.py  which tags have their SummaryMetadata in the current file
    names.py     event file names
    storage.py   where the bytes go: a local file, or anything with the same four methods
    writer.py    EventWriter: the queue, and what is promised about it
    timer.py     the one thread that watches deadlines for every writer
    reader.py    back from files to events

Nothing here imports TensorFlow; the proto classes are TensorBoard's, equal on the wire.
"""

from tfv1.eventlog.writer import EventWriter, StorageError

__all__ = ["EventWriter", "StorageError"]
