"""Public as `tfv1.run_name`: names for run directories by time, model and hyperparameters."""

import enum
import numbers
import os
import re
import unicodedata
import zlib
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

_LONGEST = 120  # what file systems allow is 255; nobody reads as much
_LONGEST_PART = 40
_MOST_DIGITS = 6
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_PLAIN_KEY = re.compile(r"[a-z0-9_]{1,40}")
# No number looks like this, nor a list of numbers; and no two such texts differ by case alone.
_PLAIN_TEXT = re.compile(r"(?!(?:true|false|none|nan|inf)$)[a-z][a-z0-9]*([.-][a-z0-9]+)*")


def run_name(when: datetime | None = None, /, **hparams: object) -> str:
    """A name for the directory of a run, of its start, its model and its hyperparameters.

    `run_name(model="lenet", learning_rate=0.001, batch_size=64)` is
    `20261120T131500Z-lenet_learning_rate=1e-3_batch_size=64`: the time in UTC, so that names sort
    by it; `model`, if there is one, without its key; the others in the order in which they are
    given. It consists of at most 120 ASCII letters, digits and `. _ - =`, which every file system
    and object store takes.

    Where the text alone does not tell the values (a text with capitals, slashes or underscores, a
    function, a number of more than six digits, a name cut because it was too long), a hash of all
    of them ends the name, so that different hyperparameters share none, not even where case does
    not count. The same ones within one second do: give runs that are repeated a seed or a number.

    Args:
      when: the time of the start, now by default; without a time zone it is local time.
      **hparams: numbers, also NumPy's, texts, paths, bools, None, enum members, functions and
        classes (by name), and lists, tuples and dictionaries of those. `HParams.values()` of
        tf.contrib.training gives such a dictionary.

    Raises:
      TypeError: `when` is no datetime, or a value is of another kind.
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
    """`value` of Python's own types, whose repr says all there is to it."""
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
        # A float32 of NumPy's writes itself with the few digits that it has.
        return float(str(value)) if hasattr(value, "dtype") else float(value)
    if type(value).__name__ in ("bool_", "bool") and hasattr(value, "dtype"):
        return bool(value)
    if isinstance(value, list | tuple):
        return [_canonical(key, one) for one in value]
    if isinstance(value, Mapping):
        return {str(one): _canonical(key, below) for one, below in value.items()}
    if hasattr(value, "__name__"):  # a ufunc of NumPy's has no other
        return getattr(value, "__module__", ""), getattr(value, "__qualname__", value.__name__)
    raise TypeError(
        f"run_name() got {key}={value!r}, which is of type {type(value).__name__}; give a number, "
        "a text, a bool, None, a function, or a list or dictionary of such"
    )


def _text(value: Any) -> tuple[str, bool]:
    """How a value is written, and whether no other value is written so."""
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
    """At most six digits, and whether they give `value` again: 1e-3, 0.01, 1e5, 0.333333."""
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
