"""Find the runs that a user's path refers to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import tfv1.events.reading.runs as event_runs
from tfv1.events.reading.log import Runs, read
from tfv1.events.reading.patterns import Matching
from tfv1.events.reading.reader import OnGap
from tfv1.events.reading.remote import is_url
from tfv1.events.reading.run import Run
from tfv1.events.reading.runs import OnSkipped
from tfv1.events.reading.superseded import Superseded
from tfv1.logs import CannotReadError, LogError
from tfv1.report.text import listed

_V = TypeVar("_V")


def runs_at(path: str, on_skipped: OnSkipped) -> dict[str, str]:
    """The runs at `path`, an event file or a directory, as name -> file or directory.

    Directories below it that cannot be listed are passed to `on_skipped`. Raises LogError if there
    is nothing to read.
    """
    try:
        runs = event_runs.runs_at(path, on_skipped)
    except OSError as error:
        raise cannot_read(error, path) from error
    if not runs:
        raise LogError(
            f"No event files in {path} or below: their names contain 'tfevents'; "
            "pass the directory given to the FileWriter."
        )
    return runs


def cannot_read(error: OSError, path: str) -> CannotReadError:
    """The error for a failure to read `path`, or the file that `error` names, as one sentence."""
    name = error.filename or path or "''"
    return CannotReadError(f"Cannot read {name}: {error.strerror or error}.")


def check_is_local(path: str) -> None:
    """Raise LogError if `path` is a URL, for what writes or deletes."""
    if is_url(path):
        raise LogError(f"{path} is a URL: this command works on local logs only; copy it first.")


def check_is_log(path: str, has_events: bool, has_gaps: bool) -> None:
    """Raise LogError if `path` is a file with content, but without a single event in it."""
    if has_gaps and not has_events and not event_runs.is_directory(path):
        raise LogError(f"{path} is not an event file: it has no intact event.")


def open_runs(
    paths: Sequence[str],
    on_skipped: OnSkipped,
    runs: Sequence[str] = (),
    superseded: Superseded = "drop",
    on_gap: OnGap = lambda gap: None,
    tags: Sequence[str] = (),
) -> Runs:
    """The runs at `paths` whose names match one of the patterns `runs`, if there are any.

    They have only what matches one of the patterns `tags`, if there are any. Gaps are in the runs.
    Raises LogError if there is nothing to read, or no run matches.
    """
    known = [name for path in paths for name in runs_at(path, lambda skipped: None)]
    found = read(
        paths if len(paths) > 1 else paths[0],
        runs=runs,
        tags=tags,
        superseded=superseded,
        on_gap=on_gap,
        on_skipped=on_skipped,
    )
    if not found:
        raise _no_run(runs, known)
    return found


def one_by_one(runs: Runs, names: Sequence[str] | None = None) -> Iterator[Run]:
    """The runs (those with these `names`), each forgotten when the next is asked for.

    So one of hundreds of runs is in memory. Raises LogError for a file that is not an event file.
    """
    for name in list(runs) if names is None else names:
        run = runs[name]
        check_is_log(run.path, not run.is_empty, bool(run.gaps))
        yield run
        runs.forget(name)


def chosen_runs(runs: Mapping[str, _V], patterns: Sequence[str]) -> dict[str, _V]:
    """The runs that match one of the patterns, if there are any. Raises LogError if none does."""
    wanted = Matching(patterns)
    found = {name: run for name, run in runs.items() if name in wanted}
    if runs and not found:
        raise _no_run(patterns, runs)
    return found


def _no_run(patterns: Sequence[str], known: Iterable[str]) -> LogError:
    wanted = " or ".join(map(repr, patterns))
    return LogError(f"No run matches {wanted}; the runs are: {listed(known)}.")
