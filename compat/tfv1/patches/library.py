"""Methods that classes of Python's library and of h5py had in TensorFlow 1's time."""

import html
from collections.abc import Callable, Iterator
from typing import Any

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
H5PY = (_dropped("h5py:Dataset.value", property(_value), "h5py 3"),)
PATCHES = (*ELEMENTS, *HTML, *H5PY)


def _giving(patches: tuple[Patch, ...]) -> Callable[[], None]:
    return lambda: apply(patches, session.current().replaced)


give_elements, give_html, give_h5py = map(_giving, (ELEMENTS, HTML, H5PY))
