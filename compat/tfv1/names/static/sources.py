"""The world of readers of source: what is installed, of which nothing is imported.

Modules are known by their dotted names, those of the genuine tf.contrib by the names under which
they are loaded, `tfv1.contrib.layers`.
"""

import functools
import importlib
import re
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tfv1.names import genuine, rows
from tfv1.names.resolve import ABSENT, PYTHON, ROOT, Absent, Legacy, Missing, Resolver
from tfv1.names.static import bindings, places
from tfv1.names.static.bindings import Bindings, Member
from tfv1.names.static.kept import kept, state_of
from tfv1.names.static.places import Place
from tfv1.names.tables import api, contrib, contrib_files, removed

# A module or attribute of today, or a module as 1.15 had it.
Found = Member | Legacy[Any]

# Packages of this project that look their names up when they are used. They list them themselves,
# and load nothing for that.
_LAZY = frozenset({"tfv1.summary", "tfv1.contrib.eager", "tfv1.contrib.training"})
_CONTRIB = genuine.OURS + "."
_KERAS = PYTHON + "keras"  # a private copy
_V1 = "tensorflow._api.v2.compat.v1"
_DEFINITION = re.compile(r"^(?:def|class)\s+(\w+)", re.MULTILINE)


class Sources:
    """What is installed; `files` is the folder of the genuine tf.contrib, if that is."""

    eager = python2 = False

    def __init__(self, files: Path | None) -> None:
        self._files = files
        self._places: dict[str, Place | None] = {}
        self._read: dict[str, Bindings] = {}
        self._members: dict[tuple[str, str], Found | None] = {}
        self._asked: set[tuple[str, str]] = set()
        self._resolver: Resolver[Any] = Resolver(self)

    def root(self) -> Found:
        """The legacy module `tensorflow`."""
        return self._resolver.module(ROOT)

    def bases(self, module: Legacy[Any]) -> tuple[Found, ...]:
        """The modules of today behind a legacy module."""
        return self._resolver.bases(module)

    def below(self, found: Found, part: str, full: str) -> Found:
        """What `part` is in a module, which 1.15 called `full`.

        Raises:
          Missing: it is not available.
          ModuleNotFoundError, AttributeError: what the tables name is not in what is installed.
        """
        if isinstance(found, Legacy):
            below: Found = self._resolver.find(found, part)
            return below
        reason = rows.lost(full)
        if reason:
            raise Missing(reason)
        if f"{found.module}.".startswith(_CONTRIB):
            return self._in_contrib(found.module, part)
        value = self.within(found, part)
        if value is None:
            raise Missing
        return value

    def within(self, module: Member, name: str) -> Found | None:
        """What a module of today has under the name, or the submodule of the name."""
        return self._member(module.module, name) or self.submodule(module, name)

    def is_genuine(self, found: Found) -> bool:
        """Whether it is a part of the genuine tf.contrib."""
        return isinstance(found, Member) and self._has_file(found.module)

    # What there is: see `World`.

    def load(self, home: str) -> Found:
        module, _, path = home.partition(":")
        found: Found | None = self.module(module)
        if found is None:
            raise ModuleNotFoundError(f"{module}, which is not installed", name=module)
        for part in path.split(".") if path else ():
            assert isinstance(found, Member)
            if found.attribute:
                break
            found = self.within(found, part)
            if found is None:
                raise AttributeError(home)
        return found

    def constant(self, name: str) -> Found:
        return Member("tfv1.names.tables.api", "CONSTANTS")

    def refusing(self, name: str) -> Found:
        why = removed.ABSENT_MODULES.get(name) or removed.ABSENT_NAMES[name]
        raise Missing(f"{name}: {why}")

    def module(self, name: str) -> Found | None:
        # TensorFlow keeps its public modules below another name than they are imported by.
        real = name.replace("tensorflow.compat.", "tensorflow._api.v2.compat.", 1)
        return Member(real) if self._place(real) is not None else None

    def submodule(self, module: Found, name: str) -> Found | None:
        assert isinstance(module, Member)
        return self.module(f"{module.module}.{name}")

    def member(self, module: Found, name: str) -> Found | Absent:
        assert isinstance(module, Member)
        found = self._member(module.module, name)
        internal = f"{module.module}.".startswith((PYTHON, "tf_keras.src."))
        if found is None and internal and not name.startswith("__"):
            # An attribute of its package, because TensorFlow itself imports it.
            found = self.submodule(module, name)
        return ABSENT if found is None else found

    def module_name(self, thing: Found) -> str | None:
        return thing.module if isinstance(thing, Member) and not thing.attribute else None

    def defined_in(self, thing: Found) -> str:
        return thing.module if isinstance(thing, Member) else ""

    def identity(self, thing: Found) -> Hashable:
        return thing

    def exported(self, name: str) -> Iterable[Found]:
        homes = self._exports.get(name, "").split()
        return [Member(*home.split(":")) for home in homes]

    def defining(self, name: str, package: str) -> Iterable[Found]:
        return [
            Member(module, name)
            for module, names in _definitions().items()
            if module.startswith(package) and not module.startswith(_KERAS)
            if f" {name} " in names
        ]

    def called(self, name: str) -> Iterable[Found]:
        files = _folder("tensorflow.python").glob(f"*/{name}.py")
        return [Member(f"{PYTHON}{file.parent.name}.{name}") for file in files]

    # What is in it.

    def names_of(self, module: str) -> Iterable[str]:
        """The names that the module's source binds at top level."""
        return self._bindings(module).names

    def _member(self, module: str, name: str) -> Found | None:
        """What `module.name` is, without looking for submodules that nothing has imported."""
        key = (module, name)
        if key not in self._members:
            if key in self._asked:
                return None  # modules that import each other
            self._asked.add(key)
            self._members[key] = self._bound(module, name)
            self._asked.discard(key)
        return self._members[key]

    def _bound(self, module: str, name: str) -> Found | None:
        there = self._place(module)
        if there is None:
            return None
        if places.is_opaque(module, there):
            return Member(module, name)
        own = self._bindings(module)
        if own.kept is not None and name not in own.kept:
            return None
        if name in own.names:
            target = own.names[name]
            return target if name in own.defined else self._imported(target, module)
        parent, _, last = module.rpartition(".")
        above = self._bindings(parent).names if parent else {}
        if f"{last}.{name}" in above:
            return self._imported(above[f"{last}.{name}"], parent)
        if any(f"{origin}.".startswith(f"{module}.{name}.") for origin in own.stars):
            return Member(f"{module}.{name}")  # a submodule is there once its package imports it
        for star in () if name.startswith("_") else own.stars:
            found = self._member(star, name)
            if found is None and rows.home(f"{star}.{name}") is not None:
                found = self._legacy(f"{star}.{name}")  # a legacy module lists it, too
            if found is not None:
                return found
        return None

    def _imported(self, target: Member, importer: str) -> Found:
        """What an import statement binds: a name of a module, or a submodule."""
        full = f"{target.module}.{target.attribute}" if target.attribute else target.module
        if self._sees_legacy(target, importer):
            return self._legacy(full) or target
        found = self._member(target.module, target.attribute) if target.attribute else None
        return found or (self.module(full) if target.attribute else None) or target

    def _sees_legacy(self, target: Member, importer: str) -> bool:
        """Whether the import gives what legacy code sees: one of TensorFlow in tf.contrib."""
        return target.module.partition(".")[0] == ROOT and self._has_file(importer)

    def _legacy(self, name: str) -> Found | None:
        found, path = self.root(), ROOT
        for part in name.split(".")[1:]:
            if isinstance(found, Member) and found.attribute:
                break
            path = f"{found.name if isinstance(found, Legacy) else path}.{part}"
            try:
                found = self.below(found, part, path)
            except (Missing, ModuleNotFoundError, AttributeError):
                return None
        return found

    def _bindings(self, module: str) -> Bindings:
        if module not in self._read:
            there = self._place(module)
            found = Bindings({}, set())
            if there is not None and there.file is not None:
                found = bindings.read(there.file, module, there.folder is not None)
            if module in _LAZY:
                loaded = importlib.import_module(module)
                # Not by getattr, which would ask the genuine tf.contrib, and load TensorFlow.
                for name in {*dir(loaded), *vars(loaded).get("__all__", ())} - {*found.names}:
                    found.names[name] = Member(module, name)
                    found.defined.add(name)
            if self._has_file(module):
                found = _as_in_contrib(found)
            self._read[module] = found
        return self._read[module]

    @functools.cached_property
    def _exports(self) -> dict[str, str]:
        """Everything that compat.v1 and its modules export: name -> `module:attribute`s."""
        folders = _folder(_V1), _folder("tensorflow.python")
        return kept("exports", state_of(folders), self._find_exports)

    def _find_exports(self) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        folder = _folder(_V1)
        for file in sorted(folder.rglob("__init__.py")):
            parts = file.parent.relative_to(folder).parts
            if "v2" in parts or "raw_ops" in parts:
                continue
            module = ".".join((_V1, *parts))
            for name in list(self.names_of(module)):
                target = self._member(module, name)
                if not isinstance(target, Member) or not target.attribute:
                    continue
                if target.module.startswith(PYTHON):
                    found.setdefault(name, []).append(f"{target.module}:{target.attribute}")
        return {name: " ".join(homes) for name, homes in found.items()}

    # tf.contrib.

    def _place(self, name: str) -> Place | None:
        if name not in self._places:
            found = places.place(name)
            if found is None and self._files is not None and name.startswith(_CONTRIB):
                found = places.in_folder(genuine.place(self._files, name[len(_CONTRIB) :]))
            self._places[name] = found
        return self._places[name]

    def _has_file(self, module: str) -> bool:
        """Whether the module is one of the genuine tf.contrib's files."""
        return (
            module.startswith(_CONTRIB)
            and not places.exists(module)
            and self._place(module) is not None
        )

    def _in_contrib(self, module: str, part: str) -> Found:
        """What `part` is in a module at or below tfv1.contrib."""
        full = f"{module}.{part}"
        found: Found | None = None
        if module == genuine.OURS:
            found = Member(full) if part in contrib.OURS else None
        elif places.exists(module):
            found = self._member(module, part) or (Member(full) if places.exists(full) else None)
        return found or self._in_files(full[len(_CONTRIB) :])

    def _in_files(self, path: str) -> Found:
        """What the genuine tf.contrib has at `path`: a name in the module above, else a module."""
        top = path.partition(".")[0]
        if self._files is None:
            known = top in contrib_files.FOLDERS or genuine.was_in_contrib(path)
            raise Missing(genuine.sentence(path), _CONTRIB + path) if known else Missing
        if path in contrib_files.ATTRIBUTES:
            return Member(_CONTRIB + contrib_files.ATTRIBUTES[path])
        if path in contrib_files.ABSENT:
            raise Missing(f"tf.contrib.{path}: {contrib_files.ABSENT[path]}", _CONTRIB + path)
        if path in contrib_files.MODULES:
            return Member(contrib_files.MODULES[path])
        package, _, name = path.rpartition(".")
        found = self._member(_module_of(package), name) if package else None
        if found is None and self._has_file(_CONTRIB + path):
            found = Member(_CONTRIB + path)
        if found is None and package in contrib_files.STARRED:
            found = self._legacy(f"{contrib_files.STARRED[package]}.{name}")
        if found is None:
            raise Missing
        return found


