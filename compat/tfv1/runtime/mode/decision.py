"""Whether a program is TensorFlow-1 or TensorFlow-2 code, found out without running it.

What counts is what the script and the modules of the user's that it imports use: names, by
`tfv1.source.eras`, and idioms. If these leave it open, a name that TensorFlow 2 dropped decides.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path
from typing import NamedTuple

from tfv1 import session
from tfv1.importing.userfiles import is_users
from tfv1.names.static import dropped
from tfv1.source import eras, idioms
from tfv1.source.files import read
from tfv1.source.model import Model
from tfv1.source.parsing import parse_text
from tfv1.source.project import Project
from tfv1.source.scopes import Target
from tfv1.source.text import CannotRead

GRAPH, EAGER = "graph", "eager"
_MOST_FILES = 200  # more would visibly delay the start


class Evidence(NamedTuple):
    """Something that the program uses, as scripts write it, and where."""

    what: str
    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.what} ({self.file.name}, line {self.line})"


class Decision(NamedTuple):
    """The mode for a program; `old` and `new` are given where they speak against each other."""

    mode: str
    old: Evidence | None = None
    new: Evidence | None = None


class _File(NamedTuple):
    path: Path
    model: Model


class _Found(NamedTuple):
    """The first evidence for each era, and each TensorFlow name that is evidence for none."""

    eras: dict[str, Evidence]
    others: dict[str, Evidence]


def decide(start: str, is_module: bool = False) -> Decision:
    """The mode in which a program is to run.

    Args:
      start: the script, or a folder with `__main__.py`; or the name of a module.
      is_module: whether it is a module's name, to be found as `python -m` finds it.

    Returns:
      Graph mode also for what cannot be found or parsed, and for what does not use TensorFlow.
    """
    folder, path, script = _start(start, is_module)
    project = Project({}, [folder])
    files: list[_File] = []
    seen: set[str] = set()  # eras
    for file in _files(script, path) if script else ():
        files.append(file)
        project.add(file.path, file.model.references)
        seen.update(_evidence([file], project).eras)
        if eras.SESSION in seen and eras.EAGER not in seen:
            return Decision(GRAPH)  # as for most programs for TensorFlow 1, after the first file
    # Once more, now that names can be followed into all files.
    return _weigh(_evidence(files, project))


def _weigh(found: _Found) -> Decision:
    has = found.eras
    if eras.is_eager(has, lambda: _first_dropped(found.others) is not None):
        return Decision(EAGER)
    old, new = has.get(eras.SESSION), has.get(eras.EAGER)
    if old is None and eras.MAKES_GRAPH not in has:
        old = has.get(eras.NEEDS_GRAPH)
    if old is None and (eras.TAPE in has or eras.KERAS in has):
        old, new = has.get(eras.DROPPED) or _first_dropped(found.others), has.get(eras.TAPE)
    return Decision(GRAPH, old, new) if old and new else Decision(GRAPH)


def _first_dropped(others: dict[str, Evidence]) -> Evidence | None:
    return next((others[name] for name in others if dropped.is_dropped(name)), None)


def _start(start: str, is_module: bool) -> tuple[Path, list[str], Path | None]:
    """The folder that python puts on sys.path, sys.path including it, and the file that is run."""
    place = Path(start)
    if is_module:
        folder = Path.cwd()
    else:
        # Not resolve(), which raises for a loop of links; python says that it cannot open it.
        folder = place.absolute() if place.is_dir() else Path(os.path.realpath(place)).parent
    path = [*sys.path] if getattr(sys.flags, "safe_path", False) else [str(folder), *sys.path[1:]]
    if is_module:
        return folder, path, _main_file(start, path)
    return folder, path, folder / "__main__.py" if place.is_dir() else place.absolute()


def _main_file(module: str, path: list[str]) -> Path | None:
    """The file that `python -m module` runs, None if there is none."""
    files = list(_module_files(module.split("."), path))
    if files and files[-1].name == "__init__.py":
        return files[-1].with_name("__main__.py")
    return files[-1] if files else None


def _files(script: Path, path: list[str]) -> Iterator[_File]:
    """The script, then the user's modules that it imports, then those that they import."""
    waiting = [script]
    seen = {script}
    for file in waiting:  # it grows
        model = _parse(file)
        if model is None:
            continue
        yield _File(file, model)
        for use in model.references.uses:
            for module in _imported(use.target, file, path) if use.imports else ():
                if module not in seen and len(seen) < _MOST_FILES:
                    seen.add(module)
                    waiting.append(module)


def _parse(file: Path) -> Model | None:
    try:
        return Model(parse_text(read(file).text))
    except (OSError, CannotRead, SyntaxError):
        return None  # running it will tell what is wrong


def _imported(target: Target, file: Path, path: list[str]) -> Iterator[Path]:
    parts = target.name.split(".") if target.name else []
    if target.level:
        package = file.parents[min(target.level, len(file.parents)) - 1]
        return _module_files([package.name, *parts], [str(package.parent)])
    return _module_files(parts, path) if parts[:1] != ["tensorflow"] else iter(())


def _module_files(parts: list[str], path: list[str]) -> Iterator[Path]:
    """The user's files that ``import a.b.c`` loads, as far as they exist."""
    for part in parts:
        spec = PathFinder.find_spec(part, path)
        if spec is None:
            return
        if type(spec.loader) is SourceFileLoader:
            file = spec.loader.path
            if parts[0] not in session.current().packages and not is_users(file):
                return
            yield Path(file)
        path = list(spec.submodule_search_locations or ())
        if not path:
            return


def _evidence(files: Iterable[_File], project: Project) -> _Found:
    found = _Found({}, {})
    for file in files:
        uses = list(_names(file, project))
        for name, line, guarded in uses:
            era = eras.era(name)
            evidence = Evidence(_spelling(name), file.path, line)
            # Code that is prepared for a missing name does not need it.
            if era is None and name.startswith("tensorflow."):
                found.others.setdefault(name, evidence)
            elif era is not None and not (guarded and era in eras.READY_FOR_OLD):
                found.eras.setdefault(era, evidence)
        for era, what, line in idioms.find(file.model, [(name, line) for name, line, _ in uses]):
            found.eras.setdefault(era, Evidence(what, file.path, line))
    return found


def _names(file: _File, project: Project) -> Iterator[tuple[str, int, bool]]:
    """The names of libraries that the file uses: dotted name, line, whether it may be missing."""
    for use in file.model.references.uses:
        for name in project.external(use.target, file.path):
            yield _legacy(name), use.line, use.guarded
    for use in file.model.references.free:
        for name in project.external_free(use.target.name, file.path):
            yield _legacy(name), use.line, use.guarded


def _legacy(name: str) -> str:
    """The name under which the tables have what ``import tfv1 as tf`` gives."""
    return f"tensorflow.{name[len('tfv1.') :]}" if name.startswith("tfv1.") else name


def _spelling(name: str) -> str:
    return f"tf.{name[len('tensorflow.') :]}" if name.startswith("tensorflow.") else name
