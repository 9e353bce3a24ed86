"""`imghdr`, which Python 3.13 dropped: detects an image's format from its first bytes."""

import os
from typing import BinaryIO

__all__ = ["what"]

# Kind -> (offset, bytes) pairs, any of which identifies it.
_MARKS: dict[str, tuple[tuple[int, bytes], ...]] = {
    "jpeg": ((6, b"JFIF"), (6, b"Exif"), (0, b"\xff\xd8\xff\xdb")),
    "png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "gif": ((0, b"GIF87a"), (0, b"GIF89a")),
    "tiff": ((0, b"MM"), (0, b"II")),
    "rgb": ((0, b"\x01\xda"),),
    "rast": ((0, b"\x59\xa6\x6a\x95"),),
    "xbm": ((0, b"#define "),),
    "bmp": ((0, b"BM"),),
    "exr": ((0, b"\x76\x2f\x31\x01"),),
}
_NETPBM = {b"1": "pbm", b"4": "pbm", b"2": "pgm", b"5": "pgm", b"3": "ppm", b"6": "ppm"}


def what(file: str | os.PathLike[str] | BinaryIO, h: bytes | None = None) -> str | None:
    """The kind of an image, or None if unknown.

    Args:
      file: a path, or an open binary file, whose position is preserved.
      h: the first bytes, to use instead of `file`'s.
    """
    head = _head(file) if h is None else h
    for kind, marks in _MARKS.items():
        if any(head.startswith(mark, at) for at, mark in marks):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:1] == b"P" and head[2:3] in (b" ", b"\t", b"\n", b"\r"):
        return _NETPBM.get(head[1:2])
    return None


def _head(file: str | os.PathLike[str] | BinaryIO) -> bytes:
    if isinstance(file, str | os.PathLike):
        with open(file, "rb") as opened:
            return opened.read(32)
    at = file.tell()
    head = file.read(32)
    file.seek(at)
    return head
