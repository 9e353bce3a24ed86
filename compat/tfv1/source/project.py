"""Names across files: what the user's own modules pass on from the libraries they import.

Inside, paths are strings: they are put together and looked up so often that `Path` would take most
of the time.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tfv1.source.references import References
from tfv1.source.scopes import Target


class Project:
    """The files of a check, with what each of them uses and exports.

    Args:
      files: file -> its references.
      roots: the paths that the check was started for; modules are searched for from a file's own
        folder up to these.
    """

    def __init__(self, files: dict[Path, References], roots: list[Path]) -> None:
        self._files: dict[str, References] = {}
        self._folders: set[str] = set()
        self._by_top: dict[str, dict[str, None]] = {}
        self._star_homes: dict[str, list[tuple[Target, str | None]]] = {}
        self._homes: dict[tuple[str, str], str | None] = {}
        self._modules: dict[tuple[str, tuple[str, ...]], tuple[str | None, list[str]]] = {}
        for file, held in files.items():
            self.add(file, held)
        self._roots = {str(root if root.is_dir() else root.parent) for root in roots}

    def add(self, file: Path, held: References) -> None:
        """Adds a file, with its references, to the project."""
        folder = file.parent
        self._files[str(file)] = held
        self._folders.update(map(str, file.parents))
        self._by_top.setdefault(file.stem, {})[str(folder)] = None
        self._by_top.setdefault(folder.name, {})[str(folder.parent)] = None
        for known in (self._star_homes, self._homes, self._modules):
            known.clear()

    def external(self, target: Target, file: Path) -> list[str]:
        """The dotted names outside the project that `target`, used in `file`, leads to."""
        return self._followed(self._lead(target, str(file)))

    def external_free(self, name: str, file: Path) -> list[str]:
        """The same for a name that only a star import can have bound in `file`."""
        return self._followed(self._from_stars(tuple(name.split(".")), str(file)))

    def has_module(self, target: Target, file: Path) -> bool:
        """Whether `target` begins with a module of the project."""
        top = target.name.partition(".")[0]
        return bool(target.level) or self._home(top, str(file)) is not None

    def modules(self, target: Target, file: Path) -> list[Path]:
        """The files of the project that importing `target` in `file` loads."""
        parts = target.name.split(".") if target.name else []
        folder = self._folder_of(target, str(file), parts)
        if folder is None:
            return []
        modules = [self._module(folder, parts[:number])[0] for number in range(len(parts) + 1)]
        found = [Path(module) for module in dict.fromkeys(filter(None, modules))]
        found = [module for module in found if module != file]
        return found if parts else found[:1]

    def packaged(self) -> set[Path]:
        """The files that others import as modules of a package.

        Empty where code changes `sys.path`, from which it could import them otherwise, too.
        """
        found: set[Path] = set()
        for name, held in self._files.items():
            for use in held.uses:
                if use.target.name.startswith("sys.path"):
                    return set()
                parts = use.target.name.split(".")
                if use.imports and (use.target.level or len(parts) > 1):
                    found.update(
                        module
                        for module in self.modules(use.target, Path(name))
                        if use.target.level or module.parent.name in parts
                    )
        return found

    def is_only_beside(self, top: str, file: Path) -> bool:
        """Whether the project has the module `top` in the folder of `file`, and nowhere else."""
        return [*self._by_top.get(top, ())] == [str(file.parent)]

    def missing(self, target: Target, file: Path) -> list[Path]:
        """Where a module that importing `target` in `file` needs could be: paths without `.py`.

        Empty if the project has it, or may have it as a name that no import shows. Only for folders
        does this look at the disk: the caller finds out whether one of the places exists.
        """
        parts = target.name.split(".") if target.name else []
        folder = self._folder_of(target, str(file), parts)
        if folder is None:
            return []
        others = [] if target.level else [*self._by_top[parts[0]], *map(str, file.parents)]
        places = []
        for one in dict.fromkeys([folder, *others]):
            place = self._gap(one, parts)
            if place is None:
                return []
            places.append(place)
        return places

    def named(self, stem: str) -> list[Path]:
        """The files of the project with this name, without `.py`."""
        places = [Path(folder, f"{stem}.py") for folder in self._by_top.get(stem, ())]
        return [place for place in places if str(place) in self._files]

    def _gap(self, folder: str, parts: list[str]) -> Path | None:
        """The first part of the module `parts` that is not below `folder`, or None."""
        module, rest = self._module(folder, parts)
        place = Path(folder, *parts[: len(parts) - len(rest)])
        if len(rest) == 1 and module is not None:
            held = self._files[module]
            known = rest[0] in held.exports or rest[0] in held.own or "__getattr__" in held.own
            is_package = _is_package(module)
            if not is_package or known or held.stars or held.unknown or rest[0].startswith("__"):
                return None  # a name, not a module
        for part in rest:
            place = place / part
            if not os.path.isdir(place):  # a folder without Python files is not part of the project
                return place
        return None

    def _followed(self, first: Iterator["_Lead"]) -> list[str]:
        """The dotted names outside the project that the leads end at, in source order.

        Modules may import each other, even in circles: each name of a module is looked up once.
        """
        found: dict[str, None] = {}
        seen: set[_Lookup] = set()
        asked: Counter[tuple[str, str]] = Counter()
        waiting = [first]
        while waiting:
            lead = next(waiting[-1], _END)
            if lead is _END:
                waiting.pop()
            elif isinstance(lead, str):
                found[lead] = None
            elif lead not in seen and asked[lead.module, lead.parts[0]] < _MOST:
                seen.add(lead)
                asked[lead.module, lead.parts[0]] += 1
                waiting.append(self._exported(lead.module, lead.parts))
        return list(found)

    def _lead(self, target: Target, file: str) -> Iterator["_Lead"]:
        """Where to look up `target`, used in `file`, if it names more than a module."""
        parts = target.name.split(".") if target.name else []
        folder = self._folder_of(target, file, parts)
        if folder is None:
            yield target.name
            return
        module, rest = self._module(folder, parts)
        if module is not None and rest:
            yield _Lookup(module, tuple(rest))

    def _folder_of(self, target: Target, file: str, parts: list[str]) -> str | None:
        if target.level:
            folder = file
            for _ in range(target.level):
                folder = os.path.dirname(folder)
            return folder
        if not parts or parts[0] == "tensorflow":
            return None
        return self._home(parts[0], file)

    def _home(self, top: str, file: str) -> str | None:
        """The folder that holds the user's module `top`, as seen from `file`."""
        folders = self._by_top.get(top)
        if top == "tensorflow" or folders is None:
            return None
        key = (top, os.path.dirname(file))
        if key not in self._homes:
            self._homes[key] = self._find_home(top, file, folders)
        return self._homes[key]

    def _find_home(self, top: str, file: str, folders: dict[str, None]) -> str | None:
        parent, inner = os.path.dirname(file), file
        while parent != inner:
            if parent in folders:
                return parent
            if parent in self._roots:
                break
            parent, inner = os.path.dirname(parent), parent
        return next(iter(folders)) if top not in _LIKE_LIBRARIES else None

    def _module(self, folder: str, parts: list[str]) -> tuple[str | None, list[str]]:
        """The deepest module that `parts` name below `folder`, and the remaining parts."""
        key = (folder, tuple(parts))
        if key not in self._modules:
            self._modules[key] = self._find_module(folder, parts)
        return self._modules[key]

    def _find_module(self, folder: str, parts: list[str]) -> tuple[str | None, list[str]]:
        place, module, used = folder, self._file(folder, "__init__"), 0
        for number, part in enumerate(parts, 1):
            inner = self._file(place, part)
            if inner is not None:
                return inner, parts[number:]
            place = os.path.join(place, part)
            if place not in self._folders:
                break
            module, used = self._file(place, "__init__"), number
        return module, parts[used:]

    def _file(self, folder: str, name: str) -> str | None:
        path = os.path.join(folder, f"{name}.py")
        return path if path in self._files else None

    def _exported(self, module: str, parts: tuple[str, ...]) -> Iterator["_Lead"]:
        """Where `module` has its name parts[0] from, unless it defines it."""
        held = self._files[module]
        for target in held.exports.get(parts[0], ()):
            yield from self._lead(target.below(*parts[1:]), module)
        if parts[0] not in held.exports and parts[0] not in held.own:
            yield from self._from_stars(parts, module)

    def _from_stars(self, parts: tuple[str, ...], file: str) -> Iterator["_Lead"]:
        for star, module in self._star_modules(file):
            if module is not None:
                if self._may_lead_on(module, parts[0]):
                    yield _Lookup(module, parts)
            elif self._folder_of(star, file, star.name.split(".")) is not None:
                yield from self._lead(star.below(*parts), file)
            elif star.name.partition(".")[0] == "tensorflow":
                from tfv1.names.static.verdicts import has_star

                if has_star(star.name, parts[0]):
                    yield star.below(*parts).name

    def _may_lead_on(self, module: str, name: str) -> bool:
        """Whether `module` may have the name from elsewhere; most do not, and need no lookup."""
        held = self._files[module]
        return name in held.exports or (bool(held.stars) and name not in held.own)

    def _star_modules(self, file: str) -> list[tuple[Target, str | None]]:
        """The star imports of a file, each with its module if that is a file of the project."""
        if file not in self._star_homes:
            homes: dict[tuple[Target, str | None], None] = {}
            for star in self._files[file].stars:
                parts = star.name.split(".")
                folder = self._folder_of(star, file, parts)
                module, rest = self._module(folder, parts) if folder else (None, parts)
                is_file = module is not None and not rest and not _is_package(module)
                homes[star, module if is_file else None] = None
            self._star_homes[file] = list(homes)
        return self._star_homes[file]


class _Lookup(NamedTuple):
    """A dotted name to look up in a module of the project."""

    module: str
    parts: tuple[str, ...]


def _is_package(module: str) -> bool:
    return os.path.basename(module) == "__init__.py"


_Lead = _Lookup | str  # or a dotted name outside the project
_END = ""
# How many dotted names that begin with the same name of a module are looked up.
_MOST = 8
# A folder of the project with a library's name is not what an import elsewhere means.
_LIKE_LIBRARIES = frozenset({"keras", "numpy", "scipy", "six", "sklearn", "gym", "yaml", "test"})
