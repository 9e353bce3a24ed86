"""Checks of steps and wall times."""

from __future__ import annotations

from collections.abc import Iterator

from tfv1.events.read.kinds import AUDIO, HISTOGRAM, IMAGE, TEXT
from tfv1.logs.doctor.facts import LogFacts, RunFacts
from tfv1.logs.doctor.finding import Finding, log_check, one_finding
from tfv1.report.text import clock

_AHEAD_SECONDS = 600
_SAMPLES_OF_SCALARS = 1000
# How many values of a tag TensorBoard keeps unless --samples_per_plugin says otherwise.
_SAMPLES = {HISTOGRAM: 500, IMAGE: 10, AUDIO: 10, TEXT: 10}


@log_check
def every_step_is_zero(log: LogFacts) -> Iterator[Finding]:
    """Tags with several points, all at step 0."""
    evidence = []
    for run in log.runs:
        tags = [tag for tag, series in run.scalars.items() if len(series) > 1]
        tags = [tag for tag in tags if not run.scalars[tag].steps.any()]
        tags += [
            tag
            for infos in run.tags.values()
            for tag, info in infos.items()
            if info.count > 1 and info.first_step == info.last_step == 0
        ]
        if tags:
            evidence.append(run.where(*tags))
    yield from one_finding(
        evidence,
        "Every point is at step 0, so that a curve is one dot: the step was not given.",
        "Pass the step: writer.add_summary(summary, global_step).",
    )


@log_check
def steps_go_back(log: LogFacts) -> Iterator[Finding]:
    """Steps that go back where no START session log says that the run was restarted."""
    evidence = []
    for run in log.runs:
        for tag, series in run.scalars.items():
            back = series.steps_back()
            if len(back):
                row = int(back[0])
                more = f", {len(back)} times" if len(back) > 1 else ""
                steps = f"from step {series.steps[row - 1]} back to {series.steps[row]}{more}"
                evidence.append(f"{run.where(tag)}: {steps}")
    yield from one_finding(
        evidence,
        "Steps go back, and no START session log says that the run was restarted: TensorBoard "
        "draws both attempts, as a zigzag.",
        "Give each attempt a directory of its own; or, when a run goes on from a checkpoint, write "
        "tf.SessionLog(status=tf.SessionLog.START) first, as MonitoredTrainingSession does.",
    )


@log_check
def in_the_future(log: LogFacts) -> Iterator[Finding]:
    """Events that were written later than now."""
    evidence = [
        f"{file.path}: {clock(file.last_wall_time)}"
        for run in log.runs
        for file in run.files
        if file.last_wall_time and file.last_wall_time > log.now + _AHEAD_SECONDS
    ]
    yield from one_finding(
        evidence,
        f"There are events from the future; now is {clock(log.now)}.",
        "Set the clock of the machine that wrote them, or pass wall times in seconds: files "
        "that are written later would sort before these.",
    )


@log_check
def more_than_is_shown(log: LogFacts) -> Iterator[Finding]:
    """More points than TensorBoard keeps."""
    yield from one_finding(
        (line for run in log.runs for line in _sampled(run)),
        "Some tags have more points than TensorBoard shows: it keeps a random sample.",
        "Start it with, for example, --samples_per_plugin scalars=0,images=100 (0 keeps all); "
        "'tfv1 show' and 'tfv1 export' leave nothing out.",
        note=True,
    )


def _sampled(run: RunFacts) -> Iterator[str]:
    for tag, series in run.scalars.items():
        if len(series) > _SAMPLES_OF_SCALARS:
            yield f"{run.where(tag)}: {len(series):,} scalars, {_SAMPLES_OF_SCALARS:,} shown"
    for kind, most in _SAMPLES.items():
        for tag, info in run.tags.get(kind, {}).items():
            if info.count > most:
                yield f"{run.where(tag)}: {info.count:,} {kind}, {most} shown"