def _module_of(package: str) -> str:
    """The module in which the names of a package of tf.contrib are."""
    if package in contrib_files.MODULES:
        return contrib_files.MODULES[package]
    package = contrib_files.ATTRIBUTES.get(package, package)
    inner = f".{contrib_files.GENUINE}" if package in contrib_files.GENUINE_PACKAGES else ""
    return f"{_CONTRIB}{package}{inner}"


def _as_in_contrib(found: Bindings) -> Bindings:
    """What a file of tf.contrib binds; what it imports, by the names under which it is loaded."""

    def loaded(module: str) -> str:
        for old, new in (*contrib_files.LOADED_AS.items(), *api.WITH_CONTRIB.items()):
            if f"{module}.".startswith(f"{old}."):
                return new + module[len(old) :]
        return module

    names = {name: Member(loaded(it.module), it.attribute) for name, it in found.names.items()}
    return found._replace(names=names, stars=tuple(map(loaded, found.stars)))


def _folder(package: str) -> Path:
    there = places.place(package)
    if there is None or there.folder is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return there.folder


@functools.cache
def _definitions() -> dict[str, str]:
    """The modules of tensorflow.python -> " name name " of what they define by def or class."""
    folder = _folder("tensorflow.python")
    return kept("definitions", state_of([folder]), lambda: dict(_find_definitions(folder)))


def _find_definitions(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*.py")):
        parts = file.relative_to(folder).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        module = ".".join(("tensorflow", "python", *parts))
        names = _DEFINITION.findall(file.read_text(encoding="utf-8", errors="replace"))
        yield module, f" {' '.join(sorted(set(names)))} "


@functools.cache
def _of(files: Path | None) -> Sources:
    return Sources(files if genuine.is_installed() else None)


def sources() -> Sources:
    """What is installed, the genuine tf.contrib as it was when the cache folder was first asked."""
    try:
        return _of(genuine.folder())
    except RuntimeError:  # there is no home folder
        return _of(None)
