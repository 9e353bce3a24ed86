"""Finds and loads the installed files of tf.contrib, below the name `tfv1.contrib`.

They are executed as user code is: what they import from TensorFlow are views, which show 1.15's
names and leave the real modules alone. Where this project has a part of tf.contrib itself, that
part stands before the genuine one.
"""

import builtins
import functools
import importlib
import warnings
from collections.abc import Callable, Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from tfv1.contrib.upstream import overlays, store
from tfv1.importing import chain, imports, views
from tfv1.importing.frames import hidden
from tfv1.importing.loaders import PresentLoader, SourceLoader
from tfv1.names import libraries, modules

_PREFIX = "tfv1.contrib."


def plug_in() -> Callable[[str], Any]:
    """Lets imports find the installed files; returns the function that looks names up in them."""
    finder = ContribFinder(store.folder())
    chain.install(finder)
    return functools.partial(lookup, finder)


def lookup(finder: "ContribFinder", path: str) -> Any:
    """The module or object at `path` below tf.contrib ("layers", "training.create_train_op").

    Raises:
      LookupError: 1.15 had none there.
    """
    path = overlays.ATTRIBUTES.get(path, path)
    if finder.find_spec(_PREFIX + path, None) is not None:
        return importlib.import_module(_PREFIX + path)
    package, _, name = path.rpartition(".")
    if package in overlays.GENUINE_PACKAGES:
        module = importlib.import_module(f"{_PREFIX}{package}.{overlays.GENUINE}")
        if hasattr(module, name):
            return getattr(module, name)
    raise LookupError(path)


class ContribFinder(chain.Finder):
    """Finds the modules of tf.contrib in the folder of the installed files."""

    place = chain.CONTRIB

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(_PREFIX):
            return None
        below = fullname[len(_PREFIX) :]
        if below in overlays.MODULES or below in overlays.ABSENT:
            loader = PresentLoader(lambda: _in_place_of(fullname, below))
            return ModuleSpec(fullname, loader, is_package=False)
        place = self._place(below)
        if (place / "__init__.py").is_file():
            return self._spec(fullname, place / "__init__.py", is_package=True)
        if place.with_suffix(".py").is_file():
            return self._spec(fullname, place.with_suffix(".py"), is_package=False)
        return ModuleSpec(fullname, None, is_package=True) if place.is_dir() else None

    def _place(self, below: str) -> Path:
        """The folder of a package or the file of a module, without `.py`."""
        package, _, last = below.rpartition(".")
        if last == overlays.GENUINE and package in overlays.GENUINE_PACKAGES:
            return self._folder / "contrib" / overlays.GENUINE_PACKAGES[package]
        top, *rest = below.split(".")
        return self._folder.joinpath(overlays.FOLDERS.get(top, f"contrib/{top}"), *rest)

    def _spec(self, fullname: str, file: Path, is_package: bool) -> ModuleSpec:
        spec = ModuleSpec(fullname, self._loader(fullname, file), origin=str(file))
        spec.has_location = True
        if is_package:
            # Empty: with the true one, the interpreter's own finder would load what is in it.
            spec.submodule_search_locations = []
        return spec

    def _loader(self, fullname: str, file: Path) -> Loader:
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
            warnings.simplefilter("ignore")  # old spellings, which nobody here can change
            return super().source_to_code(data, path, **options)

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        name = module.__name__[len(_PREFIX) :]
        for owner, attributes in overlays.ADDED.get(name, {}).items():
            for attribute, value in attributes.items():
                setattr(getattr(module, owner), attribute, value)
        if name in overlays.ATTRIBUTES:
            # Code that says tf.contrib.x after someone has imported the package means the other.
            api = overlays.ATTRIBUTES[name]
            _fall_back(module, lambda: importlib.import_module(_PREFIX + api))
        if name in overlays.STARRED:
            starred = overlays.STARRED[name]
            _fall_back(module, lambda: views.module(starred))


def _fall_back(module: ModuleType, load: Callable[[], ModuleType]) -> None:
    """Lets `module` have the public names of another one too."""

    def __getattr__(name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
        return getattr(load(), name)

    module.__dict__["__getattr__"] = __getattr__


def _in_place_of(name: str, path: str) -> ModuleType:
    """The module of this project that stands where tf.contrib's would."""
    if path in overlays.ABSENT:
        return modules.refusing_module(name, overlays.ABSENT[path])
    return importlib.import_module(overlays.MODULES[path])


@hidden
def _import(
    name: str,
    globals: Any = None,
    locals: Any = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    """`__import__` of tf.contrib: TensorFlow and the libraries are as they were then."""
    if level == 0:
        if name.partition(".")[0] == views.ROOT:
            return imports.legacy_import(name, globals, locals, fromlist, level)
        if name.startswith(overlays.ESTIMATOR):
            name = overlays.ESTIMATOR_HERE + name[len(overlays.ESTIMATOR) :]
        if tuple(fromlist or ()) == (overlays.LATE.get(name),) and find_spec(name) is not None:
            return _late(name)
        found = libraries.view(name if fromlist else name.partition(".")[0])
        if found is not None:
            return found
    return builtins.__import__(name, globals, locals, fromlist or (), level)


def _late(name: str) -> ModuleType:
    """Stands for a library with one submodule, which is loaded when it is used."""
    library, submodule = ModuleType(name), ModuleType(f"{name}.{overlays.LATE[name]}")
    _fall_back(submodule, lambda: importlib.import_module(submodule.__name__))
    setattr(library, overlays.LATE[name], submodule)
    return library


_builtins = {**vars(builtins), "__import__": _import}
