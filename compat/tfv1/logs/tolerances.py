"""Files of tolerances: the allowed errors of tags, a pattern in each line."""

from __future__ import annotations

import re
from typing import NamedTuple

from tfv1.logs import LogError
from tfv1.report.text import shortened

Pairs = tuple[tuple[str, float], ...]
_NUMBERS = re.compile(r"(?P<pattern>\S.*?)(?P<numbers>(?:\s+(?:rtol|atol)=\S+)+)")
_EXAMPLE = "'grad/* rtol=1e-3 atol=1e-6'"


class Tolerances(NamedTuple):
    """Pairs of a glob pattern and a number; the last pair whose pattern matches a tag applies."""

    rtol: Pairs = ()
    atol: Pairs = ()


NO_TOLERANCES = Tolerances()


def read_tolerances(path: str) -> Tolerances:
    """The tolerances in a file of lines such as "grad/* rtol=1e-3 atol=1e-6".

    A line has a pattern of tags, then rtol=NUMBER, atol=NUMBER or both. Empty lines, and those that
    begin with #, say nothing. Raises LogError if the file cannot be read, or a line is different.
    """
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
    except OSError as error:
        raise LogError(f"Cannot read {path}: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise LogError(f"Cannot read {path}: it is not text in UTF-8.") from error
    found: dict[str, list[tuple[str, float]]] = {"rtol": [], "atol": []}
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or line.startswith("#"):
            continue
        match = _NUMBERS.fullmatch(line)
        parts = [part.split("=", 1) for part in match["numbers"].split()] if match else []
        numbers = {name: _number(text) for name, text in parts}
        if match is None or len(numbers) < len(parts) or None in numbers.values():
            raise LogError(
                f"{path}, line {number}: expected a pattern of tags with rtol, atol or both, each "
                f"once and not negative, such as {_EXAMPLE}, and found {shortened(line)!r}."
            )
        for name, value in numbers.items():
            assert value is not None
            found[name].append((match["pattern"], value))
    return Tolerances(tuple(found["rtol"]), tuple(found["atol"]))


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None
