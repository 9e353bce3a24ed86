"""How curves are drawn: smoothed, over which axis, on which scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tfv1.events.reading.series import ScalarSeries
from tfv1.report.axes import Ticks, step_ticks
from tfv1.report.text import clock, duration

Axis = Literal["step", "relative", "wall"]


@dataclass(frozen=True)
class Drawing:
    """`smooth` is TensorBoard's slider, from 0 to less than 1; `log` is a scale of logarithms.

    `axis` is "step", "relative" (seconds since the first point of the run) or "wall" (the time).
    """

    smooth: float = 0.0
    log: bool = False
    axis: Axis = "step"

    def x(self, series: ScalarSeries) -> np.ndarray:
        """Where the points of a series are on the axis."""
        if self.axis == "step":
            return series.steps
        times = series.wall_times
        return times - times.min() if self.axis == "relative" and len(times) else times

    def y(self, series: ScalarSeries) -> np.ndarray:
        """The values to draw."""
        return smoothed(series.values, self.smooth) if self.smooth else series.values

    def x_text(self, x: float) -> str:
        """A place on the axis as text."""
        if self.axis == "step":
            return f"{x:.0f}"
        return duration(x) if self.axis == "relative" else clock(x)

    def x_ticks(self, first: float, last: float) -> Ticks:
        """The ticks of the axis in a picture; of times, which are long, the ends only."""
        if self.axis == "step":
            return step_ticks(first, last)
        return [(x, self.x_text(x)) for x in dict.fromkeys((first, last))]


STEPS = Drawing()
"""The values as they are, over steps."""


def smoothed(values: np.ndarray, weight: float) -> np.ndarray:
    """The exponential moving average that TensorBoard draws, corrected for its start at zero.

    Point i is the mean of the finite values up to it, each weighing `weight` times the next one.
    What is not finite stays as it is. A constant series stays exactly constant.
    """
    finite = np.isfinite(values)
    known = values[finite]
    if not len(known) or (known == known[0]).all():
        return values
    result = values.copy()
    average, total = 0.0, 0.0
    averages = np.empty(len(known))
    for place, value in enumerate(known.tolist()):
        average = average * weight + (1 - weight) * value
        total = total * weight + (1 - weight)
        averages[place] = average / total
    result[finite] = averages
    return result
