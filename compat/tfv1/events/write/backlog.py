"""The records that a writer has accepted and not yet stored."""

import collections
import time
from collections.abc import Callable

_BATCH_BYTES = 4 << 20


class Beside:
    """A record whose thread waits for the one that is writing, which may store it as well."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.stored = False


class Backlog:
    """A queue of records, oldest first, with the time since when each waits.

    `stored` counts what has left it, `end` is where `stored` will be once everything in it is
    stored. What is put back counts as not stored: `end` never falls.
    """

    def __init__(self) -> None:
        self._waiting: collections.deque[tuple[float, bytes]] = collections.deque()
        self.stored = 0

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def end(self) -> int:
        return self.stored + len(self._waiting)

    @property
    def oldest_since(self) -> float:
        """When the oldest was accepted, a time.monotonic()."""
        return self._waiting[0][0]

    def add(self, data: bytes) -> None:
        self._waiting.append((time.monotonic(), data))

    def first(self) -> list[bytes]:
        """The oldest records, as many as one write should hold."""
        batch = []
        size = 0
        for _, data in self._waiting:
            batch.append(data)
            size += len(data)
            if size > _BATCH_BYTES:
                break
        return batch

    def first_size(self) -> int:
        """How many bytes `first` has."""
        return sum(map(len, self.first()))

    def remove(self, count: int) -> list[bytes]:
        """The oldest `count` are stored."""
        self.stored += count
        return [self._waiting.popleft()[1] for _ in range(count)]

    def put_back(self, records: list[bytes]) -> None:
        """`records`, oldest first, are not stored after all."""
        self._waiting.extendleft([(0.0, data) for data in reversed(records)])
        self.stored -= len(records)

    def rewrite(self, carry: Callable[[list[bytes]], list[bytes]]) -> None:
        """Has every record as `carry` returns it."""
        # In place, since a signal handler may add to the queue meanwhile.
        for n, data in enumerate(carry([data for _, data in self._waiting])):
            self._waiting[n] = (self._waiting[n][0], data)
