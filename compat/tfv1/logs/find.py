"""Find the runs a user means with a path."""

import os

from tfv1.events.read.runs import OnSkipped, find_runs, open_regular
from tfv1.logs import CannotReadError, LogError


def runs_at(path: str, on_skipped: OnSkipped) -> dict[str, str]:
    """The runs at `path`, an event file or a directory: name -> file or directory.

    Directories below that cannot be listed are given to `on_skipped`. LogError where there is
    nothing to read.
    """
    try:
        if not os.path.isdir(path):
            with open_regular(path):
                return {".": path}
        runs = find_runs(path, on_skipped)
    except OSError as error:
        raise cannot_read(error, path) from error
    if not runs:
        raise LogError(
            f"No event files in {path} or below: their names contain 'tfevents'; "
            "pass the directory given to the FileWriter."
        )
    return runs


def cannot_read(error: OSError, path: str) -> CannotReadError:
    """The sentence for an error of the file at `path`, or of the one that the error names."""
    return CannotReadError(f"Cannot read {error.filename or path}: {error.strerror or error}.")


def check_is_log(path: str, has_events: bool, has_gaps: bool) -> None:
    """LogError where `path` is a file in which not one event was found, but other bytes."""
    if os.path.isfile(path) and has_gaps and not has_events:
        raise LogError(f"{path} is not an event file: there is no whole event in it.")
