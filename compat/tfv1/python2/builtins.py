"""Python 2's builtins, and the helpers that converted sources call."""

import builtins
import functools
import itertools
import sys
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from types import FrameType
from typing import Any

from tfv1.names.modules import reload
from tfv1.python2 import attributes, classes, division, files, texts

_absent = object()


def range_list(*args: Any) -> list[int]:
    """``range``, which was a list."""
    return list(range(*args))


def map_list(function: Any, *iterables: Any) -> list[Any]:
    """``map``: a list; shorter arguments are padded with None, and a None function is identity."""
    if not iterables:
        raise TypeError("map() requires at least two args")
    if len(iterables) == 1:
        return list(iterables[0]) if function is None else [function(x) for x in iterables[0]]
    rows = itertools.zip_longest(*iterables)
    return list(rows) if function is None else [function(*row) for row in rows]


def filter_list(function: Any, iterable: Any) -> Any:
    """``filter``: a list, or a string or tuple if given one."""
    kept = list(filter(function, iterable))
    if isinstance(iterable, str):
        return "".join(kept)
    return tuple(kept) if isinstance(iterable, tuple) else kept


def zip_list(*iterables: object) -> list[tuple[Any, ...]]:
    """``zip``, which was a list."""
    return list(zip(*iterables))  # noqa: B905  (the shortest decides)


def sorted_list(
    iterable: Any, cmp: object = None, key: object = None, reverse: bool = False
) -> list[Any]:
    """``sorted`` with a comparison function."""
    return sorted(iterable, key=attributes.sort_key(cmp, key), reverse=reverse)


def round_half_away(number: Any, ndigits: int = 0) -> Any:
    """``round``: returns a float and rounds halves away from zero."""
    special = getattr(type(number), "__round__", None)
    if not isinstance(number, int | float) and not hasattr(number, "__float__") and special:
        return round(number, ndigits)
    value = float(number)
    if value != value or value in (float("inf"), float("-inf")):
        return value
    unit = Decimal(1).scaleb(-ndigits)
    exact = Decimal(value)
    if exact.adjusted() - unit.adjusted() > 25:  # beyond a float's precision
        return value
    if exact.adjusted() < unit.adjusted() - 1:
        return 0.0 if value >= 0 else -0.0
    return float((exact / unit).to_integral_value(ROUND_HALF_UP) * unit)


def cmp(x: object, y: Any) -> int:
    """-1, 0 or 1."""
    return (x > y) - (x < y)


def apply(function: Any, args: Any = (), kwargs: Any = None) -> Any:
    """``function(*args, **kwargs)``."""
    return function(*args, **(kwargs or {}))


def coerce(x: object, y: Any) -> tuple[Any, Any]:
    """Both numbers as the wider of their types."""
    kind = type(x + y)
    return kind(x), kind(y)


def buffer(object: object, offset: int = 0, size: int = -1) -> memoryview:
    """`size` bytes of an object, starting at `offset`."""
    view = memoryview(files.as_bytes(object))
    return view[offset:] if size < 0 else view[offset : offset + size]


def next_of(iterator: Any, default: object = _absent) -> Any:
    """``next``, which called the method `next`."""
    try:
        if hasattr(type(iterator), "__next__") or not hasattr(iterator, "next"):
            return next(iterator)
        return iterator.next()
    except StopIteration:
        if default is _absent:
            raise
        return default


def evaluated_input(prompt: str = "") -> Any:
    """``input``: evaluates what is typed as an expression in the caller's namespace."""
    frame = sys._getframe(1)
    return eval(builtins.input(prompt), frame.f_globals, frame.f_locals)


def execfile(filename: str, globals: object = None, locals: object = None) -> None:
    """Runs a file in the caller's namespace or the given one."""
    from tfv1.python2.convert import convert

    with open(filename, encoding="utf-8") as file:
        source = convert(file.read(), filename)
    code = compile(source, filename, "exec", dont_inherit=True)
    _run(exec, code, sys._getframe(1), globals, locals)


