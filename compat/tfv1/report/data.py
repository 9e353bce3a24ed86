"""Plain data for programs, as strict JSON."""

from __future__ import annotations

import json
import math


def json_number(value: float) -> float | str:
    """`value`, or a string if it is NaN or infinite: strict JSON has no such numbers.

    The strings are "NaN", "Infinity" and "-Infinity", as protocol buffers write them in JSON.
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def json_text(data: object, indent: int | None = 2) -> str:
    """Data as JSON in ASCII, which cannot contain commands to a terminal."""
    return json.dumps(data, indent=indent, allow_nan=False)
