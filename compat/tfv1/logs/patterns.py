"""The glob patterns by which users select tags."""

from collections.abc import Mapping, Sequence
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
