"""Attributes that objects had in Python 2: has_key, iteritems, next, func_name, message, decode."""

import codecs
from collections import OrderedDict
from collections.abc import Callable, ItemsView, KeysView, ValuesView
from functools import cmp_to_key
from typing import Any

_LAZY_TYPES = (
    *(filter, map, range, zip),
    *(
        type(getattr(kind(), view)())
        for kind in (dict, OrderedDict)
        for view in ("keys", "values", "items")
    ),
)
_SPELLED = ("string-escape", "string_escape")

# Encodings from bytes to bytes, which str no longer has.
BYTE_CODECS = ("base64", "bz2", "hex", "rot13", "rot_13", "string-escape", "string_escape", "zlib")


def _iterate(view: str) -> Callable[[Any], Any]:
    def find(owner: object) -> Any:
        method = getattr(owner, view)
        return lambda: iter(method())

    return find


def _other_name(name: str) -> Callable[[Any], Any]:
    return lambda owner: getattr(owner, name)


def _has_key(owner: Any) -> Any:
    return owner.__contains__


def _message(owner: object) -> Any:
    if not isinstance(owner, BaseException):
        raise AttributeError
    return owner.args[0] if len(owner.args) == 1 else ""


def _decode(owner: object) -> Any:
    if not isinstance(owner, str):
        raise AttributeError

    def decode(encoding: str = "ascii", errors: str = "strict") -> Any:
        if encoding.lower() in BYTE_CODECS:
            return _recoded(codecs.decode, owner, encoding, errors)
        return owner  # strings are text here, already decoded where they came from

    return decode


def encode(owner: object, name: str) -> Any:
    """`owner.encode` as called with one of BYTE_CODECS."""
    if not isinstance(owner, str):
        return getattr(owner, name)
    return lambda encoding, errors="strict": _recoded(codecs.encode, owner, encoding, errors)


def _recoded(function: Any, text: str, encoding: str, errors: str) -> Any:
    if encoding.lower() in ("rot13", "rot_13"):
        return function(text, encoding, errors)
    if encoding.lower() in _SPELLED:
        return function(text, "unicode_escape", errors)
    result = function(text.encode("latin-1"), encoding, errors)
    return result.decode("latin-1") if isinstance(result, bytes) else result


def _children(owner: Any) -> Any:
    if not (hasattr(owner, "tag") and hasattr(owner, "iter")):  # an ElementTree element
        raise AttributeError
    return lambda: list(owner)


# Name -> the substitute for an object without that attribute; AttributeError if it has none.
LOST: dict[str, Callable[[Any], Any]] = {
    "decode": _decode,
    "func_closure": _other_name("__closure__"),
    "func_code": _other_name("__code__"),
    "func_defaults": _other_name("__defaults__"),
    "func_dict": _other_name("__dict__"),
    "func_doc": _other_name("__doc__"),
    "func_globals": _other_name("__globals__"),
    "func_name": _other_name("__name__"),
    "getchildren": _children,
    "getiterator": _other_name("iter"),
    "has_key": _has_key,
    "im_class": lambda owner: type(owner.__self__),
    "im_func": _other_name("__func__"),
    "im_self": _other_name("__self__"),
    "isAlive": _other_name("is_alive"),
    "iteritems": _iterate("items"),
    "iterkeys": _iterate("keys"),
    "itervalues": _iterate("values"),
    "message": _message,
    "next": _other_name("__next__"),
    "viewitems": _other_name("items"),
    "viewkeys": _other_name("keys"),
    "viewvalues": _other_name("values"),
}


def attribute(owner: object, name: str) -> Any:
    """`owner.name` as in Python 2."""
    try:
        return getattr(owner, name)
    except AttributeError:
        try:
            return LOST[name](owner)
        except AttributeError:
            pass  # no substitute either: the original error names the right attribute
        raise


def listed(result: Any) -> Any:
    """The result of keys(), map() and the like, as a list if it is a view, iterator or range."""
    if type(result) in _LAZY_TYPES or isinstance(result, KeysView | ValuesView | ItemsView):
        return list(result)
    return result


def sort(owner: object, name: str) -> Any:
    """`owner.sort`, which accepts a comparison function if `owner` is a list."""
    if not isinstance(owner, list):
        return getattr(owner, name)

    def sort_list(cmp: object = None, key: object = None, reverse: bool = False) -> None:
        owner.sort(key=sort_key(cmp, key), reverse=reverse)

    return sort_list


def sort_key(cmp: Any, key: Any) -> Any:
    """Combines a comparison function and a key function into one key function."""
    if cmp is None:
        return key
    by = cmp_to_key(cmp)
    return by if key is None else lambda item: by(key(item))
