"""Programs for TensorFlow 2, which `tfv1 run` recognises: their names are not lost."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from tfv1.migrate.results import FileCheck
from tfv1.names.static import dropped
from tfv1.names.static.verdicts import is_of_tensorflow2
from tfv1.report.finding import FINE, LOST, Finding
from tfv1.source import eras

_ORIGIN = "TensorFlow 2 only"


def settle(files: list[FileCheck]) -> None:
    """Marks the names of TensorFlow 2 as fine in files that belong to such programs alone."""
    by_path = {file.path: file for file in files}
    importers: dict[Path, list[Path]] = {}
    for file in files:
        for imported in file.imports:
            importers.setdefault(imported, []).append(file.path)
    for file in files:
        if any(map(_is_of_tensorflow2, file.findings)):
            above = _reached(file.path, lambda path: importers.get(path, ()))
            starts = [path for path in above if not importers.get(path)] or [file.path]
            if all(_is_eager(start, by_path) for start in starts):
                file.findings = [
                    replace(one, status=FINE, text=_ORIGIN) if _is_of_tensorflow2(one) else one
                    for one in file.findings
                ]


def _is_of_tensorflow2(finding: Finding) -> bool:
    is_name = finding.status == LOST and finding.subject.startswith("tf.")
    return is_name and is_of_tensorflow2(_full(finding.subject))


def _full(shown: str) -> str:
    return f"tensorflow.{shown.removeprefix('tf.')}"


def _is_eager(start: Path, by_path: dict[Path, FileCheck]) -> bool:
    files = [by_path[path] for path in _reached(start, lambda path: by_path[path].imports)]
    has = {era for file in files for era in file.eras}
    names = (name for file in files for name in file.uses if name.startswith("tf."))
    return eras.is_eager(has, lambda: any(map(_is_dropped, names)))


def _is_dropped(shown: str) -> bool:
    name = _full(shown)
    return eras.era(name) is None and dropped.is_dropped(name)


def _reached(start: Path, following: Callable[[Path], Iterable[Path]]) -> list[Path]:
    found, waiting = {start}, [start]
    for path in waiting:  # it grows
        others = [other for other in following(path) if other not in found]
        found.update(others)
        waiting += others
    return waiting
