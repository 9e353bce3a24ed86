"""Finds the user's own files and loads them as legacy code."""

import sys
import threading
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import ModuleType

from tfv1.importing import chain, hosts, imports
from tfv1.importing.frames import hidden
from tfv1.importing.userfiles import is_legacy


class UserFinder(chain.Finder):
    """Asks the finders after it, and makes the user's source files load as legacy code.

    Another hook may itself ask all finders, including this one: while a name is being looked up,
    a nested lookup of the same name gets None from here.
    """

    place = chain.USER_CODE

    def __init__(self) -> None:
        self._asked = threading.local()

    @hidden
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        asked: set[str] = self._asked.__dict__.setdefault("names", set())
        if fullname in asked:
            return None
        asked.add(fullname)
        try:
            spec = self._found_by_others(fullname, path, target)
        finally:
            asked.discard(fullname)
        if spec is not None and type(spec.loader) is SourceFileLoader:
            file = spec.loader.path
            if is_legacy(fullname, file):
                spec.loader = imports.user_loader(fullname, file)
            else:
                spec.loader = hosts.loader(fullname, file) or spec.loader
        return spec

    @hidden
    def _found_by_others(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None
    ) -> ModuleSpec | None:
        finders = list(sys.meta_path)
        if self in finders:
            del finders[: finders.index(self) + 1]
        for finder in finders:
            find: Callable[..., ModuleSpec | None] | None = getattr(finder, "find_spec", None)
            spec = find(fullname, path, target) if find is not None else None
            if spec is not None:
                return spec
        return None


def install() -> None:
    """Makes the user's modules load as legacy code from now on. Repeated calls do nothing."""
    chain.install(UserFinder())


def uninstall() -> None:
    """Makes modules load the way Python loads them from now on."""
    chain.uninstall(chain.USER_CODE)
