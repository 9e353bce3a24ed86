"""Checks many files, in several processes, without running any of them."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tfv1.migrate.checks import (
    arguments,
    eager,
    files,
    keras1,
    libraries,
    missing,
    promotion,
    summaries,
    tensorflow,
)
from tfv1.migrate.results import Check, FileCheck, stops
from tfv1.report.finding import NEEDS, Finding, Place
from tfv1.source import eras, idioms, parsing
from tfv1.source.dialect import Sign, python2_doubts
from tfv1.source.files import find_files, read
from tfv1.source.parsing import Parsed
from tfv1.source.project import Project
from tfv1.source.references import References, Use
from tfv1.source.text import CannotRead, Source

# Below this number a pool costs more than it saves.
_FEW = 24


@dataclass
class _Facts:
    """What one file shows without the others."""

    path: Path
    error: str = ""
    python2: Sign | None = None
    references: References = field(default_factory=References)
    findings: list[Finding] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)
    eras: set[str] = field(default_factory=set)  # for which its idioms speak

    def prepared(self, imports: bool) -> frozenset[str]:
        """The names of TensorFlow that it can do without; with `imports` those it imports."""
        return frozenset(
            use.target.name
            for use in self.references.uses
            if use.guarded and use.imports >= imports and tensorflow.is_lost(use.target.name)
        )


def check(
    paths: list[Path],
    progress: Callable[[int, int], None] = lambda done, of: None,
    processes: int | None = None,
) -> Check:
    """Checks the Python files and notebooks at or below `paths`.

    Args:
      paths: files and folders.
      progress: called with the numbers of files done and of all files.
      processes: how many to use; None means one for each processor.

    Raises:
      FileNotFoundError: one of the paths does not exist.
    """
    found = [file.absolute() for file in find_files(paths)]
    facts = []
    for fact in _all_facts(found, processes):
        facts.append(fact)
        progress(len(facts), len(found))
    roots = [path.absolute() for path in paths]
    project = Project({fact.path: fact.references for fact in facts}, roots)
    prepared = frozenset[str]().union(*(fact.prepared(imports=False) for fact in facts))
    packaged = project.packaged()
    result = Check([_file_check(fact, project, prepared) for fact in facts])
    for fact, file in zip(facts, result.files, strict=True):
        if fact.path in packaged and not file.python2:
            file.findings += _neighbours(fact, project)
    eager.settle(result.files)
    _hand_on(result)
    return result


def _hand_on(result: Check) -> None:
    """A file that imports one of the user's modules does not run if that module does not."""
    by_path = {file.path: file for file in result.files}
    runs = {file.path: file.runs for file in result.files}
    can_be_imported = {file.path: file.can_be_imported for file in result.files}
    importers: dict[Path, list[FileCheck]] = {}
    for file in result.files:
        for imported in file.imports:
            importers.setdefault(imported, []).append(file)
    waiting = [file for file in result.files if not runs[file.path]]
    while waiting:
        broken = waiting.pop()
        at_import = not can_be_imported[broken.path]
        places = "" if at_import else broken.where_it_stops
        for file in importers.get(broken.path, ()):
            use = file.imports[broken.path]
            changes = runs[file.path] if use.called else can_be_imported[file.path]
            name = os.path.relpath(broken.path, file.path.parent)
            if not at_import:
                text = f"{name} is imported, which fails at {places}, when that is called"
                file.findings.append(Finding("imports", Place(use.line), name, text))
            elif changes:
                text = f"{name} is imported, which does not run as it is"
                finding = Finding("imports", Place(use.line), name, text, "", NEEDS, use.called)
                file.findings.append(finding)
                runs[file.path] = False
                can_be_imported[file.path] &= use.called
                waiting.append(by_path[file.path])


def _all_facts(found: list[Path], processes: int | None) -> Iterator[_Facts]:
    processes = processes or os.cpu_count() or 1
    if len(found) < _FEW or processes == 1:
        yield from map(_facts, found)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    try:
        with ProcessPoolExecutor(processes) as pool:
            for facts in pool.map(_facts, found, chunksize=4):
                done += 1
                yield facts
    except BrokenProcessPool:  # a file killed the process that read it: find out which
        yield from map(_facts_alone, found[done:])


def _facts_alone(path: Path) -> _Facts:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(_facts, path).result()
        except BrokenProcessPool:
            return _Facts(path, "cannot be checked: the process that read it was killed")


def _facts(path: Path) -> _Facts:
    source = Source(path, "")
    try:
        source = read(path)
        return _facts_of(source)
    except (CannotRead, OSError) as error:
        reason = f"cannot be read: {getattr(error, 'strerror', None) or error}"
    except SyntaxError as error:
        reason = f"cannot be parsed: {error.msg} ({source.where(error.lineno or 1)})"
    except (RecursionError, MemoryError):
        reason = "cannot be parsed: it is nested too deeply"
    except Exception as error:  # noqa: BLE001  (our own bug must not hide the other files)
        reason = f"cannot be checked, because of a bug in tfv1: {type(error).__name__}: {error}"
    return _Facts(path, reason, cells=source.cells)


