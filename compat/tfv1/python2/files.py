"""Python 2's files: its strings were bytes, so a file accepts both text and bytes.

Text is UTF-8; bytes that are not valid UTF-8 are read and written unchanged.
"""

import builtins
import io
from typing import Any

_ENCODING = {"encoding": "utf-8", "errors": "surrogateescape"}


class _Text(io.TextIOWrapper):
    """A text file that also accepts bytes, and returns non-text content as bytes."""

    def read(self, size: int | None = -1) -> Any:
        text = super().read(size)
        return as_read(as_bytes(text)) if "\0" in text else text

    def write(self, data: object) -> int:
        return super().write(as_text(data))

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)


class _Binary(io.BufferedWriter):
    """A binary file that also accepts text."""

    def write(self, data: object) -> int:
        return super().write(as_bytes(data))

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)


def as_text(data: object) -> Any:
    """`data`, decoded if it is bytes."""
    return bytes(data).decode(**_ENCODING) if isinstance(data, bytes | bytearray) else data


def as_read(data: bytes) -> str | bytes:
    """`data` as read in text mode: text, but bytes for an image or a pickle."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        # Text in other encodings has no null bytes; data that has them is not text.
        return data if b"\0" in data else as_text(data)


def as_bytes(data: object) -> Any:
    """`data`, encoded if it is text."""
    return data.encode(**_ENCODING) if isinstance(data, str) else data


def open(name: Any, mode: str = "r", buffering: int = -1, **keywords: Any) -> Any:
    """Python 2's ``open`` with its modes (including 'rU'); only a newline character ends a line."""
    if keywords:
        return builtins.open(name, mode, buffering, **keywords)
    universal = "U" in mode
    plain = mode.replace("U", "") or "r"
    if plain[0] == "b":
        plain = plain[1:] + "b"
    if plain[0] not in "rwax":
        plain = f"r{plain}"
    if "b" in plain:
        opened: Any = builtins.open(name, plain, buffering)  # noqa: SIM115  (the caller closes it)
        if isinstance(opened, io.BufferedWriter):
            return _Binary(opened.detach(), buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE)
        return opened
    raw = builtins.open(name, plain.replace("t", "") + "b", buffering if buffering > 1 else -1)  # noqa: SIM115
    return _Text(
        raw,
        **_ENCODING,
        newline=None if universal else "\n",
        line_buffering=buffering == 1,
        write_through=buffering == 0,
    )


class _FileType(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, io.IOBase)


class file(metaclass=_FileType):
    """The type ``file``: calling it opens a file, and open files are its instances."""

    def __new__(cls, *args: Any, **keywords: Any) -> Any:
        return open(*args, **keywords)


class StringIO:
    """``StringIO.StringIO`` and ``cStringIO.StringIO``: a file in memory, of text or of bytes.

    The first write decides which. Text written to a file of bytes is encoded, and bytes written to
    a file of text turn it into a file of bytes. An empty file is text.
    """

    def __init__(self, buf: Any = "") -> None:
        self._held: Any = io.BytesIO(buf) if isinstance(buf, bytes) else io.StringIO(buf, "\n")

    def write(self, data: object) -> int:
        """Writes text or bytes."""
        if isinstance(data, str):
            if isinstance(self._held, io.BytesIO):
                data = as_bytes(data)
        elif isinstance(self._held, io.StringIO):
            self._become_bytes()
        return self._held.write(data)

    def writelines(self, lines: Any) -> None:
        """Writes each of the lines."""
        for line in lines:
            self.write(line)

    def reset(self) -> None:
        """Rewinds to the start, as in cStringIO."""
        self._held.seek(0)

    def _become_bytes(self) -> None:
        place = self._held.tell()
        before = as_bytes(self._held.getvalue()[:place])
        held = io.BytesIO(as_bytes(self._held.getvalue()))
        held.seek(len(before))
        self._held = held

    def __getattr__(self, name: str) -> Any:
        if name == "_held":
            raise AttributeError(name)
        return getattr(self._held, name)

    def __iter__(self) -> Any:
        return iter(self._held)

    def __next__(self) -> Any:
        return next(self._held)

    next = __next__

    def __enter__(self) -> "StringIO":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
