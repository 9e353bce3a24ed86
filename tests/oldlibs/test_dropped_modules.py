"""Modules of the standard library that Python 3.13 dropped; older ones still have them."""

import io
import warnings

import pytest

from tfv1.legacy import cgi, imghdr
from tfv1.names import libraries


def see(name):
    """The module as the user's files see it; older Pythons warn that they will drop it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return libraries.view(name) or __import__(name)


def test_small_modules():
    """What scripts took from cgi and pipes is there on every Python."""
    assert see("cgi").escape("<a>") == "&lt;a&gt;"
    assert see("pipes").quote("a b") == "'a b'"
    header = 'text/html; charset="utf-8"; a=b'
    for module in (see("cgi"), cgi):
        assert module.parse_header(header) == ("text/html", {"charset": "utf-8", "a": "b"})


@pytest.mark.parametrize(
    "head, kind",
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpeg"),
        (b"\xff\xd8\xff\xe0\0\x10Exif", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF89a", "gif"),
        (b"MM\0*", "tiff"),
        (b"BM..", "bmp"),
        (b"RIFF....WEBP", "webp"),
        (b"P6\n", "ppm"),
        (b"P5 ", "pgm"),
        (b"P9 ", None),
        (b"", None),
        (b"hello", None),
    ],
)
def test_imghdr(head, kind, tmp_path):
    """imghdr.what recognises a path, an open file and bytes."""
    path = tmp_path / "image"
    path.write_bytes(head)
    file = io.BytesIO(b"x" + head)
    file.seek(1)
    for module in (see("imghdr"), imghdr):
        assert module.what(str(path)) == kind
        assert module.what(file) == kind
        assert file.tell() == 1
        assert module.what(None, head) == kind
