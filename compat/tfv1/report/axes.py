"""The ranges of axes, and their ticks with labels."""

from __future__ import annotations

import math

Ticks = list[tuple[float, str]]
"""Places on an axis, each with its label."""

LARGEST = 1e300  # values are drawn up to here: a margin around it is a double, too
_SMALLEST_SPAN = 1e-290
_ROUNDING = 4 * 2.0**-23  # of float32: values this close, relative to the largest, are equal
_FLAT_LOG = 1e-6  # the same of logarithms
_MARGIN = 0.05  # below and above the values, as a share of the axis
_MOST = 5
_SIZES = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


def value_range(low: float, high: float, log: bool = False) -> tuple[float, float]:
    """The ends of an axis for values, or with `log` their logarithms, from `low` to `high`.

    Values that differ by rounding alone are in the middle.
    """
    largest = max(abs(low), abs(high))
    if log:
        margin = 0.1 if high - low < _FLAT_LOG else _MARGIN * (high - low)
    elif high - low > max(_ROUNDING * largest, _SMALLEST_SPAN):
        margin = _MARGIN * (high - low)
    else:
        margin = _MARGIN * largest if largest > _SMALLEST_SPAN else 1.0
    return low - margin, high + margin


def value_ticks(low: float, high: float, log: bool = False) -> Ticks:
    """The ticks of an axis between its ends; with `log`, ends and places are logarithms."""
    if not log:
        return _labelled(*_round_numbers(low, high))
    decades = range(math.ceil(low), math.floor(high) + 1)
    if len(decades) > 1:
        stride = math.ceil(len(decades) / _MOST)
        return [(float(power), f"{10.0**power:g}") for power in decades[::stride]]
    within = _labelled(*_round_numbers(10.0**low, 10.0**high))
    return [(math.log10(value), label) for value, label in within if value > 0]


def step_ticks(first: float, last: float) -> Ticks:
    """The ticks of an axis of steps, which are whole numbers."""
    if first == last:
        return [(first, _step_text(first, abs(first)))]
    places, _ = _round_numbers(first, last, smallest=1.0)
    largest = max(abs(first), abs(last))
    return [(place, _step_text(place, largest)) for place in places]


def _round_numbers(low: float, high: float, smallest: float = 0.0) -> tuple[list[float], float]:
    """A few multiples between two numbers of 1, 2 or 5 times a power of ten, and that step."""
    least = (high - low) / _MOST
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= least * (1 - 1e-9))
    step = max(step, smallest)
    numbers = range(math.ceil(low / step), math.floor(high / step) + 1)
    return [number * step for number in numbers], step


def _labelled(places: list[float], step: float) -> Ticks:
    largest = max(map(abs, places), default=0.0)
    if largest < 1e-4 or largest >= 1e6:
        digits = 1 + max(0, math.ceil(math.log10(largest / step))) if largest else 1
        return [(place, f"{place:.{digits}g}") for place in places]
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return [(place, f"{place:.{decimals}f}") for place in places]


def _step_text(step: float, largest: float) -> str:
    """A step as TensorBoard writes it, such as "20k", where the largest has five digits."""
    if largest < 1e4 or largest >= 1e15:
        return f"{step:.6g}"
    size, suffix = next(one for one in _SIZES if largest >= one[0] * 10 or one[1] == "k")
    return f"{step / size:.15g}{suffix}" if step else "0"
