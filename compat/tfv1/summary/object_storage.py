"""Event files on stores that can only replace whole objects: gs://, s3:// and the like.

Such a store cannot append: every upload sends the whole object again, so the traffic for a growing
event file is quadratic in its length. Hence the log is split into parts, each of them an event
file. A part keeps growing, up to PART_BYTES, while the writer has uploaded at most MAX_RATIO times
the bytes it has logged; then the next batch starts a new part.
"""

from typing import Protocol

MAX_RATIO = 3
PART_BYTES = 4 << 20


class Store(Protocol):
    """Objects by path. Every method raises OSError if the store fails."""

    def replace(self, path: str, data: bytes) -> None:
        """Stores `data` as the object; after an error either the old or the new object exists."""

    def exists(self, path: str) -> bool:
        """Whether the object exists; True if the store does not answer."""

    def delete(self, path: str) -> None:
        """Deletes the object."""


class Account:
    """How many bytes one writer has logged, and how many it has uploaded for them."""

    def __init__(self) -> None:
        self.logged = 0
        self.uploaded = 0

    def affords(self, upload: int, new: int) -> bool:
        """Whether the ratio still holds after uploading `upload` bytes, `new` of them new."""
        return self.uploaded + upload <= MAX_RATIO * (self.logged + new)


class ObjectFile:
    """An event file that is uploaded whole every time: an EventFile for tfv1.events."""

    # After a failed upload either the old or the new object exists, both with only complete
    # records. The same records are then sent again, so nothing is lost or duplicated.
    damaged = False

    def __init__(self, path: str, store: Store, account: Account) -> None:
        self.path = path
        self._store = store
        self._account = account
        self._content = b""
        self._appends = 0
        self._failed = False  # whether the last upload failed; its data may have arrived anyway

    @property
    def end(self) -> int:
        return len(self._content)

    def settle(self) -> None:
        """Nothing to do: the next upload replaces whatever an interrupted one left."""

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
        # After a failed upload, which may have arrived, the same records must go to the same file.
        # And if a file has only the version event so far, a new one would be no better.
        if self._failed or self._appends <= 1:
            return True
        whole = len(self._content) + size
        return whole <= PART_BYTES and self._account.affords(whole, size)

    def in_place(self) -> bool:
        return self._store.exists(self.path)

    def close(self) -> None:
        """Nothing to do: everything appended is already uploaded."""

    def abandon(self) -> None:
        """Same as close."""

    def discard(self) -> None:
        self._store.delete(self.path)
