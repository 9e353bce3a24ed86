"""A hint for Python 2 code that runs as Python 3."""

import os
import re
import tokenize
import traceback
from collections.abc import Callable
from pathlib import Path

from tfv1.importing import userfiles
from tfv1.names.tables import python2 as libraries
from tfv1.python2 import integers, signs
from tfv1.python2.convert import parse
from tfv1.python2.semantics import futures
from tfv1.source.dialect import python2_sign

# For example "'map' object is not subscriptable", "object of type 'zip' has no len()".
_TEXT = ("a bytes-like object is required, not 'str'", "write() argument must be str, not bytes")
_LAZY = re.compile(r"'(dict_keys|dict_values|dict_items|filter|map|range|zip)'")


# What Python, NumPy and TensorFlow say of a float that they need as an integer.
_FLOAT = re.compile(
    r"'float' object cannot be interpreted as an integer|indices must be integers|only integers, "
    r"slices|non-int of type 'float'|integer argument expected, got float|Dimension value must be "
    r"integer|Expected int(?:32|64),.* got .*float|expected a sequence of integers|Ambiguous "
    r"dimension|DataType float32 not in list of allowed values: int32, int64"
)


def offer(error: BaseException) -> str | None:
    """The sentence that suggests --python2, if Python 2 code caused `error`; else None.

    Args:
      error: an uncaught exception of a user's script.
    """
    reason = next((rule(error) for kind, rule in _RULES if isinstance(error, kind)), None)
    if reason is None:
        return None
    return f"This looks like Python 2 code: {reason}. Run it with: tfv1 run --python2 ..."


def _of_syntax(error: BaseException) -> str | None:
    assert isinstance(error, SyntaxError)
    try:
        with tokenize.open(error.filename or "") as file:
            reason = python2_sign(file.read())
    except (OSError, SyntaxError, UnicodeDecodeError, RecursionError):
        return None  # no file, or an unreadable one: no hint
    return f"{error.filename}: {reason}" if reason else None


def _of_name(error: BaseException) -> str | None:
    name = getattr(error, "name", None)
    return f"{name} is a builtin of Python 2" if name in signs.BUILTINS else None


def _of_division(error: BaseException) -> str | None:
    """For a float where an integer is needed, if the user's line, or what it uses, divides."""
    if not _FLOAT.search(str(error)):
        return None
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        if userfiles.is_users(frame.f_code.co_filename):
            try:
                with tokenize.open(frame.f_code.co_filename) as file:
                    tree = parse(file.read())
            except (OSError, SyntaxError, UnicodeDecodeError, RecursionError):
                return None  # made up by exec, or changed in the meantime: no hint
            whole = integers.divides(tree, line) and "division" not in futures(tree)
            return "/ of integers gave an integer in Python 2" if whole else None
    return None


def _of_type(error: BaseException) -> str | None:
    if str(error) in _TEXT:
        return "text and bytes were the same in Python 2"
    found = _LAZY.search(str(error))
    if found is None:
        return _of_division(error)
    return f"the result of {found[1].replace('dict_', 'dict.')}() was a list in Python 2"


def _of_attribute(error: BaseException) -> str | None:
    lazy = _of_type(error)
    if lazy:
        return lazy
    name = getattr(error, "name", None)
    owner = getattr(getattr(error, "obj", None), "__name__", "")
    if name in signs.METHODS or name in signs.ATTRIBUTES or f"{owner}.{name}" in signs.LIBRARY:
        return f"{name} is an attribute of Python 2"
    return None


def _of_import(error: BaseException) -> str | None:
    name = getattr(error, "name", None)
    found = re.search(r"cannot import name '(\w+)'", str(error))
    if found and f"{name}.{found[1]}" in signs.LIBRARY:
        return f"{name}.{found[1]} is a function of Python 2"
    if name in libraries.MODULES:
        return f"{name} is a module of Python 2"
    if isinstance(error, ModuleNotFoundError) and name and _is_neighbour(name, error):
        return f"{name} is in the package of the module that imports it"
    return None


def _is_neighbour(name: str, error: BaseException) -> bool:
    """Whether the module that failed to import `name` is in a package that has it."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    if not frames or not frames[-1].f_globals.get("__package__"):
        return False
    place = Path(frames[-1].f_code.co_filename).with_name(name.partition(".")[0])
    return os.path.isfile(place.with_suffix(".py")) or os.path.isfile(place / "__init__.py")


def _of_decoding(error: BaseException) -> str | None:
    assert isinstance(error, UnicodeDecodeError)
    if b"\0" in error.object:
        return "it reads a file that is not text as text"
    line = traceback.extract_tb(error.__traceback__)[-1].line or ""
    is_pickle = error.encoding == "ascii" and re.search(r"\bloads?\(", line)
    return "it reads a pickle that Python 2 wrote" if is_pickle else None


def _of_op(error: BaseException) -> str | None:
    """For TensorFlow's errors about a Python function that it called, as tf.py_func does."""
    if not type(error).__module__.startswith("tensorflow."):
        return None
    found = any(f"TypeError: {text}" in str(error) for text in _TEXT)
    return "text and bytes were the same in Python 2" if found else None


_RULES: tuple[tuple[type[BaseException], Callable[[BaseException], str | None]], ...] = (
    (SyntaxError, _of_syntax),
    (NameError, _of_name),
    (AttributeError, _of_attribute),
    (TypeError, _of_type),
    (ImportError, _of_import),
    (UnicodeDecodeError, _of_decoding),
    (IndexError, _of_division),
    (ValueError, _of_division),
    (Exception, _of_op),
)