def execute(source: object, globals: object = None, locals: object = None) -> None:
    """``exec source in globals, locals``."""
    _run(exec, source, sys._getframe(1), globals, locals)


def evaluate(source: object, globals: object = None, locals: object = None) -> Any:
    """``eval(source, globals, locals)``."""
    if isinstance(source, str):
        source = source.strip()
    return _run(eval, source, sys._getframe(1), globals, locals)


def _run(
    function: Callable[..., Any],
    source: object,
    frame: FrameType,
    globals: Any,
    locals: object,
) -> Any:
    """Calls `function`, exec or eval, with a code object or Python 2 source."""
    from tfv1.python2.convert import convert_fragment

    if globals is None:
        globals = frame.f_globals
        locals = frame.f_locals if locals is None else locals
    globals.setdefault("__builtins__", frame.f_builtins)
    if isinstance(source, str):
        mode = function.__name__
        source = compile(convert_fragment(source), "<string>", mode, dont_inherit=True)
    return function(source, globals, globals if locals is None else locals)


def print_to(stream: Any, *values: object, end: str = "\n") -> None:
    """``print >>stream, ...``; None means standard output."""
    if stream is None:
        stream = sys.stdout
    stream.write(" ".join(str(value) for value in values) + end)


def exception(kind: Any, value: Any = None, traceback: object = None) -> Any:
    """The exception that ``raise kind, value, traceback`` raises."""
    if isinstance(kind, BaseException) or isinstance(value, kind):
        made = kind if value is None else value
    elif value is None:
        made = kind()
    else:
        made = kind(*value) if isinstance(value, tuple) else kind(value)
    return made if traceback is None else made.with_traceback(traceback)


class _TextType(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, str)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, str)

    def __eq__(cls, other: object) -> bool:
        return other is str or other is cls

    def __hash__(cls) -> int:
        return hash(str)


class unicode(metaclass=_TextType):
    """The type ``unicode``, the type of all text. Decodes bytes when called."""

    def __new__(cls, object: object = "", encoding: str = "utf-8", errors: str = "strict") -> Any:
        if isinstance(object, bytes | bytearray):
            return object.decode(encoding, errors)
        return str(object)


class _AnyStringType(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, str | bytes)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, str | bytes)


class basestring(metaclass=_AnyStringType):
    """The type ``basestring``; text and bytes are its instances."""


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "apply": apply,
    "buffer": buffer,
    "cmp": cmp,
    "coerce": coerce,
    "eval": evaluate,
    "exec": execute,
    "execfile": execfile,
    "filter": filter_list,
    "input": evaluated_input,
    "intern": sys.intern,
    "map": map_list,
    "next": next_of,
    "open": files.open,
    "range": range_list,
    "raw_input": builtins.input,
    "reduce": functools.reduce,
    "reload": reload,
    "round": round_half_away,
    "sorted": sorted_list,
    "unichr": chr,
    "zip": zip_list,
}
_TYPES: dict[str, Any] = {
    "StandardError": Exception,
    "basestring": basestring,
    "file": files.file,
    "long": int,
    "unicode": unicode,
    "xrange": range,
}
_HELPERS: dict[str, Any] = {
    "__build_class__": classes.build_class,
    "__py2_attribute__": attributes.attribute,
    "__py2_div__": division.div,
    "__py2_encode__": attributes.encode,
    "__py2_exception__": exception,
    "__py2_idiv__": division.idiv,
    "__py2_idiv_attribute__": division.idiv_attribute,
    "__py2_idiv_item__": division.idiv_item,
    "__py2_index__": division.index,
    "__py2_listed__": attributes.listed,
    "__py2_print_to__": print_to,
    "__py2_sort__": attributes.sort,
    "__py2_texts__": texts.texts,
}

# The builtins that a converted module needs in addition to Python 3's.
BUILTINS: dict[str, Any] = {**_FUNCTIONS, **_TYPES, **_HELPERS}
