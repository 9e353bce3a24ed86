"""Processes spawned by multiprocessing: their main module is legacy code too."""

import importlib.util
import multiprocessing.spawn as mp_spawn
import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from tfv1 import session
from tfv1.importing import imports, usercode
from tfv1.patches import Patch, apply, value


class _Install:
    """The child unpickles this before it imports user code."""

    def __reduce__(self) -> tuple[Any, ...]:
        return install_in_child, (session.current().for_child(),)


def install() -> None:
    """Makes processes that multiprocessing spawns load user code as this one does."""
    apply(IN_PARENT, session.current().replaced)


def _with_session(prepare: Callable[[str], dict[str, Any]]) -> Callable[[str], dict[str, Any]]:
    # multiprocessing ignores unknown keys.
    return lambda name: {"tfv1": _Install(), **prepare(name)}


def install_in_child(parents: session.Session) -> None:
    """Makes the spawned process load the user's files as its parent does."""
    session.begin(parents)
    usercode.install()
    install()
    apply(IN_CHILD, parents.replaced)


def _main_from_path(path: str) -> None:
    if os.path.splitext(os.path.basename(path))[0] == "ipython":
        return
    loader = imports.user_loader("__mp_main__", path)
    module = _new_main(path)
    module.__file__ = path
    exec(loader.source_to_code(loader.get_data(path), path), module.__dict__)


def _main_from_name(name: str) -> None:
    if name == "__main__" or name.endswith(".__main__"):
        return  # nor does multiprocessing run a package's __main__ twice
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        raise ImportError(f"No module named {name}", name=name)
    module = _new_main(spec.origin or "")
    module.__file__ = spec.origin
    module.__spec__ = spec
    module.__package__ = spec.parent
    exec(spec.loader.get_code(spec.name), module.__dict__)  # type: ignore[attr-defined]


def _new_main(file: str) -> ModuleType:
    module = ModuleType("__mp_main__")
    module.__dict__["__builtins__"] = imports.main_builtins(file)
    mp_spawn.old_main_modules.append(sys.modules["__main__"])
    sys.modules["__main__"] = sys.modules["__mp_main__"] = module
    return module


_SPAWN = "multiprocessing.spawn"
_WHY = "a spawned process would load the user's files as Python does"

IN_PARENT = (Patch(f"{_SPAWN}:get_preparation_data", _with_session, _WHY),)
IN_CHILD = (
    Patch(f"{_SPAWN}:_fixup_main_from_path", value(_main_from_path), _WHY),
    Patch(f"{_SPAWN}:_fixup_main_from_name", value(_main_from_name), _WHY),
)