def _facts_of(source: Source) -> _Facts:
    parsed = parsing.parse(source)
    found = parsed.model.references
    found.unknown += source.unread
    found.uses = list(dict.fromkeys(found.uses))  # the first of each kind on a line
    findings = [
        *_doubts(parsed),
        *arguments.find(parsed),
        *files.find_paths(parsed.model),
        *keras1.find(parsed),
        *promotion.find(parsed),
        *summaries.find(source.path, parsed),
    ]
    names = [(use.target.name, use.line) for use in found.uses]
    spoken = {era for era, _, _ in idioms.find(parsed.model, names)}
    return _Facts(source.path, "", parsed.python2, found, findings, source.cells, spoken)


def _file_check(facts: _Facts, project: Project, prepared: frozenset[str]) -> FileCheck:
    """What is found in a file; `prepared` are the names that files of the project can do without.

    The module that a name is imported from says itself which package it lacks.
    """
    result = FileCheck(facts.path, facts.error, cells=facts.cells, eras=facts.eras)
    if facts.error:
        return result
    if facts.python2:
        result.python2 = str(facts.python2)
        result.findings.append(_python2(facts.python2))
    own = facts.prepared(imports=True)
    for use in facts.references.uses:
        handed_on = project.has_module(use.target, facts.path)
        names = project.external(use.target, facts.path)
        instead = [name for one in use.instead for name in project.external(one, facts.path)]
        ready = (
            use.guarded
            or any(_below(name, prepared if handed_on else own) for name in names)
            or any(tensorflow.is_topic(name) and not tensorflow.is_lost(name) for name in instead)
        )
        _add(result, names, use._replace(guarded=ready), use.imports and not handed_on, project)
        if use.imports and not use.guarded:
            for module in project.modules(use.target, facts.path):
                result.imports.setdefault(module, use)
            gap = missing.find(use.target, use.line, facts.path, project)
            result.findings += [gap] if gap else []
    for use in facts.references.free:
        _add(result, project.external_free(use.target.name, facts.path), use, False, project)
    result.findings += facts.findings
    result.findings = list(dict.fromkeys(result.findings))
    result.findings.sort(key=lambda finding: (finding.line, finding.subject))
    result.unknown = facts.references.unknown
    return result


def _neighbours(facts: _Facts, project: Project) -> list[Finding]:
    found = (
        missing.beside(use.target, use.line, facts.path, project)
        for use in facts.references.uses
        if use.imports and not use.guarded
    )
    return list(dict.fromkeys(one for one in found if one is not None))


def _doubts(parsed: Parsed) -> Iterator[Finding]:
    if parsed.python2 is None:
        for sign in python2_doubts(parsed.model):
            text = (
                f"{sign.what}; if that is a dictionary, run it with: tfv1 run --python2 ..., "
                "or rewrite it with: tfv1 migrate"
            )
            yield Finding("python2", Place(sign.line), "Python 2", text)


def _python2(sign: Sign) -> Finding:
    command = "tfv1 run --python2 ..."
    text = f"{sign}; run it with: {command}, or rewrite it with: tfv1 migrate"
    return Finding("python2", Place(sign.line), "Python 2", text, command, NEEDS, sign.called)


def _below(name: str, names: frozenset[str]) -> bool:
    """Whether the dotted name is one of the names, or in one."""
    while name and name not in names:
        name = name.rpartition(".")[0]
    return bool(name)


def _add(result: FileCheck, names: list[str], use: Use, imports: bool, project: Project) -> None:
    """Adds what there is to say about the names that may be meant.

    Where a module has several imports for one name, as in a switch by version, one has to run.
    """
    found = {name: _about(name, use, imports, result.path, project) for name in names}
    running = [name for name in names if not any(stops(one) for one in found[name])]
    for name in running or names:
        era = eras.era(name)
        if era is not None and not (use.guarded and era in eras.READY_FOR_OLD):
            result.eras.add(era)
        if tensorflow.is_topic(name):
            result.uses[found[name][0].subject] += 1
        result.findings += [
            replace(one, called=True) if use.called and stops(one) else one
            for one in found[name]
            if one.text
        ]


def _about(name: str, use: Use, imports: bool, file: Path, project: Project) -> list[Finding]:
    if not tensorflow.is_topic(name):
        found = libraries.find(name, use.line, use.guarded, imports)
        return [missing.as_own(one, file, project) for one in found]
    op = None if use.guarded else files.find_custom_op(name, use.line)
    return [tensorflow.find(name, use.line, use.guarded), *([op] if op else [])]
