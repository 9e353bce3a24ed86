"""Names of runs and tags: glob patterns that select them, and their natural order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import TypeVar

_V = TypeVar("_V")


def matches(name: str, pattern: str) -> bool:
    """Whether `name` equals `pattern`, or matches it as a glob."""
    return name == pattern or fnmatchcase(name, pattern)


def matching(tags: Mapping[str, _V], patterns: Sequence[str]) -> dict[str, _V]:
    """The entries of `tags` whose tag matches one of the `patterns`."""
    return {
        tag: value
        for tag, value in tags.items()
        if any(matches(tag, pattern) for pattern in patterns)
    }


class Matching:
    """The names that match one of some glob patterns, as a container; all names without any."""

    def __init__(self, patterns: str | Iterable[str] = ()) -> None:
        self.patterns = (patterns,) if isinstance(patterns, str) else tuple(patterns)
        self._known: dict[str, bool] = {}

    def __contains__(self, name: object) -> bool:
        if not self.patterns:
            return True
        key = str(name)
        if key not in self._known:
            self._known[key] = any(matches(key, pattern) for pattern in self.patterns)
        return self._known[key]


def natural_key(name: str) -> tuple[list[str | tuple[int, str]], str]:
    """A sort key that puts "run_2" before "run_10"."""
    parts: list[str | tuple[int, str]] = list(re.split(r"(\d+)", name))
    for place in range(1, len(parts), 2):
        # Not int(): a name may have more digits than that takes.
        digits = str(parts[place]).lstrip("0")
        parts[place] = len(digits), digits
    return parts, name
