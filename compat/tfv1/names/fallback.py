"""Where a name of tensorflow.python is today when its own module has lost it: general rules.

Most names that moved kept their own name. So what 1.15 imported from one module is looked for,
first, among what compat.v1 exports; then among what the modules of the same package define; then
among all modules of tensorflow.python. A name with two candidates of equal rank is not guessed.
"""

import sys
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

_PYTHON = "tensorflow.python."
_EXPORTS = ("tensorflow._api.v2.compat.v1", "tensorflow.compat.v1")

_exported: dict[str, list[Any]] | None = None


def find(module: str, name: str, default: object) -> Any:
    """The object that legacy code means by `module.name`, else `default`.

    Args:
      module: a legacy module below tensorflow.python.
      name: what the module had in 1.15.
      default: returned when nothing, or more than one thing, answers.
    """
    if name.startswith("__"):
        return default
    package = module.rpartition(".")[0]
    exported = [] if name.startswith("_") else _exports().get(name, [])
    rules = (
        (value for value in exported if _home(value).rpartition(".")[0] == package),
        _defined(name, package + "."),
        exported,
        () if name.startswith("_") else _defined(name, _PYTHON),
        () if module.startswith(_PYTHON + "keras") else _modules(name),
    )
    for candidates in rules:
        found = _distinct(candidates)
        if found:
            return found[0] if len(found) == 1 else default
    return default


def _home(value: object) -> str:
    return getattr(value, "__module__", None) or ""


def _distinct(candidates: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for value in candidates:
        if not any(value is other for other in found):
            found.append(value)
    return found


def _exports() -> dict[str, list[Any]]:
    global _exported
    if _exported is None:
        _exported = {}
        for name, module in list(sys.modules.items()):
            if not name.startswith(_EXPORTS) or ".compat.v2" in name or ".raw_ops" in name:
                continue
            # Some are behind a wrapper that only logs deprecations.
            module = getattr(module, "_tfmw_wrapped_module", module)
            for attribute, value in list(vars(module).items()):
                if not attribute.startswith("_") and _home(value).startswith(_PYTHON):
                    _exported.setdefault(attribute, []).append(value)
    return _exported


def _defined(name: str, package: str) -> Iterator[Any]:
    """What loaded modules of the package define under this name, Keras' private copy left out."""
    for module_name, module in list(sys.modules.items()):
        if not module_name.startswith(package) or module_name.startswith(_PYTHON + "keras"):
            continue
        value = vars(module).get(name) if isinstance(module, ModuleType) else None
        if value is not None and _home(value) == module_name:
            yield value


def _modules(name: str) -> Iterator[ModuleType]:
    """Loaded modules of this name: 1.15's modules could be reached through their importers."""
    ending = "." + name
    for module_name, module in list(sys.modules.items()):
        if (
            module_name.startswith(_PYTHON)
            and module_name.endswith(ending)
            and module_name.count(".") == 3
        ):
            yield module
