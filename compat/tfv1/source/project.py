"""Names across files: what the user's own modules hand on from the libraries they import."""

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
      roots: the paths that the check was started for; modules are looked for from a file's own
        folder up to these.
    """

    def __init__(self, files: dict[Path, References], roots: list[Path]) -> None:
        self._files: dict[Path, References] = {}
        self._folders: set[Path] = set()
        self._by_top: dict[str, list[Path]] = {}
        self._star_homes: dict[Path, list[tuple[Target, Path | None]]] = {}
        for file, held in files.items():
            self.add(file, held)
        self._roots = {root if root.is_dir() else root.parent for root in roots}

    def add(self, file: Path, held: References) -> None:
        """Takes one more file, with its references, into the project."""
        folder = file.parent
        self._files[file] = held
        self._folders.update(file.parents)
        self._by_top.setdefault(file.stem, []).append(folder)
        self._by_top.setdefault(folder.name, []).append(folder.parent)
        self._star_homes.clear()

    def external(self, target: Target, file: Path) -> list[str]:
        """The dotted names outside the project that `target`, used in `file`, leads to."""
        return self._followed(self._lead(target, file))

    def external_free(self, name: str, file: Path) -> list[str]:
        """The same for a name that only a star import can have bound in `file`."""
        return self._followed(self._from_stars(tuple(name.split(".")), file))

    def has_module(self, target: Target, file: Path) -> bool:
        """Whether `target` begins with a module of the project."""
        return bool(target.level) or self._home(target.name.partition(".")[0], file) is not None

    def modules(self, target: Target, file: Path) -> list[Path]:
        """The files of the project that importing `target` in `file` loads."""
        parts = target.name.split(".") if target.name else []
        folder = self._folder_of(target, file, parts)
        if folder is None:
            return []
        found = []
        for number in range(len(parts) + 1):
            module, _ = self._module(folder, parts[:number])
            if module is not None and module != file and module not in found:
                found.append(module)
        return found if parts else found[:1]

    def missing(self, target: Target, file: Path) -> list[Path]:
        """Where a module that importing `target` in `file` needs could be, without `.py`.

        Empty when the project has it, or may have it as a name that no import shows. Whether the
        paths exist, compiled say, is not looked at, but for folders.
        """
        parts = target.name.split(".") if target.name else []
        folder = self._folder_of(target, file, parts)
        if folder is None:
            return []
        others = [] if target.level else [*self._by_top[parts[0]], *file.parents]
        places = []
        for one in dict.fromkeys([folder, *others]):
            place = self._gap(one, parts)
            if place is None:
                return []
            places.append(place)
        return places

    def _gap(self, folder: Path, parts: list[str]) -> Path | None:
        """The first part of the module `parts` that is not below `folder`, or None."""
        module, rest = self._module(folder, parts)
        place = folder.joinpath(*parts[: len(parts) - len(rest)])
        if len(rest) == 1 and module is not None:
            held = self._files[module]
            known = rest[0] in held.exports or rest[0] in held.own or "__getattr__" in held.own
            is_package = module.name == "__init__.py"
            if not is_package or known or held.stars or held.unknown or rest[0].startswith("__"):
                return None  # a name, not a module
        for part in rest:
            place = place / part
            if not place.is_dir():  # one without Python files is none of the project's
                return place
        return None

    def _followed(self, first: Iterator["_Lead"]) -> list[str]:
        """The dotted names outside the project that the leads end at, in the source's order.

        Modules may import each other, in circles too: each name of one is looked up once.
        """
        found: dict[str, None] = {}
        seen: set[_Lookup] = set()
        asked: Counter[tuple[Path, str]] = Counter()
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

    def _lead(self, target: Target, file: Path) -> Iterator["_Lead"]:
        """Where `target`, used in `file`, is to be looked up, if a name of it is left."""
        parts = target.name.split(".") if target.name else []
        folder = self._folder_of(target, file, parts)
        if folder is None:
            yield target.name
            return
        module, rest = self._module(folder, parts)
        if module is not None and rest:
            yield _Lookup(module, tuple(rest))

    def _folder_of(self, target: Target, file: Path, parts: list[str]) -> Path | None:
        if target.level:
            folder = file.parent
            for _ in range(target.level - 1):
                folder = folder.parent
            return folder
        if not parts or parts[0] == "tensorflow":
            return None
        return self._home(parts[0], file)

    def _home(self, top: str, file: Path) -> Path | None:
        """The folder that holds the user's module `top`, as seen from `file`."""
        if top == "tensorflow" or top not in self._by_top:
            return None
        folders = self._by_top[top]
        for parent in file.parents:
            if parent in folders:
                return parent
            if parent in self._roots:
                break
        return folders[0] if top not in _LIKE_LIBRARIES else None

    def _module(self, folder: Path, parts: list[str]) -> tuple[Path | None, list[str]]:
        """The longest module that `parts` name below `folder`, and the parts that are left."""
        place, module, used = folder, self._file(folder / "__init__.py"), 0
        for number, part in enumerate(parts, 1):
            inner = self._file(place / f"{part}.py")
            if inner is not None:
                return inner, parts[number:]
            place = place / part
            if place not in self._folders:
                break
            module, used = self._file(place / "__init__.py"), number
        return module, parts[used:]

    def _file(self, path: Path) -> Path | None:
        return path if path in self._files else None

    def _exported(self, module: Path, parts: tuple[str, ...]) -> Iterator["_Lead"]:
        """Where `module` has its name parts[0] from, if not from itself."""
        held = self._files[module]
        for target in held.exports.get(parts[0], ()):
            yield from self._lead(target.below(*parts[1:]), module)
        if parts[0] not in held.exports and parts[0] not in held.own:
            yield from self._from_stars(parts, module)

    def _from_stars(self, parts: tuple[str, ...], file: Path) -> Iterator["_Lead"]:
        for star, module in self._star_modules(file):
            if module is not None:
                yield _Lookup(module, parts)
            elif self._folder_of(star, file, star.name.split(".")) is not None:
                yield from self._lead(star.below(*parts), file)
            elif star.name.partition(".")[0] == "tensorflow":
                from tfv1.names.static.verdicts import has_star

                if has_star(star.name, parts[0]):
                    yield star.below(*parts).name

    def _star_modules(self, file: Path) -> list[tuple[Target, Path | None]]:
        """The star imports of a file, with the module, where that is one file of the project."""
        if file not in self._star_homes:
            homes: dict[tuple[Target, Path | None], None] = {}
            for star in self._files[file].stars:
                parts = star.name.split(".")
                folder = self._folder_of(star, file, parts)
                module, rest = self._module(folder, parts) if folder else (None, parts)
                is_file = module is not None and not rest and module.name != "__init__.py"
                homes[star, module if is_file else None] = None
            self._star_homes[file] = list(homes)
        return self._star_homes[file]


class _Lookup(NamedTuple):
    """A name, in its parts, that is to be looked up in a module of the project."""

    module: Path
    parts: tuple[str, ...]


_Lead = _Lookup | str  # or the dotted name outside the project that was found
_END = ""
# How many continuations of one name of a module are looked up.
_MOST = 8
# A folder of the project that has a library's name is not what an import elsewhere means.
_LIKE_LIBRARIES = frozenset({"keras", "numpy", "scipy", "six", "sklearn", "gym", "yaml", "test"})
