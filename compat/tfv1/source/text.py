"""The text of one source as it was read, and its bytes again once it is changed."""

import codecs
import io
import os
import re
import stat
import tokenize
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tfv1.limits import limit
from tfv1.source.lines import opcodes

# Python has codecs that turn no bytes into text, and some whose time is quadratic.
_NO_SOURCE_ENCODINGS = frozenset({"idna", "punycode", "undefined"})
_DECLARE = "write its encoding in line 1, as in # -*- coding: latin-1 -*-"
_BREAK = re.compile("\r\n|\r|\n")


class CannotRead(Exception):
    """The file is not text, not a notebook, or too large; the message says why."""


@dataclass
class Source:
    """The text of a Python file, or the code of a notebook, with line ends as \\n.

    For a notebook, `cells` has a row for each code cell: its number, counted from 1 over all
    cells, and the line of `text` that it begins on. `unread` has the cells that are left out, with
    a line of each and the reason.
    """

    path: Path
    text: str
    encoding: str = "utf-8"
    line_ends: list[str] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    to_bytes: Callable[[str], bytes] | None = None  # given where lines and ends do not do

    def where(self, line: int) -> str:
        """The place of a line of `text` as one finds it in the file."""
        before = bisect_right(self.cells, line, key=lambda row: row[1])
        if before:
            number, start = self.cells[before - 1]
            return f"cell {number}, line {line - start + 1}"
        return f"line {line}"


def read_bytes(path: Path, kind: str) -> bytes:
    """The bytes of a regular file.

    Raises:
      CannotRead: it is not a regular file, or larger than the limit of that name allows.
      OSError: the file system refuses.
    """
    most = limit(kind)
    # A pipe without a writer would block the opening; what is opened is looked at once more.
    if not path.is_dir() and not stat.S_ISREG(os.stat(path).st_mode):
        raise CannotRead("it is a pipe or a device, not a file")
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise CannotRead("it is not a file")
        data = file.read(most + 1)
    if len(data) > most:
        raise CannotRead(too_large(kind))
    return data


def too_large(kind: str) -> str:
    """The sentence for what is over a limit."""
    most = limit(kind)
    return f"it has more than the {most:,} bytes allowed; --limit {kind}=NUMBER allows more"


def decode(path: Path, data: bytes) -> Source:
    """The source that the bytes of a Python file are.

    Raises:
      CannotRead: they are not in the encoding that they declare.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CannotRead("it is UTF-16, which Python does not read either: save it as UTF-8")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if codecs.lookup(encoding).name in _NO_SOURCE_ENCODINGS:
            raise CannotRead(f"its encoding, {encoding}, is not one for source text")
        text = data.decode(encoding)
    except SyntaxError as error:
        raise CannotRead(f"{error.msg}: {_DECLARE}") from error
    except UnicodeDecodeError as error:
        raise CannotRead(f"byte {error.start} is not {error.encoding}: {_DECLARE}") from error
    except (LookupError, UnicodeError, ValueError) as error:  # a codec of bytes, as rot13 or hex
        raise CannotRead(f"its encoding, {encoding}, is not one for source text") from error
    if "\0" in text:
        raise CannotRead("it contains null bytes, so it is not Python source")
    ends = _BREAK.findall(text)
    if data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    return Source(path, with_newlines(text), encoding, ends)


def with_newlines(text: str) -> str:
    """`text` with its line ends as \\n."""
    return _BREAK.sub("\n", text)


def encode(source: Source, text: str) -> bytes:
    """The bytes of the file with `text` in it; each line that is still there keeps its line end.

    Raises:
      UnicodeEncodeError: the file's encoding lacks a character of `text`.
    """
    if source.to_bytes is not None:
        return source.to_bytes(text)
    ends, lines = source.line_ends, text.split("\n")
    common = max(set(ends), key=ends.count, default="\n")
    new_ends = [common] * len(lines)
    if len(set(ends)) > 1:
        ends = [*ends, common]
        for _, start, end, new_start, new_end in opcodes(source.text.split("\n"), lines):
            if end - start == new_end - new_start:
                new_ends[new_start:new_end] = ends[start:end]
    joined = "".join(line + end for line, end in zip(lines[:-1], new_ends, strict=False))
    return (joined + lines[-1]).encode(source.encoding)
