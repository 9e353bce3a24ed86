"""From a row of the table to the object it names: the one place where homes are loaded."""

import functools
from types import ModuleType
from typing import Any

from tfv1 import session, startup
from tfv1.names import fallback, loading, modules, rows
from tfv1.names.tables import api, removed


def home(name: str, default: object) -> Any:
    """The object that the table names for the legacy name, else `default`."""
    if name in api.CONSTANTS and not session.current().eager:
        return api.CONSTANTS[name]
    target = rows.home(name, session.current().python2)
    if target is None:
        refusing = _refusing(name)
        return default if refusing is None else refusing
    return load(target)


@functools.cache
def _refusing(name: str) -> ModuleType | type | None:
    """What can be imported under the legacy name, but not be used."""
    if name in removed.ABSENT_MODULES:
        return modules.refusing_module(f"tfv1.absent.{name}", removed.ABSENT_MODULES[name])
    if name in removed.ABSENT_NAMES:
        return modules.refusing_class(name.rpartition(".")[2], removed.ABSENT_NAMES[name])
    return None


def has_bases(name: str) -> bool:
    """Whether the tables name real modules behind the legacy module `name`, and one is there."""
    return bool(_present(rows.bases(name)))


def bases(name: str) -> list[ModuleType]:
    """The real modules behind the legacy module `name`, most important first.

    Raises:
      ModuleNotFoundError: this release of TensorFlow and tf_keras has none of them.
    """
    startup.tensorflow()
    found = _present(rows.bases(name, session.current().eager) or (name,))
    if not found:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return found + _present(rows.more_bases(name))


def _present(targets: tuple[str, ...]) -> list[ModuleType]:
    found = []
    for target in targets:
        try:
            found.append(load(target))
        except ModuleNotFoundError as error:
            if error.name is None or not f"{target}.".startswith(f"{error.name}."):
                raise  # it is there, but lacks something it needs
    return found


def moved(name: str, default: object) -> Any:
    """Where a name of `tensorflow.python` is today when its own module has lost it."""
    module, _, last = name.rpartition(".")
    if not module.startswith("tensorflow.python."):
        return default
    return fallback.find(module, last, default)


def load(target: str) -> Any:
    """Loads `module` or `module:attribute`, TensorFlow before it."""
    if not target.startswith("tfv1."):
        startup.tensorflow()
    return loading.load(target)
