"""Parsing `name=value` lists such as `rate=0.1,units=[64,32],act[1]=relu` against known types."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

# One clause and the comma after it. A clause's value is a scalar or a bracketed list.
_CLAUSE = re.compile(
    r"""
    (?P<name>[a-zA-Z][\w.]*)
    (\[\s*(?P<index>\d+)\s*\])?
    \s*=\s*
    ((?P<scalar>[^,\[]*) | \[(?P<list>[^\]]*)\])
    ($|,\s*)
    """,
    re.VERBOSE,
)
_BOOLS = {"true": True, "True": True, "false": False, "False": False}


def parse_values(
    values: str, type_map: Mapping[str, type], ignore_unknown: bool = False
) -> dict[str, Any]:
    """Parses comma-separated `name=value` clauses.

    Args:
      values: the clauses. A value is a scalar, or a list in brackets whose items are separated by
        commas or spaces; `name[2]=value` sets one item. Bools are `true`, `false`, `True`, `False`
        or an integer. A str cannot contain a comma or begin with a bracket.
      type_map: the type of each name; for a list, the type of its items.
      ignore_unknown: skip names that are not in `type_map`.

    Returns a dict from name to the scalar, to the list, or to a dict from index to item.

    Raises ValueError: a clause is malformed, unknown, of the wrong type, assigns a list to an item,
    or assigns a name twice.
    """
    parsed: dict[str, Any] = {}
    position = 0
    while position < len(values):
        clause = _CLAUSE.match(values, position)
        if clause is None:
            raise ValueError(f"Malformed hyperparameter value: {values[position:]}")
        position = clause.end()
        name = clause["name"]
        if name not in type_map:
            if ignore_unknown:
                continue
            raise ValueError(f"Unknown hyperparameter type for {name}")
        _assign(parsed, clause, type_map[name], values)
    return parsed


def _assign(parsed: dict[str, Any], clause: re.Match[str], kind: type, values: str) -> None:
    name, index = clause["name"], clause["index"]
    convert: Callable[[str], Any] = _parse_bool if kind is bool else kind

    if clause["list"] is not None:
        if index is not None:
            raise ValueError("Assignment of a list to a list index.")
        if name in parsed:
            _assigned_twice(name, values)
        items = [item for item in re.split("[ ,]", clause["list"]) if item]
        try:
            parsed[name] = [convert(item) for item in items]
        except ValueError:
            _cannot_parse(name, kind, clause["list"], values)
        return

    try:
        value = convert(clause["scalar"])
    except ValueError:
        _cannot_parse(name, kind, clause["scalar"], values)
    if index is None:
        if name in parsed:
            _assigned_twice(name, values)
        parsed[name] = value
        return
    items_by_index = parsed.setdefault(name, {})
    if not isinstance(items_by_index, dict):
        _assigned_twice(name, values)
    if int(index) in items_by_index:
        _assigned_twice(f"{name}[{int(index)}]", values)
    items_by_index[int(index)] = value


def _parse_bool(text: str) -> bool:
    return _BOOLS[text] if text in _BOOLS else bool(int(text))


def _cannot_parse(name: str, kind: type, text: str, values: str) -> NoReturn:
    raise ValueError(
        f"Could not parse hparam '{name}' of type '{kind.__name__}' with value '{text}' in {values}"
    ) from None


def _assigned_twice(name: str, values: str) -> NoReturn:
    raise ValueError(f"Multiple assignments to variable '{name}' in {values}")
