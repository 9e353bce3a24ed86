"""Replacements for functions that have renamed or dropped some of their arguments."""

import functools
from collections.abc import Callable
from typing import Any

# Old name of an argument -> its name today; "" if it has no successor and did little.
Names = dict[str, str]


def taking(names: Names) -> Callable[[Any], Any]:
    """Makes a function that also takes arguments by the names that they had."""

    def replacement(original: Any) -> Any:
        if original is None or hasattr(original, "takes_old_names"):
            return original

        @functools.wraps(original)
        def function(*args: Any, **kwargs: Any) -> Any:
            for old in names.keys() & kwargs.keys():
                value, new = kwargs.pop(old), names[old]
                if new:
                    kwargs[new] = value
            return original(*args, **kwargs)

        function.takes_old_names = True  # type: ignore[attr-defined]
        return function

    return replacement
