"""The events that a log has accepted and not yet stored."""

import collections
import time
from collections.abc import Iterable

# An event, unframed because its bytes depend on the file it goes into: wall time, step, the *_FIELD
# key of the payload, the payload, and whether the payload carries SummaryMetadata. Without a key
# the payload is a whole Event, which goes into any file as it is.
Parts = tuple[float, int | None, bytes, bytes, bool]

_BATCH_BYTES = 4 << 20


class Entry:
    """A waiting event; `stored` becomes true once it is in a file."""

    __slots__ = ("parts", "since", "stored")

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.since = time.monotonic()
        self.stored = False


class Queue(collections.deque[Entry]):
    """Entries, oldest first.

    `stored` counts what has left the queue, and `end` is what `stored` will be once everything in
    it is stored. What is put back no longer counts as stored, so `end` never decreases. Every
    method may be interrupted anywhere and then called again.
    """

    stored = 0

    @property
    def end(self) -> int:
        return self.stored + len(self)

    @property
    def oldest_since(self) -> float:
        """When the oldest was accepted, a time.monotonic()."""
        return self[0].since

    def first(self) -> list[Entry]:
        """The oldest entries, as many as should go into one write."""
        batch = []
        size = 0
        for entry in list(self):  # a copy: a signal handler may add to the queue meanwhile
            batch.append(entry)
            size += len(entry.parts[3])
            if size > _BATCH_BYTES:
                break
        return batch

    def drop_stored(self) -> None:
        """Drops the stored entries at the front."""
        while self and self[0].stored:
            self.popleft()
            self.stored += 1

    def discard(self, entry: Entry) -> None:
        """Removes an entry that was not accepted after all."""
        if entry in self:
            self.remove(entry)

    def put_back(self, stored: Iterable[Parts]) -> None:
        """Puts back what was `stored`, oldest first, and has to be stored again."""
        here = {id(entry.parts) for entry in self}
        entries = [Entry(parts) for parts in stored if id(parts) not in here]
        self.stored -= len(entries)
        self.extendleft(reversed(entries))
