"""The events that a log has accepted and not yet stored."""

import collections
import time
from collections.abc import Iterable

# An event before it is framed, since its bytes depend on the file that it goes into: its wall time,
# its step, the *_FIELD key of its payload, the payload, and whether that carries SummaryMetadata.
# Without a key the payload is a whole Event, which goes into every file as it is.
Parts = tuple[float, int | None, bytes, bytes, bool]

_BATCH_BYTES = 4 << 20


class Entry:
    """An event that waits; `stored` becomes true once it is in a file."""

    __slots__ = ("parts", "since", "stored")

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.since = time.monotonic()
        self.stored = False


class Queue(collections.deque[Entry]):
    """Entries, oldest first.

    `stored` counts what has left it, and `end` is what `stored` will be once everything in it is
    stored. What is put back counts as not stored, so that `end` never falls by it. Every method
    can be interrupted anywhere, and then be called again.
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
        """The oldest entries, as many as one write should hold."""
        batch = []
        size = 0
        for entry in list(self):  # a copy: a signal handler may add to the queue meanwhile
            batch.append(entry)
            size += len(entry.parts[3])
            if size > _BATCH_BYTES:
                break
        return batch

    def drop_stored(self) -> None:
        """Lets go of the entries at the front that are stored."""
        while self and self[0].stored:
            self.popleft()
            self.stored += 1

    def discard(self, entry: Entry) -> None:
        """Takes back an entry that was not accepted after all."""
        if entry in self:
            self.remove(entry)

    def put_back(self, stored: Iterable[Parts]) -> None:
        """`stored`, oldest first, have to be stored again."""
        here = {id(entry.parts) for entry in self}
        entries = [Entry(parts) for parts in stored if id(parts) not in here]
        self.stored -= len(entries)
        self.extendleft(reversed(entries))
