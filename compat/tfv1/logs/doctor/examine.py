"""Run every check on a logdir, and on the source that wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tfv1.logs import LogError
from tfv1.logs.doctor import files, places, steps, values
from tfv1.logs.doctor.facts import LogFacts, read_facts
from tfv1.logs.doctor.finding import LOG_CHECKS, Trouble, troubles
from tfv1.report.finding import Finding, findings
from tfv1.source.files import find_files, read
from tfv1.source.model import Model
from tfv1.source.parsing import parse_text
from tfv1.source.summaries import SOURCE_CHECKS, Code
from tfv1.source.text import CannotRead

# Importing the groups fills the registry.
GROUPS = (places, files, steps, values)


def examine(logdir: str, sources: Sequence[str] = ()) -> list[Trouble]:
    """What is wrong with the logs in `logdir`, and with the Python source that wrote them.

    Notes come last. Each of `sources` is a file or a directory; in a directory, a file that cannot
    be read becomes a note. Raises LogError if the logdir does not exist, or no file of a source can
    be read.
    """
    facts = read_facts(logdir)
    found = list(LOG_CHECKS.run(facts))
    modules: list[Code] = []
    for path in sources:
        found += _examine_source(path, modules)
    missing = list(_summaries_missing(facts, modules))
    if missing:  # this says more than that there is only a graph
        found = [one for one in found if one.kind != files.graph_alone.__name__]
    return troubles([*found, *missing])


def examine_source(path: str) -> list[Trouble]:
    """What is wrong with the Python source at `path`, as `examine` finds it."""
    return troubles(_examine_source(path, []))


def _examine_source(path: str, modules: list[Code]) -> Iterator[Finding]:
    """Check the source at `path`, and append its modules to `modules`."""
    skipped: list[LogError] = []
    paths = _source_files(path)
    for file in paths:
        try:
            module = _read_module(file)
        except LogError as error:
            skipped.append(error)
        else:
            modules.append(module)
            yield from SOURCE_CHECKS.run(module)
    if len(skipped) == len(paths):
        raise skipped[0]
    notes = findings(
        map(str, skipped),
        "Some source files could not be checked.",
        "Python 2 source must be converted first.",
        note=True,
    )
    yield from (replace(note, kind="skipped_source") for note in notes)


def _summaries_missing(log: LogFacts, modules: Sequence[Code]) -> Iterator[Finding]:
    """The log has a graph but no summary, although the source makes summary ops."""
    if any(file.has_graph for file in log.files()) and not any(
        run.has_summaries for run in log.runs
    ):
        found = findings(
            (module.at(op) for module in modules for op in module.summary_ops()),
            "The source makes summary ops, and the log has a graph but no summaries: the ops "
            "are never run, or what they return is not added.",
            "Run the summary op in the session, and add what it returns: "
            "s = sess.run(merged, feed_dict); writer.add_summary(s, step).",
        )
        yield from (replace(finding, kind="summaries_missing") for finding in found)


def _source_files(path: str) -> list[str]:
    """The Python files at `path`, a file or a directory. Raises LogError if there are none."""
    try:
        found = find_files([Path(path)], (".py",))
    except FileNotFoundError:
        return [path]  # reading it raises the error
    if not found:
        raise LogError(f"No Python source (*.py) in {path} or below.")
    return list(map(str, found))


def _read_module(path: str) -> Code:
    """The module in the file at `path`. Raises LogError if it cannot be read or parsed."""
    try:
        text = read(Path(path)).text
        return Code(path, text, Model(parse_text(text)))
    except OSError as error:
        raise LogError(f"Cannot read {path}: {error.strerror}.") from error
    except CannotRead as error:
        raise LogError(f"Cannot read {path}: {error}.") from error
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise LogError(f"{path}{line} is not Python 3: {error.msg}.") from error
    except RecursionError as error:
        raise LogError(f"Cannot read {path}: it is nested too deeply.") from error
