"""The world of this process: loads TensorFlow first, then whatever the tables name."""

import functools
import sys
from collections.abc import Hashable, Iterator
from types import ModuleType
from typing import Any

from tfv1 import session, startup
from tfv1.names import loading, modules
from tfv1.names.modules import View
from tfv1.names.resolve import ABSENT, PYTHON, Absent, Resolver
from tfv1.names.tables import api, removed

_EXPORTS = ("tensorflow._api.v2.compat.v1", "tensorflow.compat.v1")
_KERAS = PYTHON + "keras"  # a private copy


class _Loaded:
    """The modules of this process and their contents."""

    @property
    def eager(self) -> bool:
        return session.current().eager

    @property
    def python2(self) -> bool:
        return session.current().python2

    def load(self, home: str) -> Any:
        if not home.startswith("tfv1."):
            startup.tensorflow()
        return loading.load(home)

    def constant(self, name: str) -> Any:
        return api.CONSTANTS[name]

    def refusing(self, name: str) -> Any:
        return _refusing(name)

    def module(self, name: str) -> Any:
        try:
            return self.load(name)
        except ModuleNotFoundError as error:
            if error.name is None or not f"{name}.".startswith(f"{error.name}."):
                raise  # it exists, but something that it needs is missing
            return None

    def submodule(self, module: Any, name: str) -> Any:
        return self.module(f"{module.__name__}.{name}") if hasattr(module, "__path__") else None

    def member(self, module: object, name: str) -> Any | Absent:
        return getattr(module, name, ABSENT)

    def module_name(self, thing: object) -> str | None:
        if isinstance(thing, View) or not isinstance(thing, ModuleType):
            return None
        return thing.__name__

    def defined_in(self, thing: object) -> str:
        return getattr(thing, "__module__", None) or ""

    def identity(self, thing: object) -> Hashable:
        return id(thing)

    def exported(self, name: str) -> list[Any]:
        return _exports().get(name, [])

    def defining(self, name: str, package: str) -> Iterator[Any]:
        for module_name, module in list(sys.modules.items()):
            if not module_name.startswith(package) or module_name.startswith(_KERAS):
                continue
            value = vars(module).get(name) if isinstance(module, ModuleType) else None
            if value is not None and self.defined_in(value) == module_name:
                yield value

    def called(self, name: str) -> Iterator[Any]:
        for module_name, module in list(sys.modules.items()):
            inside, _, last = module_name.rpartition(".")
            if last == name and inside.startswith(PYTHON) and inside.count(".") == 2:
                yield module


@functools.cache
def _refusing(name: str) -> Any:
    if name in removed.ABSENT_MODULES:
        return modules.refusing_module(f"tfv1.absent.{name}", removed.ABSENT_MODULES[name])
    return modules.refusing_class(name.rpartition(".")[2], removed.ABSENT_NAMES[name])


@functools.cache
def _exports() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for name, module in list(sys.modules.items()):
        if not name.startswith(_EXPORTS) or ".compat.v2" in name or ".raw_ops" in name:
            continue
        # Some are wrapped, only to log deprecations.
        module = getattr(module, "_tfmw_wrapped_module", module)
        for attribute, value in list(vars(module).items()):
            if not attribute.startswith("_") and _LOADED.defined_in(value).startswith(PYTHON):
                found.setdefault(attribute, []).append(value)
    return found


_LOADED = _Loaded()
resolver: Resolver[Any] = Resolver(_LOADED)
