"""Run every check on a logdir, or on source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from tfv1.logs import LogError
from tfv1.logs.doctor import files, graphs, places, steps, values, writers
from tfv1.logs.doctor.facts import read_facts
from tfv1.logs.doctor.finding import LOG_CHECKS, SOURCE_CHECKS, Finding, one_finding
from tfv1.logs.doctor.source import read_module, source_files

# Importing the groups fills the registries.
GROUPS = (places, files, steps, values, graphs, writers)


def examine_log(logdir: str) -> list[Finding]:
    """What is wrong with the logs in `logdir`, notes last. LogError where it is not there."""
    facts = read_facts(logdir)
    return _sorted(_run(LOG_CHECKS, facts))


def examine_source(path: str) -> list[Finding]:
    """What is wrong with the Python source at `path`, a file or a directory; notes last.

    In a directory, a file that cannot be read is a note. LogError where there is none that can.
    """
    found: list[Finding] = []
    skipped: list[LogError] = []
    paths = source_files(path)
    for file in paths:
        try:
            module = read_module(file)
        except LogError as error:
            skipped.append(error)
        else:
            found += _run(SOURCE_CHECKS, module)
    if len(skipped) == len(paths):
        raise skipped[0]
    notes = one_finding(
        map(str, skipped),
        "Some files of the source could not be looked at.",
        "Source of Python 2 must be converted first.",
        note=True,
    )
    return _sorted([*found, *(replace(note, check="skipped_source") for note in notes)])


def _run(checks: dict[str, Callable[[Any], Iterable[Finding]]], facts: object) -> Iterator[Finding]:
    for name, check in checks.items():
        for finding in check(facts):
            yield replace(finding, check=name)


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: finding.note)
