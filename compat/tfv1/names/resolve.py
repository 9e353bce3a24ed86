"""What a name of TensorFlow 1.15 is today: the one algorithm.

It reads the tables, and asks a world what today's TensorFlow has. There are two worlds: `live` has
the modules of this process, `static` the installed sources. A test checks that they agree.
"""

import enum
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from tfv1.names import rows
from tfv1.names.tables import api, imported, removed

ROOT = "tensorflow"
PYTHON = "tensorflow.python."


class Absent(enum.Enum):
    """The type of ABSENT, which stands for a missing name."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT

Thing = TypeVar("Thing")


class World(Protocol[Thing]):
    """What exists today. A thing is a module or an attribute of one."""

    @property
    def eager(self) -> bool:
        """Whether it is for TensorFlow-2 code, which runs eagerly."""

    @property
    def python2(self) -> bool:
        """Whether it is for Python 2 code."""

    def load(self, home: str) -> Thing:
        """The thing that a table's `module` or `module:attribute` names.

        Raises:
          ModuleNotFoundError: there is no such module.
        """

    def constant(self, name: str) -> Thing:
        """The tables' constant for the legacy name."""

    def refusing(self, name: str) -> Thing:
        """The stand-in for a legacy name that can be imported, but not used."""

    def module(self, name: str) -> Thing | None:
        """The module of this name, if there is one."""

    def submodule(self, module: Thing, name: str) -> Thing | None:
        """The module `name` of the package `module`, if there is one."""

    def member(self, module: Thing, name: str) -> Thing | Absent:
        """The module's attribute of this name."""

    def module_name(self, thing: Thing) -> str | None:
        """The thing's name if it is one of today's modules, else None."""

    def defined_in(self, thing: Thing) -> str:
        """The name of the module that defines the thing."""

    def identity(self, thing: Thing) -> Hashable:
        """Equal for the same thing, however it was found."""

    def exported(self, name: str) -> Iterable[Thing]:
        """Things that compat.v1's modules export under the name and tensorflow.python defines."""

    def defining(self, name: str, package: str) -> Iterable[Thing]:
        """Things that modules below `package`, which ends in a dot, define under the name."""

    def called(self, name: str) -> Iterable[Thing]:
        """The modules of this name in the packages of tensorflow.python."""


