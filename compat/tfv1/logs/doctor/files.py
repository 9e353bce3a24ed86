"""Checks of what is in the files, and of several files in one run."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tfv1.events.read.scan import TRUNCATED, Gap
from tfv1.logs.doctor.facts import FileFacts, LogFacts
from tfv1.logs.doctor.finding import Finding, log_check, one_finding
from tfv1.report.text import clock

_JUST_WRITTEN_SECONDS = 120


@log_check
def only_the_version(log: LogFacts) -> Iterator[Finding]:
    """A run's newest file has its version event and nothing else."""
    yield from one_finding(
        (
            run.files[-1].path
            for run in log.runs
            if run.files and run.files[-1].events and not run.files[-1].has_content
            if not run.files[-1].gaps
        ),
        "The newest event file has only its first event: nothing was added, or it was not flushed.",
        "See that add_summary is called on this writer, and call writer.flush() or close(): "
        "TensorFlow keeps events in memory for up to two minutes.",
    )


@log_check
def no_event_file(log: LogFacts) -> Iterator[Finding]:
    """A file that is called like an event file and is none."""
    yield from one_finding(
        (file.path for file in _files(log) if file.gaps and not file.events),
        "Some files are called like event files and have not one event in them.",
        "TensorBoard stops at the first byte it cannot read: move these files away.",
    )


@log_check
def truncated_tail(log: LogFacts) -> Iterator[Finding]:
    """The last record of a file is incomplete, and its writer is gone."""
    cut = [file for file in _files(log) if file.events and _tail(file)]
    old = [file for file in cut if log.now - file.modified > _JUST_WRITTEN_SECONDS]
    yield from one_finding(
        (str(file.gaps[-1]) for file in old),
        "The last record of a file is incomplete: its writer was killed, or the disk was full.",
        "What is before it can be read. A run that goes on must start a new file.",
    )
    yield from one_finding(
        (str(file.gaps[-1]) for file in cut if file not in old),
        "The last record of a file is incomplete; the file was written to just now.",
        "If the run still goes on this is normal; writer.flush() completes the record.",
        note=True,
    )


@log_check
def damaged_records(log: LogFacts) -> Iterator[Finding]:
    """Damage before the end of a file: TensorBoard reads nothing behind it."""
    gaps = [gap for file in _files(log) if file.events for gap in _damage(file)]
    yield from one_finding(
        map(str, gaps),
        "A file is damaged: TensorBoard shows nothing of what comes after the damage.",
        "'tfv1 repair FILE -o OUT' writes all whole records into a new file.",
    )


@log_check
def two_writers(log: LogFacts) -> Iterator[Finding]:
    """Two files of one run that were written during the same time."""
    evidence = []
    for files in _dated_files(log):
        latest: FileFacts | None = None  # of those that began before, the one that ends last
        for file in sorted(files, key=_span):
            start, stop = _span(file)
            if latest and start < min(_span(latest)[1], stop):
                first, second = sorted((latest, file), key=lambda one: one.name)
                evidence.append(f"{first.path} and {second.name}, both at {clock(start)}")
            if latest is None or stop > _span(latest)[1]:
                latest = file
    yield from one_finding(
        evidence,
        "Two writers wrote into one directory at the same time: TensorBoard reads the file whose "
        "name sorts last, and nothing that comes into the other from then on.",
        "Use one writer (tf.summary.FileWriterCache.get(logdir) shares it), or a directory for "
        "each, such as logs/train and logs/eval.",
    )


@log_check
def names_out_of_order(log: LogFacts) -> Iterator[Finding]:
    """Files whose names sort otherwise than their events: TensorBoard reads them by name."""
    evidence = []
    for files in _dated_files(log):
        for one, other in itertools.pairwise(files):
            if _span(other)[1] < _span(one)[0]:
                evidence.append(
                    f"{one.path} begins at {clock(_span(one)[0])}, {other.name} sorts after it and "
                    f"ends at {clock(_span(other)[1])}"
                )
    yield from one_finding(
        evidence,
        "The names of a run's files sort otherwise than what is in them, as after a change of the "
        "clock or of the host: TensorBoard reads them in the wrong order.",
        "Rename the files so that their names sort by time ('tfv1 edit --merge' makes one file).",
    )


def _files(log: LogFacts) -> Iterator[FileFacts]:
    for run in log.runs:
        yield from run.files


def _dated_files(log: LogFacts) -> Iterator[list[FileFacts]]:
    """The files of each run that have events with a time."""
    for run in log.runs:
        yield [file for file in run.files if file.has_content and file.first_wall_time]


def _tail(file: FileFacts) -> bool:
    """Whether the file ends in an incomplete record."""
    return bool(file.gaps) and file.gaps[-1].cause == TRUNCATED


def _damage(file: FileFacts) -> list[Gap]:
    return file.gaps[:-1] if _tail(file) else file.gaps


def _span(file: FileFacts) -> tuple[float, float]:
    return file.first_wall_time or 0.0, file.last_wall_time or 0.0
