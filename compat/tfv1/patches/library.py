"""Methods that classes of Python's library and of h5py had in TensorFlow 1's time."""

import functools
import html
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tfv1 import session
from tfv1.patches.table import Patch, apply


def _getchildren(self: Any) -> list[Any]:
    """The elements directly below."""
    return list(self)


def _getiterator(self: Any, tag: str | None = None) -> list[Any]:
    """The element and all below it, or those with the tag."""
    return list(self.iter(tag))


def _getiterator_of_tree(self: Any, tag: str | None = None) -> Iterator[Any]:
    return iter(self.getroot().iter(tag))


def _unescape(self: object, s: str) -> str:
    """The text with its entities, as `&amp;`, replaced by what they stand for."""
    return html.unescape(s)


def _value(self: Any) -> Any:
    """What the data set holds, as an array or a scalar."""
    return self[()]


class _Text(str):
    """A text attribute, which h5py 2 gave as bytes: scripts decode it."""

    __slots__ = ()

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """The text."""
        return str(self)


def _decodable(get: Callable[..., Any]) -> Callable[..., Any]:
    """AttributeManager.__getitem__: what is text can be decoded."""

    @functools.wraps(get)
    def method(self: Any, name: str) -> Any:
        found = get(self, name)
        if isinstance(found, np.ndarray) and found.dtype == object:
            return np.frompyfunc(lambda it: _Text(it) if isinstance(it, str) else it, 1, 1)(found)
        return _Text(found) if isinstance(found, str) else found

    return method


def _fixed(create: Callable[..., None]) -> Callable[..., None]:
    """AttributeManager.create: a list of bytes is stored, and read, as an array of bytes."""

    @functools.wraps(create)
    def method(self: Any, name: str, data: Any, *args: Any, **kwargs: Any) -> None:
        if isinstance(data, list | tuple) and data and all(isinstance(it, bytes) for it in data):
            data = np.asarray(data)
        create(self, name, data, *args, **kwargs)

    return method


def _text(get: Callable[..., Any]) -> Callable[..., Any]:
    """Dataset.__getitem__: text of variable length is str."""

    @functools.wraps(get)
    def method(self: Any, args: Any, *more: Any, **kwargs: Any) -> Any:
        found = get(self, args, *more, **kwargs)
        if self.dtype != object:
            return found
        import h5py

        stored = h5py.check_string_dtype(self.dtype)
        if stored is None or stored.encoding != "utf-8":
            return found
        return _as_text(found) if isinstance(found, bytes) else _texts(found)

    return method


def _as_text(item: object) -> object:
    return item.decode("utf-8", "surrogateescape") if isinstance(item, bytes) else item


_texts = np.frompyfunc(_as_text, 1, 1)


def _dropped(target: str, method: object, since: str) -> Patch:
    return Patch(target, lambda original: original or method, "is gone", since)


_ETREE = "xml.etree.ElementTree"
_PYTHON = "Python 3.9"

ELEMENTS = (
    _dropped(f"{_ETREE}:Element.getchildren", _getchildren, _PYTHON),
    _dropped(f"{_ETREE}:Element.getiterator", _getiterator, _PYTHON),
    _dropped(f"{_ETREE}:ElementTree.getiterator", _getiterator_of_tree, _PYTHON),
)
HTML = (_dropped("html.parser:HTMLParser.unescape", _unescape, _PYTHON),)
_ATTRIBUTES = "h5py:AttributeManager"
H5PY = (
    _dropped("h5py:Dataset.value", property(_value), "h5py 3"),
    Patch("h5py:Dataset.__getitem__", _text, "gives bytes for text", "h5py 3"),
    Patch(f"{_ATTRIBUTES}.__getitem__", _decodable, "gives str, which has no decode", "h5py 3"),
    Patch(f"{_ATTRIBUTES}.create", _fixed, "stores a list of bytes as objects", "h5py 3"),
)
PATCHES = (*ELEMENTS, *HTML, *H5PY)


def _giving(patches: tuple[Patch, ...]) -> Callable[[], None]:
    return lambda: apply(patches, session.current().replaced)


give_elements, give_html, give_h5py = map(_giving, (ELEMENTS, HTML, H5PY))
