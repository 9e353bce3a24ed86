"""Finds and loads the installed files of tf.contrib, under the name `tfv1.contrib`.

They are executed like user code: their TensorFlow imports get views, which show 1.15's names and
leave the real modules alone. A part of tf.contrib that this project implements itself takes
precedence over the genuine one.
"""

import builtins
import importlib
import sys
import warnings
from collections.abc import Callable, Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from tfv1.importing import imports, views
from tfv1.importing.frames import hidden
from tfv1.importing.loaders import PresentLoader, SourceLoader
from tfv1.names import genuine, libraries, modules
from tfv1.names.resolve import ROOT
from tfv1.names.tables import contrib_files

_PREFIX = "tfv1.contrib."
_THERE = "tensorflow.contrib."


def lookup(files: Path, path: str) -> Any:
    """The module or object at `path` below tf.contrib ("layers", "training.create_train_op").

    Args:
      files: the folder of the installed files.
      path: where 1.15 had it.

    Raises:
      LookupError: 1.15 had nothing there.
    """
    path = contrib_files.ATTRIBUTES.get(path, path)
    if find(files, path) is not None:
        return importlib.import_module(_PREFIX + path)
    package, _, name = path.rpartition(".")
    if package in contrib_files.GENUINE_PACKAGES:
        module = importlib.import_module(f"{_PREFIX}{package}.{contrib_files.GENUINE}")
        if hasattr(module, name):
            return getattr(module, name)
    raise LookupError(path)


def find(files: Path, path: str) -> ModuleSpec | None:
    """The spec of the module at `path` below tf.contrib, in the folder of installed files."""
    fullname = _PREFIX + path
    if path in contrib_files.MODULES or path in contrib_files.ABSENT:
        loader = PresentLoader(lambda: _in_place_of(fullname, path))
        return ModuleSpec(fullname, loader, is_package=False)
    place = genuine.place(files, path)
    if (place / "__init__.py").is_file():
        return _spec(fullname, place / "__init__.py", is_package=True)
    if place.with_suffix(".py").is_file():
        return _spec(fullname, place.with_suffix(".py"), is_package=False)
    return ModuleSpec(fullname, None, is_package=True) if place.is_dir() else None


def _spec(fullname: str, file: Path, is_package: bool) -> ModuleSpec:
    spec = ModuleSpec(fullname, _loader(fullname, file), origin=str(file))
    spec.has_location = True
    if is_package:
        # Empty: given the real path, the interpreter's own finder would load the submodules.
        spec.submodule_search_locations = []
    return spec


def _loader(fullname: str, file: Path) -> Loader:
    if file.name.endswith("_pb2.py"):
        from tfv1.contrib.upstream.protos import ProtoLoader

        return ProtoLoader(fullname, str(file))
    if file.name.startswith("gen_"):
        from tfv1.contrib.upstream.generated import OpsLoader

        return OpsLoader(fullname, str(file))
    return ContribLoader(fullname, str(file), _builtins)


class ContribLoader(SourceLoader):
    """Executes a file of tf.contrib as code that sees TensorFlow 1.15."""

    def source_to_code(self, data: Any, path: Any, **options: Any) -> CodeType:  # type: ignore[override]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about old syntax that the user cannot change
            for old, new in contrib_files.EDITED.get(self.name[len(_PREFIX) :], ()):
                data = data.replace(old, new)
            return super().source_to_code(data, path, **options)

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        name = module.__name__[len(_PREFIX) :]
        for pickled in contrib_files.PICKLED.get(name, ()):
            getattr(module, pickled).__module__ = f"{_THERE}{name}"
            sys.modules[f"{_THERE}{name}"] = module  # pickle looks it up there
        for owner, attributes in contrib_files.ADDED.get(name, {}).items():
            for attribute, value in attributes.items():
                setattr(getattr(module, owner), attribute, value)
        if name in contrib_files.ATTRIBUTES:
            # tf.contrib.x means the API module, even after the package was imported.
            api = contrib_files.ATTRIBUTES[name]
            _fall_back(module, lambda: importlib.import_module(_PREFIX + api))
        if name in contrib_files.STARRED:
            starred = contrib_files.STARRED[name]
            _fall_back(module, lambda: views.module(starred))


def _fall_back(module: ModuleType, load: Callable[[], ModuleType]) -> None:
    """Gives `module` the public names of another one, too; its own modules take precedence."""

    def __getattr__(name: str) -> Any:
        if name.startswith("_") or _has_module(module, name):
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
        return getattr(load(), name)

    module.__dict__["__getattr__"] = __getattr__


def _has_module(package: ModuleType, name: str) -> bool:
    return hasattr(package, "__path__") and find_spec(f"{package.__name__}.{name}") is not None


def _in_place_of(name: str, path: str) -> ModuleType:
    """This project's module that replaces one of tf.contrib's."""
    if path in contrib_files.ABSENT:
        return modules.refusing_module(name, contrib_files.ABSENT[path])
    return importlib.import_module(contrib_files.MODULES[path])


@hidden
def _import(
    name: str,
    globals: Any = None,
    locals: Any = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    """`__import__` for tf.contrib, which sees TensorFlow and the libraries as they were then."""
    if level == 0:
        if name.partition(".")[0] == ROOT:
            return imports.legacy_import(name, globals, locals, fromlist, level)
        if name.startswith(contrib_files.ESTIMATOR):
            name = contrib_files.ESTIMATOR_HERE + name[len(contrib_files.ESTIMATOR) :]
        if tuple(fromlist or ()) == (contrib_files.LATE.get(name),) and find_spec(name) is not None:
            return _late(name)
        found = libraries.view(name if fromlist else name.partition(".")[0])
        if found is not None:
            return found
    return builtins.__import__(name, globals, locals, fromlist or (), level)


def _late(name: str) -> ModuleType:
    """A stand-in for a library with one submodule, which is loaded on first use."""
    library, submodule = ModuleType(name), ModuleType(f"{name}.{contrib_files.LATE[name]}")
    _fall_back(submodule, lambda: importlib.import_module(submodule.__name__))
    setattr(library, contrib_files.LATE[name], submodule)
    return library


_builtins = {**vars(builtins), "__import__": _import}
