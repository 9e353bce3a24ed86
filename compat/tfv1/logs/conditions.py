"""Conditions that users write, such as "loss<0.1 and accuracy>=0.9": parsed, never executed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tfv1.events.reading.patterns import matches
from tfv1.logs import LogError

Value = float | str | bool | tuple[str, ...] | None
_COMPARISON = re.compile(r"\s*(.+?)\s*(<=|>=|==|!=|<|>|=)\s*([^<>=!]+?)\s*")
_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


@dataclass(frozen=True)
class Comparison:
    """A name, an operator, and a number or a text."""

    name: str
    operator: str
    wanted: float | str

    def holds(self, value: Value) -> bool:
        """Whether it holds for `value`: never for None, and for NaN only if it is `!=`.

        A tuple of texts equals what one of them equals.
        """
        if value is None:
            return False
        if self.operator in _ORDER:
            number = _number(value)
            return number is not None and _ORDER[self.operator](number, float(self.wanted))
        return self._equals(value) == (self.operator != "!=")

    def _equals(self, value: float | str | bool | tuple[str, ...]) -> bool:
        if isinstance(value, tuple):
            return any(map(self._equals, value))
        if isinstance(self.wanted, float):
            return _number(value) == self.wanted
        return matches(str(value).lower(), self.wanted.lower())


@dataclass(frozen=True)
class Condition:
    """Comparisons joined by "and" and "or"; "and" binds more tightly."""

    alternatives: tuple[tuple[Comparison, ...], ...]

    @property
    def names(self) -> list[str]:
        """The names it asks for."""
        return [one.name for part in self.alternatives for one in part]

    def holds(self, value_of: Callable[[str], Value]) -> bool:
        """Whether it holds, given the value of each name."""
        return any(all(one.holds(value_of(one.name)) for one in part) for part in self.alternatives)


def parse_condition(text: str) -> Condition:
    """The condition in `text`. LogError if it is not a condition."""
    return Condition(
        tuple(
            tuple(_comparison(one, text) for one in re.split(r"\s+and\s+", part))
            for part in re.split(r"\s+or\s+", text)
        )
    )


def _comparison(text: str, whole: str) -> Comparison:
    match = _COMPARISON.fullmatch(text)
    if not match:
        raise LogError(
            f"Cannot read the condition {whole!r}: write NAME<NUMBER (or <=, >, >=, =, !=), "
            "several joined by 'and' and 'or'."
        )
    name, operator, wanted = match.groups()
    number = _number(wanted)
    if number is None and operator in _ORDER:
        raise LogError(f"Cannot read the condition {whole!r}: {wanted!r} is not a number.")
    return Comparison(name, operator, wanted if number is None else number)


def _number(value: float | str | bool | tuple[str, ...]) -> float | None:
    if isinstance(value, tuple):
        return None
    try:
        return float(value)
    except ValueError:
        return None
