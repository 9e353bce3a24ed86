"""Texts that come out of TensorFlow, for converted modules: str, as in Python 2, not bytes.

What is not text, such as an encoded image or a serialized protocol buffer, stays bytes.
"""

import functools
import sys
from collections.abc import Callable
from typing import Any

from tfv1 import session, startup
from tfv1.patches.table import Patch, apply
from tfv1.python2.texts import as_printable

_MARK = "__py2_listed__"  # among the builtins of converted modules


def install() -> None:
    """Gives texts to converted modules, once TensorFlow is loaded."""
    startup.when_loaded(lambda: apply(_PATCHES, session.current().replaced))


def as_text(value: Any) -> Any:
    """`value` with the bytes in it, if they are texts, as str."""
    if isinstance(value, bytes):
        return as_printable(value)
    if isinstance(value, dict):
        return type(value)((key, as_text(one)) for key, one in value.items())
    if isinstance(value, list | tuple):
        parts = [as_text(one) for one in value]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    if getattr(getattr(value, "dtype", None), "kind", "") == "O" and hasattr(value, "flat"):
        texts = value.copy()
        texts.flat = [as_text(one) for one in value.flat]
        return texts
    return value


def _result(depth: int) -> Callable[[Any], Any]:
    """Turns what a function returns into texts, if a converted module calls it from `depth`."""

    def replacement(original: Any) -> Any:
        @functools.wraps(original)
        def call(*args: Any, **keywords: Any) -> Any:
            result = original(*args, **keywords)
            users = _MARK in sys._getframe(depth).f_builtins
            return as_text(result) if users else result

        return call

    return replacement


def _arguments(original: Any) -> Any:
    """py_func, whose function gets texts if it is the user's."""

    @functools.wraps(original)
    def py_func(func: Any, *args: Any, **keywords: Any) -> Any:
        if not str(getattr(func, "__module__", "")).startswith("tensorflow."):

            def called(*given: Any) -> Any:
                return func(*map(as_text, given))

            return original(called, *args, **keywords)
        return original(func, *args, **keywords)

    return py_func


_WHY = "gives bytes, and Python 2 had one type for both"
_PATCHES = (
    Patch("tensorflow.python.client.session:BaseSession.run", _result(1), _WHY),
    Patch("tensorflow.python.training.monitored_session:_MonitoredSession.run", _result(1), _WHY),
    Patch("tensorflow.python.framework.tensor:_eval_using_default_session", _result(2), _WHY),
    Patch("tensorflow.python.ops.script_ops:_internal_py_func", _arguments, _WHY),
)
