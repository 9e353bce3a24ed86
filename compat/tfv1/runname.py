"""Public as `tfv1.run_name`: names run directories by time, model and hyperparameters."""

import enum
import numbers
import os
import re
import unicodedata
import zlib
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

_LONGEST = 120  # file systems allow 255, but nobody reads that much
_LONGEST_PART = 40
_MOST_DIGITS = 6
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_PLAIN_KEY = re.compile(r"[a-z0-9_]{1,40}")
# No number or list of numbers looks like this, and no two such strings differ only in case.
_PLAIN_TEXT = re.compile(r"(?!(?:true|false|none|nan|inf)$)[a-z][a-z0-9]*([.-][a-z0-9]+)*")


def run_name(when: datetime | None = None, /, **hparams: object) -> str:
    """A name for a run's directory, made from its start time, model and hyperparameters.

    `run_name(model="lenet", learning_rate=0.001, batch_size=64)` is
    `20261120T131500Z-lenet_learning_rate=1e-3_batch_size=64`: the time in UTC, so that names sort
    by time; `model`, if given, without its key; and the others in the order given. The name has at
    most 120 characters, all of them ASCII letters, digits or `. _ - =`, which every file system
    and object store accepts.

    If the text alone does not identify the values (a string with capitals, slashes or underscores,
    a function, a number with more than six digits, a name that had to be cut), the name ends in a
    hash of all of them. Different hyperparameters thus never share a name, not even on a
    case-insensitive file system. Equal ones within the same second do: give repeated runs a seed
    or a number.

    Args:
      when: the start time, by default now; taken as local time if it has no time zone.
      **hparams: numbers (including NumPy's), strings, paths, bools, None, enum members, functions
        and classes (by name), and lists, tuples and dictionaries of those. `HParams.values()` in
        tf.contrib.training returns such a dictionary.

    Raises:
      TypeError: `when` is not a datetime, or a value has an unsupported type.
    """
    if when is not None and not isinstance(when, datetime):
        raise TypeError(
            f"run_name() takes hyperparameters by name, as in run_name(model='lenet'), and before "
            f"them at most a datetime, not {when!r}"
        )
    start = (when or datetime.now(timezone.utc)).astimezone(timezone.utc)
    values = [(key, _canonical(key, value)) for key, value in hparams.items()]
    values.sort(key=lambda item: item[0] != "model")
    parts, told = [f"{start:%Y%m%dT%H%M%SZ}"], True
    for key, value in values:
        text, plain = _text(value)
        parts.append(f"-{text}" if key == "model" else f"_{_clean(key)}={text}")
        told = told and plain and bool(_PLAIN_KEY.fullmatch(key))
    name = "".join(parts)
    if told and len(name) <= _LONGEST:
        return name
    ending = f"_{zlib.crc32(repr(values).encode()):08x}"
    while len("".join(parts)) + len(ending) > _LONGEST:
        parts.pop()
    return "".join([*parts, ending])


def _canonical(key: str, value: object) -> Any:
    """`value` as built-in Python types, whose repr identifies it completely."""
    if isinstance(value, enum.Enum):
        return f"{type(value).__qualname__}.{value.name}"
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, os.PathLike):
        return _canonical(key, os.fspath(value))
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        # str() of a NumPy float32 has only the few digits that it holds.
        return float(str(value)) if hasattr(value, "dtype") else float(value)
    if type(value).__name__ in ("bool_", "bool") and hasattr(value, "dtype"):
        return bool(value)
    if isinstance(value, list | tuple):
        return [_canonical(key, one) for one in value]
    if isinstance(value, Mapping):
        return {str(one): _canonical(key, below) for one, below in value.items()}
    if hasattr(value, "__name__"):  # a NumPy ufunc may have no __qualname__
        return getattr(value, "__module__", ""), getattr(value, "__qualname__", value.__name__)
    raise TypeError(
        f"run_name() got {key}={value!r}, which is of type {type(value).__name__}; give a number, "
        "a text, a bool, None, a function, or a list or dictionary of such"
    )


def _text(value: Any) -> tuple[str, bool]:
    """A value's text, and whether no other value has the same text."""
    if isinstance(value, float):
        return _float_text(value)
    if value is None or isinstance(value, bool | int):
        text = str(value)
        return text[:_LONGEST_PART], len(text) <= _LONGEST_PART
    if isinstance(value, str):
        text = _clean(value)
        return text, text == value and bool(_PLAIN_TEXT.fullmatch(value))
    if isinstance(value, tuple):
        return _clean(value[1].rpartition(".")[2]), False
    if isinstance(value, dict):
        value = [part for item in value.items() for part in item]
        return _clean("-".join(_text(one)[0] for one in value)), False
    sizes = len(value) > 1 and all(type(one) is int and one >= 0 for one in value)
    text = ("x" if sizes else "-").join(_text(one)[0] for one in value)
    return _clean(text), sizes and len(text) <= _LONGEST_PART


def _float_text(value: float) -> tuple[str, bool]:
    """`value` in at most six digits (1e-3, 0.01, 1e5, 0.333333), and whether they are exact."""
    for digits in range(_MOST_DIGITS):
        text = f"{value:.{digits}e}"
        if float(text) == value:
            break
    mantissa, _, exponent = text.partition("e")
    plain = float(text) == value or value != value
    if exponent and not -3 < int(exponent) < 5:
        return f"{mantissa}e{int(exponent)}", plain
    return repr(float(text)), plain


def _clean(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _UNSAFE.sub("-", plain).strip("-.")[:_LONGEST_PART]
