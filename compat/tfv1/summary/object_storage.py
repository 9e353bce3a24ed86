"""Event files on stores that replace whole objects: gs://, s3:// and the like.

Such a store cannot append: every upload sends the object from its first byte, so that an event file
that grows costs bytes with the square of its length. Hence the log is cut into parts, each an event
file. A part goes on while the writer's uploads stay within MAX_RATIO times what it has logged, and
up to PART_BYTES; then the next batch begins another.
"""

from typing import Protocol

MAX_RATIO = 3
PART_BYTES = 4 << 20


class Store(Protocol):
    """Objects by path. Every method raises OSError when the store fails."""

    def replace(self, path: str, data: bytes) -> None:
        """Stores `data` as the object; on an error the old object, or the new one, is there."""

    def exists(self, path: str) -> bool:
        """Whether there is an object; True where the store does not answer."""

    def delete(self, path: str) -> None:
        """Removes the object."""


class Account:
    """What one writer has logged, and what it has uploaded for that, in bytes."""

    def __init__(self) -> None:
        self.logged = 0
        self.uploaded = 0

    def affords(self, upload: int, new: int) -> bool:
        """Whether the ratio holds after an upload of so many bytes, so many of them new."""
        return self.uploaded + upload <= MAX_RATIO * (self.logged + new)


class ObjectFile:
    """An event file that is uploaded whole, again and again: an EventFile of tfv1.events."""

    # After a failed upload the old object or the new one is there, each of whole records; the same
    # records come again, so nothing is lost, and nothing is there twice.
    damaged = False

    def __init__(self, path: str, store: Store, account: Account) -> None:
        self.path = path
        self._store = store
        self._account = account
        self._content = b""
        self._appends = 0
        self._failed = False  # the last upload; what it sent may be there nevertheless

    @property
    def end(self) -> int:
        return len(self._content)

    def settle(self) -> None:
        """Nothing to do: the next upload replaces whatever an interrupted one has left."""

    def append(self, data: bytes) -> None:
        content = self._content + data
        self._failed = True
        self._store.replace(self.path, content)
        self._failed = False
        self._content = content
        self._appends += 1
        self._account.logged += len(data)
        self._account.uploaded += len(content)

    def takes(self, size: int) -> bool:
        # Where a failed upload may have left the records, they must come again; and where there is
        # no more than the version event, another file would be no better.
        if self._failed or self._appends <= 1:
            return True
        whole = len(self._content) + size
        return whole <= PART_BYTES and self._account.affords(whole, size)

    def in_place(self) -> bool:
        return self._store.exists(self.path)

    def close(self) -> None:
        """Nothing is left to do: what was appended is uploaded."""

    def abandon(self) -> None:
        """As close."""

    def discard(self) -> None:
        self._store.delete(self.path)
