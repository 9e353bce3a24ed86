"""Texts that TensorFlow and its protocol buffers hold as bytes, and Python 2 had as str."""

from collections.abc import Iterable, Iterator
from typing import Any

from tfv1.python2.files import as_bytes


def as_printable(data: Any) -> Any:
    """`data` as str if it is bytes of a text, and not, for example, of an image."""
    if not isinstance(data, bytes):
        return data
    try:
        text = bytes(data).decode()
    except UnicodeDecodeError:
        return data
    return text if all(c.isprintable() or c in "\t\n\r" for c in text) else data


class Texts:
    """The `value` of a tf.train.BytesList, which accepts and returns texts."""

    def __init__(self, held: Any) -> None:
        self._held = held

    def __getitem__(self, index: Any) -> Any:
        found = self._held[index]
        return [*map(as_printable, found)] if isinstance(index, slice) else as_printable(found)

    def __setitem__(self, index: Any, value: Any) -> None:
        many = isinstance(index, slice)
        self._held[index] = [*map(as_bytes, value)] if many else as_bytes(value)

    def __delitem__(self, index: Any) -> None:
        del self._held[index]

    def __iter__(self) -> Iterator[Any]:
        return map(as_printable, self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Iterable) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def append(self, value: Any) -> None:
        """Adds a value."""
        self._held.append(as_bytes(value))

    def extend(self, values: Any) -> None:
        """Adds the values."""
        self._held.extend(map(as_bytes, values))

    def __repr__(self) -> str:
        return repr(list(self))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._held, name)


def texts(held: Any) -> Any:
    """`x.bytes_list.value`, with texts if it is that of a protocol buffer."""
    return Texts(held) if type(held).__name__.startswith("Repeated") else held
