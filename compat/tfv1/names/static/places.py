"""Where the modules of installed packages are loaded from. Nothing is imported.

A module whose names cannot be read, because it is compiled or generated when it is loaded, is
opaque: it is assumed to have any name.
"""

import functools
import importlib.util
import sys
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """A file or folder that a module is loaded from; `source` is False for compiled code."""

    file: Path | None
    folder: Path | None
    source: bool


@functools.cache
def place(name: str) -> Place | None:
    """Where the module is loaded from, or None if it is not installed."""
    parent, _, last = name.rpartition(".")
    if not parent:
        return _top_level(name)
    above = place(parent)
    return in_folder(above.folder / last) if above and above.folder else None


def exists(name: str) -> bool:
    """Whether there is a module of this name."""
    return place(name) is not None


def is_opaque(module: str, found: Place) -> bool:
    """Whether the names of the module cannot be read."""
    return not found.source or (module.endswith("_pb2") and found.file is not None)


def in_folder(stem: Path) -> Place | None:
    """The package or module at a path without `.py`."""
    if (stem / "__init__.py").is_file():
        return Place(stem / "__init__.py", stem, True)
    file = stem.with_name(stem.name + ".py")
    if file.is_file():
        return Place(file, None, True)
    for compiled in stem.parent.glob(f"{stem.name}.*"):
        if compiled.suffix in (".so", ".pyd", ".pyi"):
            return Place(compiled, None, False)
    return Place(None, stem, True) if stem.is_dir() else None


def _top_level(name: str) -> Place | None:
    if name in sys.builtin_module_names:
        return Place(None, None, False)
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):  # half-initialised or odd modules have no spec
        return None
    if spec is None:
        return None
    folders = list(spec.submodule_search_locations or ())
    file = Path(spec.origin) if spec.origin and spec.has_location else None
    is_source = file is not None and file.suffix == ".py"
    return Place(file, Path(folders[0]) if folders else None, is_source)
