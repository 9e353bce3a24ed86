"""Checks of where event files are, who owns them, and how large they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tfv1.logs.doctor.facts import LogFacts
from tfv1.logs.doctor.finding import log_check, log_findings
from tfv1.report.finding import Finding, findings
from tfv1.report.text import shortened, size_text

_LARGE_GRAPH = 10_000_000
_LARGE_RUN = 100_000_000


@log_findings
def no_event_files(log: LogFacts) -> Iterator[Finding]:
    """The logdir has no event files, in it or below."""
    if log.runs:
        return
    if log.nearby:
        yield from findings(
            log.nearby,
            f"There are no event files in {log.logdir}, but there are next to it or above it.",
            "Start TensorBoard with --logdir on one of these directories.",
        )
    else:
        yield from findings(
            ["no file name contains 'tfevents'"],
            f"There are no event files in {log.logdir} or below.",
            "Check which directory the FileWriter is given (a relative one starts from where the "
            "script was started), and that events are added to it: the first one creates its file.",
        )


@log_check(
    "Some files or directories cannot be read, so TensorBoard does not show them.",
    "Give the user who runs TensorBoard the right to read them (chmod, chown), or remove links "
    "that lead nowhere.",
)
def unreadable(log: LogFacts) -> Iterator[str]:
    """Files or directories that cannot be read."""
    yield from (f"{file.path}: {file.error}" for file in log.files() if file.error)
    yield from (f"{one.path}: cannot be listed ({one.reason})" for one in log.unlisted)


@log_check(
    "Files of one run belong to different users, as after a run in a container.",
    "Run training and TensorBoard as one user, or chown the files: new ones may be unreadable.",
)
def several_owners(log: LogFacts) -> Iterator[str]:
    """The files of a run belong to several users, such as root in a container and one outside."""
    for run in log.runs:
        owners = {file.owner: file.name for file in run.files if not file.error}
        if len(owners) > 1:
            shown = ", ".join(f"{name} of user id {owner}" for owner, name in owners.items())
            yield f"{run.path}: {shown}"


@log_check(
    "Some event files are empty: their writer was killed before its first flush.",
    "Flush or close the writer; is the disk full? An empty file can be removed (tfv1 clean).",
)
def empty_files(log: LogFacts) -> Iterator[str]:
    """Files of no bytes: a writer's file never stays empty for long."""
    yield from (file.path for file in log.files() if not file.size and not file.error)


@log_check(
    "The graph takes much space: it contains large constants, such as a whole data set.",
    "Feed the data, or read it in an input pipeline; 'tfv1 edit --strip-constants' makes a copy of "
    "the log without them.",
)
def large_graph(log: LogFacts) -> Iterator[str]:
    """Large constants in the graph, such as a data set, which every file contains."""
    for file in log.files():
        for (kind, _), size in file.room.items():
            if kind in ("graph", "meta graph") and size > _LARGE_GRAPH:
                yield f"{file.path}: {size_text(size)} of {kind}"


@log_findings
def what_takes_the_room(log: LogFacts) -> Iterator[Finding]:
    """A run that is large, and why."""
    for run in log.runs:
        total = sum(file.size for file in run.files)
        if total <= _LARGE_RUN:
            continue
        room: Counter[tuple[str, str]] = sum((file.room for file in run.files), Counter())
        lines = [
            f"{kind} {shortened(tag)}: {size_text(size)}"
            for (kind, tag), size in room.most_common(6)
        ]
        scalars = total - sum(room.values())
        yield from findings(
            [*lines, f"scalars and framing: {size_text(scalars)}"],
            f"The run in {run.path} is large ({size_text(total)}): TensorBoard loads it slowly.",
            "Write images, histograms and the like less often than scalars.",
            note=True,
        )
