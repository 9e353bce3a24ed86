"""Compare many logs with one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from tfv1.events.reading.runs import Skipped
from tfv1.logs.contents import compare_places
from tfv1.logs.diff import Options, check_patterns, diff_run_logs, not_read, read_logs
from tfv1.logs.differences import LogDiff
from tfv1.logs.find import runs_at


@dataclass
class ManyDiff:
    """The comparisons of logs with the log `a`; `notes` say what could not be looked at."""

    a: str
    diffs: list[LogDiff]
    notes: list[str] = field(default_factory=list)

    @property
    def equal(self) -> bool:
        return not self.notes and all(diff.equal for diff in self.diffs)


def logs_to_compare(a: str, others: Sequence[str], notes: list[str]) -> list[str]:
    """The logs among `others` to compare with `a`.

    If `a` is a single run, a tree stands for the runs in it but for `a` itself. What cannot be
    listed is added to `notes`. Raises LogError if one of the logs cannot be read.
    """
    if list(runs_at(a, lambda skipped: None)) != ["."]:
        return list(others)
    found: list[str] = []
    for b in others:
        skipped: list[Skipped] = []
        runs = runs_at(b, skipped.append)
        if len(runs) == 1 or "." in runs:
            found.append(b)
        else:
            found += [
                path for path in runs.values() if os.path.realpath(path) != os.path.realpath(a)
            ]
            notes += [not_read("B", one) for one in skipped]
    return found


def diff_many(
    a: str,
    others: Sequence[str],
    options: Options,
    notes: Sequence[str] = (),
    keep_points: bool = False,
) -> ManyDiff:
    """Compare each of `others` with `a`, as `diff_logs` does.

    The points are dropped after each comparison unless `keep_points`. Raises LogError as
    `diff_logs` does.
    """
    notes_a: list[str] = []
    logs_a = read_logs(a, "A", notes_a)
    names = {key.name for log in logs_a.values() for key in log.points}
    diffs = []
    for b in others:
        notes_b: list[str] = []
        logs_b = read_logs(b, "B", notes_b)
        names |= {key.name for log in logs_b.values() for key in log.points}
        found = [*notes_a, *notes_b]
        diff = diff_run_logs(a, b, logs_a, logs_b, options, compare_places, found, check=False)
        for tag in (tag for run in diff.runs if not keep_points for tag in run.tags):
            tag.a = tag.b = None
        diffs.append(diff)
    check_patterns(names, options)
    return ManyDiff(a, diffs, list(notes))
