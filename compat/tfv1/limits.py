"""Private: how much untrusted input may cost, in one place.

`LIMITS` is the table. A limit is raised on the command line (`--limit NAME=VALUE`) or in the
environment (`TFV1_LIMITS="name=value,name=value"`). The option merely appends to that variable,
so child processes get the same limits, and there is no other state.
"""

from __future__ import annotations

import argparse
import functools
import os
from typing import NamedTuple

VARIABLE = "TFV1_LIMITS"


class Limit(NamedTuple):
    """A limit: its name, its default, its unit, and what it bounds."""

    name: str
    default: int
    unit: str
    meaning: str


LIMITS = {
    limit.name: limit
    for limit in (
        Limit("record-bytes", 2**31 - 1, "bytes", "one record of an event file"),
        Limit("image-pixels", 2**25, "pixels", "one decoded image, all frames of it together"),
        Limit("image-frames", 1000, "frames", "one animated image"),
        Limit("tensor-fill", 1024, "elements", "a tensor that holds fewer values than it claims"),
        Limit("table-cells", 2**26, "cells", "a wide table"),
        Limit("export-files", 1_000_000, "files", "a folder of exported values"),
        Limit("golden-bytes", 2**26, "bytes", "a golden event log"),
        Limit("json-depth", 100, "levels", "lists and objects inside each other in JSON"),
        Limit("source-bytes", 4_000_000, "bytes", "one Python file, or the code of a notebook"),
        Limit("notebook-bytes", 2**25, "bytes", "one notebook with its outputs"),
        Limit("git-index-bytes", 2**28, "bytes", "the index of a git repository"),
        Limit("source-files", 100_000, "files", "the Python files and notebooks of one tree"),
        Limit("verify-bytes", 2**31, "bytes", "the folder that tfv1 migrate --verify copies"),
        Limit("verify-seconds", 3600, "seconds", "one of the two runs of tfv1 migrate --verify"),
    )
}


class LimitExceededError(Exception):
    """Input exceeds a limit; the message says which, and how to raise it."""


def limit(name: str) -> int:
    """The current value of a limit. Raises ValueError if `TFV1_LIMITS` is malformed."""
    return _overridden(os.environ.get(VARIABLE, "")).get(name, LIMITS[name].default)


def check_variable() -> None:
    """Raises ValueError if `TFV1_LIMITS` is malformed; the message says what was expected."""
    try:
        _overridden(os.environ.get(VARIABLE, ""))
    except ValueError as error:
        raise ValueError(f"{VARIABLE} in the environment: {error}") from error


def check(name: str, value: int, subject: object) -> None:
    """Raises LimitExceededError if `value` for `subject` ("a.png", "line 3 of x") is too large."""
    allowed = limit(name)
    if value > allowed:
        raise LimitExceededError(
            f"{subject}: {value:,} {LIMITS[name].unit} are more than the {allowed:,} allowed for "
            f"{LIMITS[name].meaning}; --limit {name}={value} allows them."
        )


def add_argument(parser: argparse.ArgumentParser) -> None:
    """Adds the option `--limit NAME=VALUE` to a command."""
    parser.add_argument(
        "--limit",
        action=_RaiseLimit,
        metavar="NAME=VALUE",
        help=f"raise a limit on what input may cost (repeatable): {', '.join(LIMITS)}",
    )


class _RaiseLimit(argparse.Action):
    """Appends to the variable as soon as the option is parsed."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        given = ",".join(filter(None, (os.environ.get(VARIABLE), str(values))))
        try:
            _overridden(given)
        except ValueError as error:
            raise argparse.ArgumentError(self, str(error)) from error
        os.environ[VARIABLE] = given


@functools.lru_cache
def _overridden(text: str) -> dict[str, int]:
    """The limits in "name=value,name=value"; if a name is given twice, the last one wins."""
    found = {}
    for part in filter(None, map(str.strip, text.split(","))):
        name, _, number = part.partition("=")
        if name not in LIMITS or not number.isascii() or not number.isdigit():
            raise ValueError(
                f"expected a limit as NAME=NUMBER, got {part!r}; the names are: {', '.join(LIMITS)}"
            )
        found[name] = int(number)
    return found
