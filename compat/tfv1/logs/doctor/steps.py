"""Checks of steps and wall times."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tfv1.events.reading.kinds import AUDIO, HISTOGRAM, IMAGE, SCALAR, TEXT
from tfv1.events.reading.superseded import hidden_count, shown
from tfv1.logs.doctor.facts import LogFacts, RunFacts
from tfv1.logs.doctor.finding import log_check, log_findings
from tfv1.report.finding import Finding, findings
from tfv1.report.text import clock

_AHEAD_SECONDS = 600
# How many values of a tag TensorBoard keeps unless --samples_per_plugin says otherwise.
SAMPLES = {SCALAR: 1000, HISTOGRAM: 100, IMAGE: 10, AUDIO: 10, TEXT: 100}


@log_check(
    "Every point is at step 0, so each curve is a single dot: no step was given.",
    "Pass the step: writer.add_summary(summary, global_step).",
)
def every_step_is_zero(log: LogFacts) -> Iterator[str]:
    """Tags with several points, all at step 0."""
    for run in log.runs:
        tags = [tag for tag, steps in run.tag_steps() if len(steps) > 1 and not steps.any()]
        if tags:
            yield run.where(*tags)


@log_check(
    "Some tags have several values at the same step; TensorBoard shows only the last of them (with "
    "--load_fast=false all of them, above each other).",
    "Give each value a step of its own, such as one that is counted over all epochs, or a tag or a "
    "directory of its own.",
)
def one_step_twice(log: LogFacts) -> Iterator[str]:
    """Tags with consecutive points at the same step."""
    for run in log.runs:
        for tag, steps in _attempts(run):
            repeated = int(np.count_nonzero(np.diff(steps) == 0))
            # In a resumed run each file may begin with the last step of the one before; all points
            # at step 0 are a trouble of their own.
            if repeated >= len(run.files) and steps.any():
                yield f"{run.where(tag)}: {_hidden(repeated, len(steps))}"


@log_findings
def steps_go_back(log: LogFacts) -> Iterator[Finding]:
    """Steps that go back where no START session log says that the run was restarted."""
    mixed, resumed, started = list[str](), list[str](), list[str]()
    for run in log.runs:
        for tag, steps in _attempts(run):
            back = np.flatnonzero(np.diff(steps) < 0) + 1
            if not len(back):
                continue
            more = f", {len(back)} times" if len(back) > 1 else ""
            line = (
                f"{run.where(tag)}: from step {steps[back[0] - 1]} back to {steps[back[0]]}{more}; "
                f"{_hidden(hidden_count(steps), len(steps))}"
            )
            if run.starts_late and steps[back].min() >= run.starts[0]:
                started.append(line)
            elif len(back) < len(run.files) and steps[back].min() > steps[0]:
                resumed.append(line)
            else:
                mixed.append(line)
    yield from findings(
        mixed,
        "Steps go back, and no START session log says that the run was restarted: TensorBoard "
        "hides each point that is followed by one with the same step or an earlier step (with "
        "--load_fast=false it draws all of them, as a zigzag).",
        "Give each attempt a directory of its own; or, when a run goes on from a checkpoint, write "
        "tf.SessionLog(status=tf.SessionLog.START) first, as MonitoredTrainingSession does.",
    )
    yield from findings(
        resumed,
        "A run was resumed from an earlier step, and no START session log says so: TensorBoard "
        "shows the new attempt from there on; with --load_fast=false it draws both, as a zigzag.",
        "Nothing, for the default TensorBoard. For the other write "
        "tf.SessionLog(status=tf.SessionLog.START) first, as MonitoredTrainingSession does.",
        note=True,
    )
    yield from findings(
        started,
        "A START session log says that the run was resumed, and is the first of its run: "
        "TensorBoard shows the new attempt from there on; with --load_fast=false it takes the "
        "START for the beginning of the run, and draws both attempts, as a zigzag.",
        "Nothing, for the default TensorBoard. For the other begin the run with a START session "
        "log, too (tensorboardX: SummaryWriter(logdir, purge_step=0)).",
        note=True,
    )


@log_check(
    "A START session log supersedes some points that TensorBoard still shows, since no later "
    "point of their tags has their step or an earlier one (with --load_fast=false it does not).",
    "'tfv1 edit --merge' makes a copy of the log without them.",
    note=True,
)
def superseded_but_shown(log: LogFacts) -> Iterator[str]:
    """Points of an abandoned attempt that TensorBoard's data server does not drop."""
    for run in log.runs:
        for tag, everything in run.superseded.items():
            kept = run.scalars[tag].steps if tag in run.scalars else np.array([], int)
            stale = int(shown(everything.steps).sum() - shown(kept).sum())
            if stale:
                yield f"{run.where(tag)}: {stale:,} of {len(everything):,} points"


@log_findings
def in_the_future(log: LogFacts) -> Iterator[Finding]:
    """Events whose wall time is in the future."""
    yield from findings(
        (
            f"{file.path}: {clock(file.last_wall_time)}"
            for file in log.files()
            if file.last_wall_time and file.last_wall_time > log.now + _AHEAD_SECONDS
        ),
        f"Some events are from the future; it is now {clock(log.now)}.",
        "Set the clock of the machine that wrote them, or pass wall times in seconds; otherwise "
        "files written later sort before these.",
    )


@log_check(
    "Some tags have more points than TensorBoard shows: it keeps a random sample.",
    "Start it with, for example, --samples_per_plugin scalars=0,images=100 (0 keeps all); "
    "'tfv1 show' and 'tfv1 export' leave nothing out.",
    note=True,
)
def more_than_is_shown(log: LogFacts) -> Iterator[str]:
    """More points than TensorBoard keeps."""
    for run in log.runs:
        counts = {(SCALAR, tag): len(series) for tag, series in run.scalars.items()}
        for kind, tags in run.steps.items():
            counts.update({(kind, tag): len(steps) for tag, steps in tags.items()})
        for (kind, tag), count in counts.items():
            if count > SAMPLES.get(kind, count):
                yield f"{run.where(tag)}: {count:,} {kind}, {SAMPLES[kind]:,} shown"


def _attempts(run: RunFacts) -> Iterator[tuple[str, np.ndarray]]:
    """The tags and steps without superseded points: of scalars, or where there is no START log."""
    for tag, steps in run.tag_steps():
        if tag in run.scalars or not run.starts:
            yield tag, steps


def _hidden(count: int, points: int) -> str:
    return f"{count:,} of {points:,} points hidden"
