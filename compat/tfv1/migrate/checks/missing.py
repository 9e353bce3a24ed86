"""Modules missing from the user's own packages: to be generated, to be compiled, or lost."""

import functools
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

from tfv1.names.installed import is_installed
from tfv1.names.static.places import place as place_of
from tfv1.report.finding import NEEDS, NOTE, Finding, Place
from tfv1.source.project import Project
from tfv1.source.scopes import Target

_COMPILED_FROM = (".pyx", ".pyx.in", ".cpp", ".cc", ".c", ".cu")
_PROTO = "_pb2"


def find(target: Target, line: int, file: Path, project: Project) -> Finding | None:
    """The finding for an import of a module that is not in the project's own package.

    Args:
      target: what the import statement names.
      file: the file it stands in.
    """
    top = target.name.partition(".")[0]
    if not target.level and (top in sys.stdlib_module_names or _is_library(top)):
        return None
    places = project.missing(target, file)
    if not places or any(_is_on_disk(place) for place in places):
        return None
    place = places[0]
    text = _built(place.name, project) or _remedy(place)
    return Finding("imports", Place(line), place.name, text, status=NEEDS)


def beside(target: Target, line: int, file: Path, project: Project) -> Finding | None:
    """The finding for an import by bare name from the package that `file` is imported from."""
    top = target.name.partition(".")[0]
    if target.level or top in sys.stdlib_module_names or _is_library(top):
        return None
    if not project.is_only_beside(top, file):
        return None
    command = "tfv1 run --python2 ..."
    text = (
        f"{top} is in the package of this module, and only Python 2 finds it there; run it with: "
        f"{command}, or write: from . import {top}"
    )
    return Finding("python2", Place(line), "Python 2", text, command, status=NEEDS)


def as_own(finding: Finding, file: Path, project: Project) -> Finding:
    """The finding for a package that `file` imports, if it is the user's own.

    It may be compiled by the project, be a repository that git left out, or a source beside the
    file that is not checked.
    """
    if finding.kind != "packages" or finding.status != NEEDS:
        return finding
    built = _built(finding.subject, project)
    if built:
        return replace(finding, text=built, command="")
    for folder in file.parents:
        path = _submodules(folder).get(_plain(finding.subject))
        if path is not None and not any((folder / path).glob("*")):
            command = "git submodule update --init"
            text = f"{finding.subject} is in the submodule {path}, which is empty; run: {command}"
            return replace(finding, text=text, command=command)
    place = file.parent / finding.subject
    is_package = os.path.isdir(place) and any(place.glob("*.py"))
    if is_package or os.path.isfile(place.with_name(f"{place.name}.py")):
        text = f"{place.name} is beside this file, and was not checked: give the folder of both"
        return replace(finding, text=text, command="", status=NOTE)
    return finding


@functools.lru_cache(maxsize=1024)
def _submodules(folder: Path) -> dict[str, str]:
    """The paths of the submodules of a repository, by the names of their folders."""
    try:
        text = (folder / ".gitmodules").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}  # not the folder of a repository, or one without submodules
    paths = re.findall(r"^\s*path\s*=\s*(.+?)\s*$", text, re.MULTILINE)
    return {_plain(Path(path).name): path for path in paths if ".." not in Path(path).parts}


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _is_library(top: str) -> bool:
    found = place_of(top)
    file = found and (found.file or (found.folder and found.folder / "__init__.py"))
    return file is not None and is_installed(str(file))


def _is_on_disk(place: Path) -> bool:
    """Whether Python finds a module there: a source, a folder, or compiled code."""
    if os.path.isdir(place) or os.path.isfile(place.with_name(f"{place.name}.py")):
        return True
    return any(place.parent.glob(f"{place.name}*.so")) or any(
        place.parent.glob(f"{place.name}*.pyd")
    )


def _built(name: str, project: Project) -> str:
    """What to do for a module that a setup.py of the project compiles; "" if none does."""
    for setup in project.named("setup"):
        if _extension(name).search(_text(setup)):
            command = "python setup.py build_ext --inplace"
            return f"{name} is compiled by {setup.name}; run, in {setup.parent}: {command}"
    return ""


def _extension(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"""\bExtension\(\s*(?:name\s*=\s*)?["'](?:[\w.]+\.)?{re.escape(name)}["']"""
    )


@functools.lru_cache(maxsize=64)
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _remedy(place: Path) -> str:
    proto = place.with_name(place.name.removesuffix(_PROTO) + ".proto")
    if place.name.endswith(_PROTO) and os.path.isfile(proto):
        return f"{place.name} is made of {proto.name}; run protoc --python_out=... on it"
    for suffix in _COMPILED_FROM:
        source = place.with_name(place.name + suffix)
        if os.path.isfile(source):
            return f"{place.name} is compiled from {source.name}; run the project's build of it"
    return f"{place.name} is imported, but there is no such module in {place.parent.name}"
