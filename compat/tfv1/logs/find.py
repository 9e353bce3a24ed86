"""Find the runs a user means with a path."""

import os

from tfv1.events.read.reader import find_runs
from tfv1.logs import LogError


def runs_at(path: str) -> dict[str, str]:
    """The runs at `path`, an event file or a directory: name -> file or directory.

    LogError where there is nothing to read.
    """
    try:
        if not os.path.isdir(path):
            with open(path, "rb"):
                return {".": path}
        runs = find_runs(path)
    except OSError as error:
        raise LogError(f"Cannot read {path}: {error.strerror}.") from error
    if not runs:
        raise LogError(
            f"No event files in {path} or below: their names contain 'tfevents'; "
            "pass the directory given to the FileWriter."
        )
    return runs


def check_is_log(path: str, has_events: bool, has_gaps: bool) -> None:
    """LogError where `path` is a file in which not one event was found, but other bytes."""
    if os.path.isfile(path) and has_gaps and not has_events:
        raise LogError(f"{path} is not an event file: there is no whole event in it.")
