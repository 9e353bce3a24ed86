"""Run every check on a logdir, and on the source that wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from tfv1.logs import LogError
from tfv1.logs.doctor import files, graphs, places, steps, values, writers
from tfv1.logs.doctor.facts import LogFacts, read_facts
from tfv1.logs.doctor.finding import LOG_CHECKS, SOURCE_CHECKS, Finding, one_finding
from tfv1.logs.doctor.source import Module, read_module, source_files

# Importing the groups fills the registries.
GROUPS = (places, files, steps, values, graphs, writers)
_Facts = TypeVar("_Facts")


def examine(logdir: str, sources: Sequence[str] = ()) -> list[Finding]:
    """What is wrong with the logs in `logdir`, and with the Python source that wrote them.

    Notes come last. Each of `sources` is a file or a directory; in a directory, a file that cannot
    be read is a note. LogError where the logdir is not there, or no file of a source can be read.
    """
    facts = read_facts(logdir)
    found = list(_run(LOG_CHECKS, facts))
    modules: list[Module] = []
    for path in sources:
        found += _examine_source(path, modules)
    missing = list(_named(_summaries_missing(facts, modules), "summaries_missing"))
    if missing:  # which says more than that there is nothing but a graph
        found = [one for one in found if one.check != files.graph_alone.__name__]
    return _sorted([*found, *missing])


def examine_source(path: str) -> list[Finding]:
    """What is wrong with the Python source at `path`, as `examine` finds it."""
    return _sorted(_examine_source(path, []))


def _examine_source(path: str, modules: list[Module]) -> Iterator[Finding]:
    """Check the source at `path`, and add its modules to `modules`."""
    skipped: list[LogError] = []
    paths = source_files(path)
    for file in paths:
        try:
            module = read_module(file)
        except LogError as error:
            skipped.append(error)
        else:
            modules.append(module)
            yield from _run(SOURCE_CHECKS, module)
    if len(skipped) == len(paths):
        raise skipped[0]
    notes = one_finding(
        map(str, skipped),
        "Some files of the source could not be looked at.",
        "Source of Python 2 must be converted first.",
        note=True,
    )
    yield from _named(notes, "skipped_source")


def _summaries_missing(log: LogFacts, modules: Sequence[Module]) -> Iterator[Finding]:
    """The log has a graph and no summary, though the source makes summary ops."""
    if any(file.has_graph for file in log.files()) and not any(
        run.has_summaries for run in log.runs
    ):
        yield from one_finding(
            (module.at(op) for module in modules for op in module.summary_ops()),
            "The source makes summary ops, and the log has a graph but not one summary: the ops "
            "are never run, or what running them returns is not added.",
            "Run the summary op in the session, and add what it returns: "
            "s = sess.run(merged, feed_dict); writer.add_summary(s, step).",
        )


def _run(
    checks: Mapping[str, Callable[[_Facts], Iterable[Finding]]], facts: _Facts
) -> Iterator[Finding]:
    for name, check in checks.items():
        yield from _named(check(facts), name)


def _named(found: Iterable[Finding], check: str) -> Iterator[Finding]:
    return (replace(finding, check=check) for finding in found)


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    return sorted(found, key=lambda finding: finding.note)
