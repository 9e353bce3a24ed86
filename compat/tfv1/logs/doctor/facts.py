"""What is read from a logdir, once, for all checks."""

from __future__ import annotations

import os
import time
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from tensorboard.compat.proto import event_pb2

from tfv1.events.reading.kinds import SCALAR, TENSOR, event_kind, tag_of
from tfv1.events.reading.reader import parse_event
from tfv1.events.reading.remote import is_url
from tfv1.events.reading.runs import (
    Skipped,
    is_event_file,
    run_files,
    runs_at,
    status_of,
)
from tfv1.events.reading.scan import Gap, RecordScanner
from tfv1.events.reading.series import ScalarAccumulator, ScalarSeries
from tfv1.logs.find import cannot_read
from tfv1.report.text import listed


@dataclass
class FileFacts:
    """One event file. `error` says why it cannot be read; wall times are None without events.

    `room` has the number of bytes of everything but scalars, by (kind, tag).
    """

    path: str
    size: int = 0
    owner: int = -1
    modified: float = 0.0
    error: str = ""
    events: Counter[str] = field(default_factory=Counter)
    gaps: list[Gap] = field(default_factory=list)
    first_wall_time: float | None = None
    last_wall_time: float | None = None
    room: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        return os.path.basename(self.path)

    @property
    def has_content(self) -> bool:
        """Whether there is any event besides version events."""
        return sum(self.events.values()) > self.events["file_version"]

    @property
    def has_summaries(self) -> bool:
        return bool(self.events["summary"])

    @property
    def has_graph(self) -> bool:
        return bool(self.events["graph_def"] or self.events["meta_graph_def"])


@dataclass
class RunFacts:
    """One run: its files by name, its scalars, and the steps of its other tags by kind.

    `scalars` lacks the points that a START session log superseded; `superseded` has all points of
    the tags that lost some. `starts` are the steps of the START session logs, and `starts_late`
    says whether summaries were in an earlier file than the first of those.
    """

    name: str
    path: str
    files: list[FileFacts] = field(default_factory=list)
    scalars: dict[str, ScalarSeries] = field(default_factory=dict)
    superseded: dict[str, ScalarSeries] = field(default_factory=dict)
    steps: dict[str, dict[str, array[int]]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    starts_late: bool = False
    tensors_without_plugin: set[str] = field(default_factory=set)

    @property
    def has_summaries(self) -> bool:
        return bool(self.scalars or self.steps)

    def tag_steps(self) -> Iterator[tuple[str, np.ndarray]]:
        """Each tag with the steps of its points, in the order of the log."""
        for tag, series in self.scalars.items():
            yield tag, series.steps
        for tags in self.steps.values():
            for tag, steps in tags.items():
                yield tag, np.array(steps)

    def where(self, *tags: str) -> str:
        """The tags, as they are named in evidence."""
        names = listed(tags)
        return names if self.name == "." else f"{names} (run {self.name})"


@dataclass
class LogFacts:
    """A logdir: its runs or, if there are none, the directories nearby with event files."""

    logdir: str
    runs: list[RunFacts]
    unlisted: list[Skipped]
    nearby: list[str]
    now: float

    def files(self) -> Iterator[FileFacts]:
        for run in self.runs:
            yield from run.files


def read_facts(logdir: str) -> LogFacts:
    """Read everything that the checks need. Raises LogError if `logdir` cannot be read."""
    unlisted: list[Skipped] = []
    try:
        runs = runs_at(logdir, unlisted.append)
    except OSError as error:
        raise cannot_read(error, logdir) from error
    found = [_read_run(name, path, unlisted) for name, path in runs.items()]
    nearby = [] if found or is_url(logdir) else _nearby(logdir)
    return LogFacts(logdir, found, unlisted, nearby, time.time())


def _nearby(logdir: str) -> list[str]:
    """The directories beside and above `logdir` that have event files."""
    found = []
    directory = os.path.abspath(logdir)
    for _ in range(3):
        directory = os.path.dirname(directory)
        try:
            with os.scandir(directory) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError:
            continue  # TensorBoard could not show its contents either
        if any(map(is_event_file, names)):
            found.append(directory)
        if not found and directory == os.path.dirname(os.path.abspath(logdir)):
            found += [path for path in (os.path.join(directory, n) for n in names) if _has(path)]
    return found


def _has(directory: str) -> bool:
    try:
        return any(map(is_event_file, os.listdir(directory)))
    except OSError:
        return False  # not a directory, or not ours to list


def _read_run(name: str, path: str, unlisted: list[Skipped]) -> RunFacts:
    run = RunFacts(name, path)
    scalars = ScalarAccumulator(shorten=None)  # how much room values take is of interest
    try:
        paths = run_files(path)
    except OSError as error:
        unlisted.append(Skipped.because(path, error))
        return run
    for file_path in paths:
        file = FileFacts(file_path)
        run.files.append(file)
        try:
            file.size, file.modified, file.owner, _ = status_of(file_path)
            _read_file(run, file, scalars)
        except OSError as error:
            file.error = error.strerror or str(error)
    run.scalars = {tag: series for tag, series in scalars.series().items() if len(series)}
    if scalars.restarts:
        run.superseded = {
            tag: series
            for tag, series in scalars.series("keep").items()
            if tag not in run.scalars or len(series) > len(run.scalars[tag])
        }
    return run


def _read_file(run: RunFacts, file: FileFacts, scalars: ScalarAccumulator) -> None:
    for item in RecordScanner(file.path).batches():
        if isinstance(item, Gap):
            file.gaps.append(item)
            continue
        others = scalars.add_batch(file.path, item)
        # The rest are events with only scalars, which are read in bulk.
        file.events["summary"] += len(item.starts) - len(others)
        for row in {0, min(1, len(item.starts) - 1), len(item.starts) - 1}:
            _note_wall_time(file, item.buffer[item.starts[row] : item.stops[row]])
        for other in others:
            if isinstance(other, Gap):
                file.gaps.append(other)
            else:
                _add_event(run, file, scalars, other.event)


def _note_wall_time(file: FileFacts, data: bytes) -> None:
    """Extend the file's time span to an event, other than a version event: files are made early."""
    event = parse_event(data)
    if event is None or not event.wall_time or event.HasField("file_version"):
        return
    first, last = file.first_wall_time, file.last_wall_time
    file.first_wall_time = event.wall_time if first is None else min(first, event.wall_time)
    file.last_wall_time = event.wall_time if last is None else max(last, event.wall_time)


def _add_event(
    run: RunFacts, file: FileFacts, scalars: ScalarAccumulator, event: event_pb2.Event
) -> None:
    kind = event_kind(event)
    if event.session_log.status == event_pb2.SessionLog.START:
        if not run.starts:
            run.starts_late = any(one.has_summaries for one in run.files[:-1])
        run.starts.append(event.step)
    file.events[kind] += 1
    if kind in ("graph_def", "meta_graph_def"):
        file.room[kind.removesuffix("_def").replace("_", " "), ""] += event.ByteSize()
    for value in event.summary.value:
        value_kind, tag = scalars.kinds.of(value), tag_of(value)
        if value_kind == SCALAR:
            continue
        file.room[value_kind, tag] += value.ByteSize()
        run.steps.setdefault(value_kind, {}).setdefault(tag, array("q")).append(event.step)
        says_what = bool(value.metadata.plugin_data.plugin_name)
        if value_kind == TENSOR and value.HasField("tensor") and not says_what:
            run.tensors_without_plugin.add(tag)
