"""Checks of tags and values."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tfv1.events.reading.kinds import SCALAR
from tfv1.logs.doctor.facts import LogFacts, RunFacts
from tfv1.logs.doctor.finding import log_check
from tfv1.report.text import counted

_WHY_NOT_FINITE = (
    "Look for a division by 0, a logarithm of 0 or a learning rate that is too large; "
    "tf.check_numerics finds where it begins."
)


@log_check(
    "Numbered tags begin one after another: summary ops are made again and again, in a loop "
    "or in a cell that was run again.",
    "Make summary ops once, before the loop; in a notebook call tf.reset_default_graph().",
)
def graph_rebuilt(log: LogFacts) -> Iterator[str]:
    """Tags such as loss, loss_1, loss_2, each of which begins later than the one before."""
    for run in log.runs:
        for tags in _families(run):
            if len(tags) > 2 and _begin_one_after_another(run, tags):
                yield run.where(*tags)


def _families(run: RunFacts) -> Iterator[list[str]]:
    """Families of tags such as loss, loss_1, loss_2: each tag with as many numbers as follow it."""
    for tag in run.scalars:
        family = [tag]
        while f"{tag}_{len(family)}" in run.scalars:
            family.append(f"{tag}_{len(family)}")
        yield family


def _begin_one_after_another(run: RunFacts, tags: list[str]) -> bool:
    series = [run.scalars[tag] for tag in tags]
    steps = np.array([one.steps[0] for one in series])
    if steps.any():
        return bool((np.diff(steps) > 0).all())
    # All steps are 0: look for one point each, at increasing times.
    times = np.array([one.wall_times[0] for one in series])
    return all(len(one) == 1 for one in series) and bool((np.diff(times) > 0).all())


@log_check(
    "Some scalars are NaN or infinite at every step, so that TensorBoard draws no curve.",
    _WHY_NOT_FINITE,
)
def nothing_finite(log: LogFacts) -> Iterator[str]:
    """Scalars that are NaN or infinite at every step: there is no curve to draw."""
    for run in log.runs:
        for tag, series in run.scalars.items():
            if not np.isfinite(series.values).any():
                yield f"{run.where(tag)}: {counted(len(series), 'point')}"


@log_check(
    "Some scalars become NaN or infinite and stay so: their curves end there.",
    _WHY_NOT_FINITE,
)
def not_finite_from_some_step_on(log: LogFacts) -> Iterator[str]:
    """Scalars that are finite at first, but no longer at the end."""
    for run in log.runs:
        for tag, series in run.scalars.items():
            finite = np.flatnonzero(np.isfinite(series.values))
            if len(finite) and finite[-1] < len(series) - 1:
                begin = int(finite[-1]) + 1
                first, rest = series.values[begin], counted(len(series) - begin, "point")
                yield f"{run.where(tag)}: {first} from step {series.steps[begin]} on, {rest}"


@log_check(
    "One tag has values of two kinds: TensorBoard shows only the kind that came first.",
    "Give each kind a tag of its own, such as loss and loss_histogram.",
)
def two_kinds_of_value(log: LogFacts) -> Iterator[str]:
    """A tag written both as, say, a scalar and a histogram."""
    for run in log.runs:
        kinds: dict[str, list[str]] = {tag: [SCALAR] for tag in run.scalars}
        for kind, tags in run.steps.items():
            for tag in tags:
                kinds.setdefault(tag, []).append(kind)
        for tag, found in kinds.items():
            if len(found) > 1:
                yield f"{run.where(tag)}: {' and '.join(found)}"


@log_check(
    "Some tensors do not say what they are, so no dashboard of TensorBoard shows them.",
    "The first summary of a tag in a run must carry its metadata with a plugin name: write "
    "with tf.summary, and do not remove the file with which the run began.",
)
def tensors_without_metadata(log: LogFacts) -> Iterator[str]:
    """Tensor summaries, as TensorFlow 2 writes them, that do not name the plugin to show them."""
    for run in log.runs:
        if run.tensors_without_plugin:
            yield run.where(*sorted(run.tensors_without_plugin))
