"""Checks of tags and values."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tfv1.events.read.kinds import SCALAR
from tfv1.logs.doctor.facts import LogFacts, RunFacts
from tfv1.logs.doctor.finding import Finding, log_check, one_finding


@log_check
def graph_rebuilt(log: LogFacts) -> Iterator[Finding]:
    """loss, loss_1, loss_2 ..., each of which begins later than the one before."""
    evidence = []
    for run in log.runs:
        for tags in _families(run):
            if len(tags) > 2 and _begin_one_after_another(run, tags):
                evidence.append(run.where(*tags))
    yield from one_finding(
        evidence,
        "Tags with numbers that begin one after another: summary ops are made again and again, in "
        "a loop or a cell that was run again.",
        "Make summary ops once, before the loop; in a notebook call tf.reset_default_graph().",
    )


def _families(run: RunFacts) -> Iterator[list[str]]:
    """Tags such as loss, loss_1, loss_2: those that have the first, as far as numbers follow."""
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
    # Without steps: one point each, at different times.
    times = np.array([one.wall_times[0] for one in series])
    return all(len(one) == 1 for one in series) and bool((np.diff(times) > 0).all())


@log_check
def nothing_finite(log: LogFacts) -> Iterator[Finding]:
    """Scalars that are NaN or infinite at every step: there is no curve to draw."""
    evidence = [
        f"{run.where(tag)}: {len(series):,} points"
        for run in log.runs
        for tag, series in run.scalars.items()
        if not np.isfinite(series.values).any()
    ]
    yield from one_finding(
        evidence,
        "Some scalars are NaN or infinite at every step, so that TensorBoard draws no curve.",
        "Look for a division by 0, a logarithm of 0 or a learning rate that is too large; "
        "tf.check_numerics finds where it begins.",
    )


@log_check
def two_kinds_of_value(log: LogFacts) -> Iterator[Finding]:
    """A tag that was written as a scalar and as a histogram, say."""
    evidence = []
    for run in log.runs:
        kinds: dict[str, list[str]] = {tag: [SCALAR] for tag in run.scalars}
        for kind, tags in run.tags.items():
            for tag in tags:
                kinds.setdefault(tag, []).append(kind)
        evidence += [
            f"{run.where(tag)}: {' and '.join(found)}"
            for tag, found in kinds.items()
            if len(found) > 1
        ]
    yield from one_finding(
        evidence,
        "One tag has values of two kinds: TensorBoard shows only the kind that came first.",
        "Give each kind a tag of its own, such as loss and loss_histogram.",
    )


@log_check
def tensors_without_metadata(log: LogFacts) -> Iterator[Finding]:
    """Tensor summaries, as TensorFlow 2 writes them, that do not say what plugin shows them."""
    evidence = [
        run.where(*sorted(run.tensors_without_plugin))
        for run in log.runs
        if run.tensors_without_plugin
    ]
    yield from one_finding(
        evidence,
        "Some tensors do not say what they are, so no dashboard of TensorBoard shows them.",
        "The first summary of a tag in a run must carry its metadata with a plugin name: write "
        "with tf.summary, and do not remove the file with which the run began.",
    )
