"""Compare two logs: event kinds, order, steps, tags, metadata and values, but not wall times."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tfv1.events.reading.patterns import matches
from tfv1.events.reading.runlog import Key, Points, RunLog, read_run_log, read_two_run_logs
from tfv1.events.reading.runs import Skipped
from tfv1.logs import LogError
from tfv1.logs.contents import Mismatch, Tolerance, compare_places, errors, unequal
from tfv1.logs.differences import Difference, LogDiff, RunDiff, TagDiff
from tfv1.logs.find import check_is_log, runs_at
from tfv1.logs.metadata import differences
from tfv1.logs.tolerances import NO_TOLERANCES, Tolerances
from tfv1.report.text import listed

Compare = Callable[[Any, Any, Key, Tolerance], Mismatch | None]


@dataclass(frozen=True)
class Options:
    """How two logs are compared.

    `rtol` and `atol` are pairs of a glob pattern and a number; the last pair whose pattern matches
    a tag applies. `structure` ignores values, and `unordered` the order in which tags were written.
    `file` has tolerances that apply where those do not; its patterns need not match anything, so
    that one file serves many logs.
    `ignore` has patterns of tags to ignore, or of kinds of events without tags. `across_writers`
    ignores what the writers of TensorFlow 1 and 2 do differently with equal values: which tags
    share an event, metadata that gives only the kind, and graphs, which have 1.15's nodes only
    where tfv1 builds them. `graphs=False` ignores graphs alone.
    """

    rtol: Sequence[tuple[str, float]] = ()
    atol: Sequence[tuple[str, float]] = ()
    exact: bool = False
    structure: bool = False
    unordered: bool = False
    ignore: Sequence[str] = ()
    across_writers: bool = False
    graphs: bool = True
    file: Tolerances = NO_TOLERANCES

    def tolerance(self, name: str) -> Tolerance:
        default = Tolerance()
        return Tolerance(
            _last_match((*self.file.rtol, *self.rtol), name, default.rtol),
            _last_match((*self.file.atol, *self.atol), name, default.atol),
            self.exact,
        )

    def ignores(self, name: str) -> bool:
        return any(matches(name, pattern) for pattern in self.ignore)


def _last_match(pairs: Iterable[tuple[str, float]], name: str, default: float) -> float:
    return [default, *(number for pattern, number in pairs if matches(name, pattern))][-1]


def diff_logs(a: str, b: str, options: Options) -> LogDiff:
    """Compare the logs at `a` and `b`: event files, run directories or trees of runs.

    Runs are paired by name; if each side has a single run, the two are paired whatever their names.
    Raises LogError if a log cannot be read, if nothing is left to compare, or if a pattern matches
    nothing.
    """
    skipped: tuple[list[Skipped], list[Skipped]] = [], []
    runs_a, runs_b = runs_at(a, skipped[0].append), runs_at(b, skipped[1].append)
    if len(runs_a) == len(runs_b) == 1:
        runs_b = dict(zip(runs_a, runs_b.values(), strict=True))
    pairs = {
        name: read_two_run_logs(run, runs_b[name]) for name, run in runs_a.items() if name in runs_b
    }
    logs_a, logs_b = (
        {name: pairs[name][side] if name in pairs else read_run_log(runs[name]) for name in runs}
        for side, runs in enumerate((runs_a, runs_b))
    )
    notes = [*_notes("A", logs_a, skipped[0]), *_notes("B", logs_b, skipped[1])]
    return diff_run_logs(a, b, logs_a, logs_b, options, compare_places, notes)


def diff_run_logs(
    a: str,
    b: str,
    logs_a: dict[str, RunLog],
    logs_b: dict[str, RunLog],
    options: Options,
    compare: Compare,
    notes: Sequence[str] = (),
    check: bool = True,
) -> LogDiff:
    """Like `diff_logs`, for runs that have been read; `a` and `b` are the names of the logs.

    Unless `check`, patterns may match nothing.
    `compare` says how two contents of a key differ whose digests do; None if they do not.
    """
    if len(logs_a) == len(logs_b) == 1 and logs_a.keys() != logs_b.keys():
        logs_b = {next(iter(logs_a)): next(iter(logs_b.values()))}
    if check:
        logs = [*logs_a.values(), *logs_b.values()]
        check_patterns({key.name for log in logs for key in log.points}, options)
    runs = []
    for name in sorted(logs_a.keys() | logs_b.keys()):
        if name in logs_a and name in logs_b:
            runs.append(_diff_runs(RunDiff(name), logs_a[name], logs_b[name], options, compare))
        else:
            runs.append(RunDiff(name, notes=[f"only in {'A' if name in logs_a else 'B'}"]))
    if not notes and not any(run.notes or run.tags for run in runs):
        raise LogError(f"Nothing to compare: {a} and {b} have no events, or only ignored ones.")
    return LogDiff(a, b, runs, list(notes))


def read_logs(path: str, side: str, notes: list[str]) -> dict[str, RunLog]:
    """The runs at `path` with their contents; `notes` get what of side A or B was not read."""
    skipped: list[Skipped] = []
    logs = {name: read_run_log(run) for name, run in runs_at(path, skipped.append).items()}
    notes += _notes(side, logs, skipped)
    return logs


def _notes(side: str, logs: dict[str, RunLog], skipped: Sequence[Skipped]) -> list[str]:
    """Notes on what was not read: `skipped`, and files of `logs`. LogError if one is not a log."""
    for log in logs.values():
        check_is_log(log.path, bool(log.points), bool(log.gaps))
        skipped = [*skipped, *log.skipped]
    return [not_read(side, one) for one in skipped]


def not_read(side: str, skipped: Skipped) -> str:
    """The note on something that could not be read, and so is not compared."""
    return f"not read in {side}: {skipped}"


def check_patterns(names: Collection[str], options: Options) -> None:
    """Raise LogError if a pattern of the options matches none of the names in the logs."""
    patterns = [*options.ignore, *(p for p, _ in options.rtol), *(p for p, _ in options.atol)]
    for pattern in patterns:
        # "*" stands for a tolerance without a pattern.
        if pattern != "*" and not any(matches(name, pattern) for name in names):
            known = listed(sorted(names))
            raise LogError(f"Pattern {pattern!r} matches no tag of either log; they are: {known}.")


def _diff_runs(
    result: RunDiff, a: RunLog, b: RunLog, options: Options, compare: Compare
) -> RunDiff:
    for side, log in (("A", a), ("B", b)):
        result.notes += [f"damage in {side}: {gap}" for gap in log.gaps]
    without_graphs = options.across_writers or not options.graphs
    for key in dict.fromkeys([*a.points, *b.points]):
        if without_graphs and key.kind in ("graph", "meta graph"):
            continue
        if not options.ignores(key.name):
            tag = _diff_points(key, a.points.get(key), b.points.get(key), options, compare)
            if key in a.points and key in b.points:
                one, other = a.metadata.get(key.tag), b.metadata.get(key.tag)
                if not (options.across_writers and (one is None or other is None)):
                    tag.notes += differences(one, other)
            result.tags.append(tag)
    in_order = not options.unordered and not options.across_writers
    if in_order and all(_same_steps(tag) for tag in result.tags):
        result.notes += _diff_order(a, b, options)
    # A version event alone is not content: a run that was never written to must not pass.
    if all(tag.key.kind == "file_version" for tag in result.tags) and not result.notes:
        result.tags = [tag for tag in result.tags if not tag.equal]
    return result


def _same_steps(tag: TagDiff) -> bool:
    return tag.a is not None and tag.b is not None and np.array_equal(tag.a.steps, tag.b.steps)


def _diff_points(
    key: Key, a: Points | None, b: Points | None, options: Options, compare: Compare
) -> TagDiff:
    result = TagDiff(key, len(a) if a else 0, len(b) if b else 0, a=a, b=b)
    if a is None or b is None:
        result.notes.append(f"only in {'B' if a is None else 'A'}")
        return result
    if options.unordered:
        a, b = a.take(_sorted_rows(a)), b.take(_sorted_rows(b))
        result.a, result.b = a, b
    if not np.array_equal(a.steps, b.steps):
        result.notes.append(_steps_note(a.steps, b.steps))
        # The steps that both have can still be compared, each by its last point.
        _, rows_a, rows_b = np.intersect1d(a.steps[::-1], b.steps[::-1], return_indices=True)
        a, b = a.take(len(a) - 1 - rows_a), b.take(len(b) - 1 - rows_b)
    if not options.structure:
        result.compared = len(a)
        limit = options.tolerance(key.name)
        if a.values is not None and b.values is not None:
            _diff_scalars(result, a, b, limit)
        else:
            _diff_contents(result, a, b, limit, compare)
    return result


def _sorted_rows(points: Points) -> np.ndarray:
    """The rows sorted by step, and by content where a step was written more than once."""
    if points.values is not None:
        return np.lexsort((points.values, points.steps))
    rows = sorted(range(len(points)), key=lambda row: (points.steps[row], points.digests[row]))
    return np.array(rows, int)


def _steps_note(a: np.ndarray, b: np.ndarray) -> str:
    if len(a) == len(b):
        row = int(np.flatnonzero(a != b)[0])
        return f"point {row} has step {a[row]} in A, {b[row]} in B"
    note = f"number of points {len(a)} in A, {len(b)} in B"
    for side, only in (("A", np.setdiff1d(a, b)), ("B", np.setdiff1d(b, a))):
        if len(only):
            more = f" and {len(only) - 1} more" if len(only) > 1 else ""
            return f"{note}; step {only[0]}{more} only in {side}"
    return note


def _diff_scalars(result: TagDiff, a: Points, b: Points, limit: Tolerance) -> None:
    assert a.values is not None and b.values is not None
    rows = np.flatnonzero(unequal(a.values, b.values, limit))
    result.differing = len(rows)
    if not len(rows):
        return
    absolute, relative = errors(a.values[rows], b.values[rows])
    result.largest_absolute, result.largest_relative = float(absolute.max()), float(relative.max())
    first = int(rows[0])
    one, other = float(a.values[first]), float(b.values[first])
    result.first = Difference(
        step=int(a.steps[first]),
        text=f"{one:.9g} in A, {other:.9g} in B",
        a=one,
        b=other,
        absolute=float(absolute[0]),
        relative=float(relative[0]),
    )


def _diff_contents(
    result: TagDiff, a: Points, b: Points, limit: Tolerance, compare: Compare
) -> None:
    for row in range(len(a)):
        if a.digests[row] == b.digests[row]:
            continue
        mismatch = compare(a.contents[row], b.contents[row], result.key, limit)
        if mismatch is None:
            continue
        result.differing += 1
        if result.first is None:
            step = int(a.steps[row])
            result.first = Difference(
                step, mismatch.text, absolute=mismatch.absolute, relative=mismatch.relative
            )
        result.largest_absolute = _larger(result.largest_absolute, mismatch.absolute)
        result.largest_relative = _larger(result.largest_relative, mismatch.relative)


def _larger(a: float | None, b: float | None) -> float | None:
    return a if b is None else b if a is None else max(a, b)


def _diff_order(a: RunLog, b: RunLog, options: Options) -> list[str]:
    """The first event that differs in step or tags, for runs whose tags all have equal steps."""
    numbers: dict[tuple[Key, ...], int] = {}
    (steps_a, layouts_a), (steps_b, layouts_b) = (
        _sequence(log, options, numbers) for log in (a, b)
    )
    count = min(len(steps_a), len(steps_b))
    differs = (steps_a[:count] != steps_b[:count]) | (layouts_a[:count] != layouts_b[:count])
    if differs.any():
        row = int(differs.argmax())
        layouts = list(numbers)
        one, other = (
            f"step {steps[row]} of {listed([key.name for key in layouts[layout[row]]], 4)}"
            for steps, layout in ((steps_a, layouts_a), (steps_b, layouts_b))
        )
        return [
            f"order: event {row} is {one} in A, {other} in B (--unordered leaves the order out)"
        ]
    if len(steps_a) != len(steps_b):
        return [f"order: {len(steps_a)} events in A, {len(steps_b)} in B"]
    return []


def _sequence(
    log: RunLog, options: Options, numbers: dict[tuple[Key, ...], int]
) -> tuple[np.ndarray, np.ndarray]:
    """The steps of the events that are not ignored, and their layouts as numbers in `numbers`."""
    kept = [tuple(key for key in layout if not options.ignores(key.name)) for layout in log.layouts]
    known = np.array([numbers.setdefault(one, len(numbers)) if one else -1 for one in kept], int)
    layouts = known[log.layout] if len(known) else log.layout
    rows = layouts >= 0
    return log.steps[rows], layouts[rows]