class Missing(LookupError):
    """The name is not available, whether or not 1.15 had it.

    Args:
      reason: a sentence that says why, and what to do; empty if none is known.
      home: where it would be if its package were installed.
    """

    def __init__(self, reason: str = "", home: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.home = home


@dataclass(eq=False)
class Legacy(Generic[Thing]):
    """A module as 1.15 had it. The first of `bases` with a name wins; None: take the tables'."""

    name: str
    bases: tuple[Thing, ...] | None = None


class Resolver(Generic[Thing]):
    """Finds names in a world. There is one legacy module per name."""

    def __init__(self, world: World[Thing]) -> None:
        self._world = world
        self._modules: dict[str, Legacy[Thing]] = {}

    def module(self, name: str, bases: tuple[Thing, ...] | None = None) -> Legacy[Thing]:
        """The legacy module of this name; a new one gets `bases`."""
        return self._modules.setdefault(name, Legacy(name, bases))

    def bases(self, module: Legacy[Thing]) -> tuple[Thing, ...]:
        """Today's modules behind a legacy module, the most important first.

        Raises:
          ModuleNotFoundError: this release of TensorFlow and tf_keras has none of them.
        """
        if module.bases is None:
            name = module.name
            found = self._present(rows.bases(name, self._world.eager) or (name,))
            if not found:
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)
            module.bases = (*found, *self._present(rows.more_bases(name)))
        return module.bases

    def find(self, module: Legacy[Thing], name: str) -> Thing | Legacy[Thing]:
        """What legacy code means by `module.name`.

        Raises:
          Missing: it is not available.
        """
        world, full = self._world, f"{module.name}.{name}"
        if world.eager and full in api.PLAIN_IN_EAGER:
            return self._plain(module, name)
        if full in api.ALIASES:
            return self._below_root(api.ALIASES[full])
        if full in api.CONSTANTS and not world.eager:
            return world.constant(full)
        home = rows.home(full, world.python2)
        if home is not None:
            return self._at_home(full, home)
        if full in removed.ABSENT_MODULES or full in removed.ABSENT_NAMES:
            return world.refusing(full)
        reason = rows.lost(full)
        if reason:
            raise Missing(reason)
        bases = self.bases(module)
        for number, base in enumerate(bases):
            value = world.member(base, name)
            if value is not ABSENT:
                return self._as_seen(full, value, bases[number + 1 :] if world.eager else ())
        below = None if name.startswith("__") else self.submodule(module, name)
        if below is not None:
            return below
        inside = None if name.startswith("__") else self._inside(module.name)
        if inside is None:
            raise Missing
        elsewhere = self._imported(name)
        if elsewhere is not None:
            return elsewhere
        moved = self._moved(module.name, inside, name)
        if moved is ABSENT:
            raise Missing
        return self._as_seen(full, moved)

    def submodule(self, module: Legacy[Thing], name: str) -> Legacy[Thing] | None:
        """What `import module.name` means if that is one of today's modules."""
        full = f"{module.name}.{name}"
        if self._stands(full):
            return self.module(full)
        for base in self.bases(module):
            found = self._world.submodule(base, name)
            if found is not None:
                return self.module(full, (found,))
        return None

    def _below_root(self, name: str) -> Thing | Legacy[Thing]:
        """What the dotted name from `tensorflow` down means; its packages say what is behind it."""
        found: Thing | Legacy[Thing] = self.module(ROOT)
        for part in name.split(".")[1:]:
            assert isinstance(found, Legacy)  # the names of ALIASES are modules
            found = self.find(found, part)
        return found

    def _plain(self, module: Legacy[Thing], name: str) -> Thing:
        value = self._world.member(self.bases(module)[0], name)
        if value is ABSENT:
            raise Missing
        return value

    def _at_home(self, full: str, home: str) -> Thing | Legacy[Thing]:
        try:
            value = self._world.load(home)
        except ModuleNotFoundError as error:
            reason = rows.not_installed(full)
            if reason is None or not home.startswith(error.name or " "):
                raise  # it is installed, but something that it needs is missing
            raise Missing(reason, home) from error
        return self._as_seen(full, value)

    def _as_seen(
        self, full: str, value: Thing, others: Sequence[Thing] = ()
    ) -> Thing | Legacy[Thing]:
        """`value`, found at the legacy name `full`: a module of TensorFlow's or Keras' is legacy.

        `others` are less important modules, which may have a module of that name to stand behind.
        """
        real = self._world.module_name(value)
        if real is None or real.startswith("tfv1."):
            return value
        if real.startswith(PYTHON):
            return self.module(real)
        if not real.startswith(("tensorflow", "tf_keras", "keras")):
            return value
        if self._stands(full):
            return self.module(full)
        last = full.rpartition(".")[2]
        below = [self._world.member(other, last) for other in others]
        modules = [it for it in below if it is not ABSENT and self._world.module_name(it)]
        return self.module(full, (value, *modules))

    def _present(self, names: Iterable[str]) -> list[Thing]:
        found = (self._world.module(name) for name in names)
        return [module for module in found if module is not None]

    def _stands(self, name: str) -> bool:
        """Whether the tables name modules behind the legacy module and one of them exists."""
        return any(self._world.module(base) is not None for base in rows.bases(name))

    @staticmethod
    def _inside(module: str) -> str | None:
        """The package of a module in tensorflow.python, which counts itself; None for others."""
        if f"{module}." == PYTHON:
            return module
        return module.rpartition(".")[0] if module.startswith(PYTHON) else None

    def _imported(self, name: str) -> Thing | Legacy[Thing] | None:
        """The module that modules of tensorflow.python imported under the name in 1.15."""
        home = imported.home(name)
        if not home.startswith(PYTHON):
            return self._world.module(home) if home else None
        legacy = self.module(home)
        try:
            self.bases(legacy)
        except ModuleNotFoundError:
            return None
        return legacy

    def _moved(self, module: str, package: str, name: str) -> Thing | Absent:
        """Where a name of tensorflow.python is when its own module has lost it: general rules.

        Most names that moved kept their own name. So what 1.15 imported from one module is looked
        for, first, among what compat.v1 exports; then among what the modules of the same package
        define; then among all modules of tensorflow.python. A name with two candidates of equal
        rank is not guessed.
        """
        world = self._world
        is_private = name.startswith("_")
        exported = [] if is_private else list(world.exported(name))
        rules: tuple[Iterable[Thing], ...] = (
            [it for it in exported if world.defined_in(it).rpartition(".")[0] == package],
            world.defining(name, package + "."),
            exported,
            () if is_private else world.defining(name, PYTHON),
            # In 1.15, modules could be reached through their importers.
            () if module.startswith(PYTHON + "keras") else world.called(name),
        )
        for candidates in rules:
            found = {world.identity(candidate): candidate for candidate in candidates}
            if found:
                return found.popitem()[1] if len(found) == 1 else ABSENT
        return ABSENT
