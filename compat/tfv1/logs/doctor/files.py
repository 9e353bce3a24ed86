"""Checks of the contents of files, and of runs with several files."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tfv1.events.reading.scan import TRUNCATED
from tfv1.logs.doctor.facts import FileFacts, LogFacts
from tfv1.logs.doctor.finding import log_check, log_findings
from tfv1.report.finding import Finding, findings
from tfv1.report.text import clock, counted

_JUST_WRITTEN_SECONDS = 120
# A run of at least this many files, each with few events and started soon after the one before, has
# a writer for each step.
_MANY_FILES, _FEW_EVENTS, _SOON_SECONDS = 5, 3, 10


@log_check(
    "The newest event file has only its first event: nothing was added, or it was not flushed.",
    "Check that add_summary is called on this writer, and call writer.flush() or close(): "
    "TensorFlow keeps events in memory for up to two minutes.",
)
def only_the_version(log: LogFacts) -> Iterator[str]:
    """The newest file of a run has nothing but its version event."""
    newest = (run.files[-1] for run in log.runs if run.files)
    for file in newest:
        if file.events and not file.has_content and not file.gaps:
            yield file.path


@log_check(
    "The log has a graph but no summaries.",
    "Run the summary op in the session, and add what it returns: "
    "s = sess.run(merged, feed_dict); writer.add_summary(s, step).",
    note=True,  # this may be all that was wanted
)
def graph_alone(log: LogFacts) -> Iterator[str]:
    """A log with graphs and nothing else that TensorBoard shows."""
    if not any(run.has_summaries for run in log.runs):
        yield from (file.path for file in log.files() if file.has_graph)


@log_check(
    "Some files are read as event files but contain no events.",
    "TensorBoard stops at the first byte it cannot read: move these files away.",
)
def no_event_file(log: LogFacts) -> Iterator[str]:
    """A file that is named like an event file but is not one."""
    yield from (file.path for file in log.files() if file.gaps and not file.events)


@log_findings
def truncated_tail(log: LogFacts) -> Iterator[Finding]:
    """The last record of a file is incomplete, and its writer is gone."""
    cut = [file for file in log.files() if file.events and _tail(file)]
    old = [file for file in cut if log.now - file.modified > _JUST_WRITTEN_SECONDS]
    yield from findings(
        (str(file.gaps[-1]) for file in old),
        "The last record of a file is incomplete: its writer was killed, or the disk was full.",
        "Everything before it can be read. A run that continues must start a new file.",
    )
    yield from findings(
        (str(file.gaps[-1]) for file in cut if file not in old),
        "The last record of a file is incomplete; the file was written to just now.",
        "This is normal while the run is going on; writer.flush() completes the record.",
        note=True,
    )


@log_check(
    "A file is damaged: TensorBoard shows nothing after a damaged header; after damaged data it "
    "goes on with wrong numbers or shows nothing (with --load_fast=false always nothing).",
    "'tfv1 repair FILE -o OUT' copies all intact records to a new file.",
)
def damaged_records(log: LogFacts) -> Iterator[str]:
    """Damage before the end of a file."""
    for file in log.files():
        if file.events:
            yield from map(str, file.gaps[:-1] if _tail(file) else file.gaps)


@log_check(
    "Two writers wrote into one directory at the same time: in TensorBoard their points of one tag "
    "hide each other, and with --load_fast=false it follows only the file whose name sorts last.",
    "Use one writer (tf.summary.FileWriterCache.get(logdir) shares it), or a directory for "
    "each, such as logs/train and logs/eval.",
)
def two_writers(log: LogFacts) -> Iterator[str]:
    """Two files of one run that were written at the same time."""
    for files in _dated_files(log):
        latest: FileFacts | None = None  # of the files that began earlier, the last to end
        for file in sorted(files, key=_span):
            start, stop = _span(file)
            if latest and start < min(_span(latest)[1], stop):
                first, second = sorted((latest, file), key=lambda one: one.name)
                yield f"{first.path} and {second.name}, both at {clock(start)}"
            if latest is None or stop > _span(latest)[1]:
                latest = file


@log_check(
    "A run consists of many files with hardly any events in each: every step made a writer.",
    "Make the FileWriter once, before the loop, and add every summary to it.",
)
def a_file_for_each_step(log: LogFacts) -> Iterator[str]:
    """Many small files in quick succession."""
    for run, files in zip(log.runs, _dated_files(log), strict=True):
        events = sum(sum(file.events.values()) - file.events["file_version"] for file in files)
        starts = [_span(file)[0] for file in files]
        if (
            len(files) >= _MANY_FILES
            and events <= _FEW_EVENTS * len(files)
            and max(starts) - min(starts) <= _SOON_SECONDS * len(files)
        ):
            yield f"{run.path}: {counted(len(files), 'file')}, {counted(events, 'event')}"


@log_check(
    "The names of a run's files do not sort in the order of their events, as after a change of the "
    "clock or of the host: TensorBoard reads them in the wrong order.",
    "Rename the files so that their names sort by time ('tfv1 edit --merge' makes one file).",
)
def names_out_of_order(log: LogFacts) -> Iterator[str]:
    """Files whose names do not sort like their events: TensorBoard reads them in order of name."""
    for files in _dated_files(log):
        for one, other in itertools.pairwise(files):
            if _span(other)[1] < _span(one)[0]:
                yield (
                    f"{one.path} begins at {clock(_span(one)[0])}, {other.name} sorts after it and "
                    f"ends at {clock(_span(other)[1])}"
                )


def _dated_files(log: LogFacts) -> Iterator[list[FileFacts]]:
    """For each run, the files that have events with a wall time."""
    for run in log.runs:
        yield [file for file in run.files if file.has_content and file.first_wall_time]


def _tail(file: FileFacts) -> bool:
    """Whether the file ends in an incomplete record."""
    return bool(file.gaps) and file.gaps[-1].cause == TRUNCATED


def _span(file: FileFacts) -> tuple[float, float]:
    return file.first_wall_time or 0.0, file.last_wall_time or 0.0
