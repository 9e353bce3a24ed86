"""Functions from Python 2's standard library that have no equivalent today."""

import csv
import functools
import io
import math
import pickle
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from numbers import Number
from typing import Any

from tfv1.python2.files import as_bytes, as_text

NoneType = type(None)
StringTypes = (str,)


def ceil(x: Any) -> float:
    """``math.ceil``, which returned a float."""
    return float(math.ceil(x)) if math.isfinite(x) else float(x)


def floor(x: Any) -> float:
    """``math.floor``, which returned a float."""
    return float(math.floor(x)) if math.isfinite(x) else float(x)


def do_nothing(*args: object) -> None:
    """For functions that set something that can no longer be set."""


def load(file: object, **keywords: Any) -> Any:
    """``pickle.load`` for files from Python 2 and 3, even if opened in text mode."""
    source = _binary(file)
    if not (hasattr(source, "seekable") and source.seekable()):
        return pickle.load(source, **{"encoding": "latin1", **keywords})
    start = source.tell()
    try:
        return pickle.load(source, **keywords)
    except UnicodeDecodeError:
        # Python 2 byte strings, such as those in its NumPy arrays.
        source.seek(start)
        return pickle.load(source, **{"encoding": "latin1", **keywords})


def loads(data: object, **keywords: object) -> Any:
    """``pickle.loads`` for strings from Python 2 and 3."""
    return load(io.BytesIO(as_bytes(data)), **keywords)


def dump(obj: object, file: object, protocol: int = 2) -> None:
    """``pickle.dump``, even to a file opened in text mode; Python 2 can read the result."""
    pickle.dump(obj, _binary(file), protocol)


def load_array(file: object, *args: Any, **keywords: Any) -> Any:
    """``numpy.load``, also of objects from Python 2, and of a file opened in text mode."""
    import numpy

    source: Any = _binary(file)
    start = source.tell() if hasattr(source, "tell") else 0
    try:
        return numpy.load(source, *args, **keywords)
    except UnicodeError:
        # Python 2 byte strings among the objects.
        if hasattr(source, "seek"):
            source.seek(start)
        return numpy.load(source, *args, **{"encoding": "latin1", **keywords})


def save_array(file: object, *args: Any, **keywords: Any) -> None:
    """``numpy.save``, even to a file opened in text mode."""
    import numpy

    numpy.save(_binary(file), *args, **keywords)


def _binary(file: Any) -> Any:
    """The file itself, or a binary file with the same content if it was opened as text."""
    if isinstance(file, io.TextIOWrapper):
        if file.writable():
            file.flush()
        return file.buffer
    mode = getattr(file, "mode", "b")
    if isinstance(mode, str) and mode == "r" and hasattr(file, "name"):
        return type(file)(file.name, "rb")  # a tf.gfile, which decodes
    return file


def reader(csvfile: Iterable[Any], *args: Any, **keywords: Any) -> Any:
    """``csv.reader``, even for a file in binary mode."""
    return csv.reader(_lines(csvfile), *args, **keywords)


class DictReader(csv.DictReader):
    """``csv.DictReader``, even for a file in binary mode."""

    def __init__(self, f: Iterable[Any], *args: Any, **keywords: Any) -> None:
        super().__init__(_lines(f), *args, **keywords)


def _lines(file: Iterable[Any]) -> Iterator[str]:
    return (as_text(line) for line in file)


def isCallable(a: object) -> bool:
    """``callable(a)``."""
    return callable(a)


def isMappingType(a: object) -> bool:
    """Whether `a` is a mapping."""
    return isinstance(a, Mapping)


def isNumberType(a: object) -> bool:
    """Whether `a` is a number."""
    return isinstance(a, Number)


def isSequenceType(a: object) -> bool:
    """Whether `a` can be indexed with numbers."""
    return isinstance(a, Sequence) or (hasattr(a, "__getitem__") and not isinstance(a, Mapping))


def sequenceIncludes(a: Any, b: object) -> bool:
    """``b in a``."""
    return b in a


def maketrans(fromstr: str, to: str) -> dict[int, int]:
    """A table for str.translate that maps each character to its counterpart."""
    return str.maketrans(fromstr, to)


def join(words: Iterable[str], sep: str = " ") -> str:
    """``sep.join(words)``."""
    return sep.join(words)


def atoi(s: str, base: int = 10) -> int:
    """``int(s, base)``."""
    return int(s, base)


def translate(s: str, table: Any, deletions: str = "") -> str:
    """``s.translate(table)`` after removing the characters in `deletions`."""
    return s.translate({ord(character): None for character in deletions}).translate(table or {})


atof = float
atol = atoi
joinfields = join


def _method(name: str) -> Any:
    def call(s: str, *args: object) -> Any:
        return getattr(s, name)(*args)

    return functools.wraps(getattr(str, name))(call)


capitalize = _method("capitalize")
count = _method("count")
expandtabs = _method("expandtabs")
find = _method("find")
index = _method("index")
ljust = _method("ljust")
lower = _method("lower")
lstrip = _method("lstrip")
replace = _method("replace")
rfind = _method("rfind")
rindex = _method("rindex")
rjust = _method("rjust")
rsplit = _method("rsplit")
rstrip = _method("rstrip")
split = splitfields = _method("split")
strip = _method("strip")
swapcase = _method("swapcase")
upper = _method("upper")
zfill = _method("zfill")


class FancyURLopener:
    """``urllib.FancyURLopener``: opens and retrieves URLs, with user agent `version`."""

    version = "Python-urllib/2.7"

    def __init__(self, *args: object, **keywords: object) -> None:
        self.addheaders = [("User-Agent", self.version)]

    def open(self, fullurl: str, data: object = None) -> Any:
        """Opens the URL."""
        opener = urllib.request.build_opener()
        opener.addheaders = self.addheaders
        return opener.open(fullurl, as_bytes(data))

    def retrieve(self, url: str, filename: str) -> tuple[str, Any]:
        """Downloads the URL to a file."""
        with self.open(url) as source, open(filename, "wb") as out:
            out.write(source.read())
            return filename, source.headers
